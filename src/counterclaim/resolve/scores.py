"""How probable it is that two records tell of one incident, from the levels on which they agree.

Method: the model of Fellegi and Sunter (1969), its weights learnt from the data by expectation and
maximisation (Winkler 1988), with prior counts so that small data stay near what is usual, and with
the rule that a record has at most one partner: a candidate's probability is shared with its rivals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.resolve.candidates import Pairs

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
ROUNDS = 40
ENOUGH = 1e-4  # change of the expected number of matches, relative
PRIOR_SHARE = 0.6  # of the smaller dataset that has a partner, before anything is seen
EXPERIENCE = 25  # records that this share stands for: a short list cannot unlearn it alone
ALONE = 0.03  # of a dataset's records, at least, have no partner
FLOOR = 1e-9
MESSAGES = 6
NEGLIGIBLE, MOST = -9.0, 25.0  # log odds beyond which nothing changes


@dataclass(frozen=True)
class Feature:
    """A feature: names of its levels, how often matches and others show each, as usual.

    ``matches`` and ``others`` need not sum to one; ``weight`` is how many pairs of experience they
    stand for. A ``silent`` level (nothing was given) speaks neither for nor against.
    """

    name: str
    levels: tuple[str, ...]
    matches: tuple[float, ...]
    others: tuple[float, ...]
    weight: float = 60.0
    silent: int = -1


@dataclass(frozen=True)
class Weighed:
    """The outcome for n pairs: ``probability`` (n,), ``evidence`` (n,) natural log odds of the pair
    taken alone, and each feature's log weights by level.
    """

    probability: Floats
    evidence: Floats
    weights: tuple[Floats, ...]
    expected: float


def weigh(
    pairs: Pairs, levels: Sequence[Levels], features: Sequence[Feature], sizes: tuple[int, int]
) -> Weighed:
    """Probabilities for ``pairs``, whose ``levels`` (n,) by feature are positions in its levels.

    ``sizes`` are the numbers of records of both datasets.
    """
    tables = _Tables(features)
    matches = PRIOR_SHARE * min(sizes)
    pattern = _Patterns(levels, features)
    for _ in range(ROUNDS):
        evidence = pattern.evidence(tables)[pattern.of_pair] + _prior_odds(
            matches, len(pairs), sizes
        )
        probability = compete(pairs, evidence)
        before, matches = matches, _expected(float(probability.sum()), min(sizes))
        held = np.bincount(pattern.of_pair, probability, pattern.count)
        tables.learn(pattern, np.asarray(held, dtype=np.float64))
        if abs(matches - before) <= ENOUGH * max(1.0, before):
            break
    return Weighed(probability, evidence, tables.weights(), matches)


def _expected(seen: float, size: int) -> float:
    """Matches to expect among ``size`` records of which ``seen`` are held to have a partner."""
    return size * (seen + PRIOR_SHARE * EXPERIENCE) / (size + EXPERIENCE) if size else 0.0


def compete(pairs: Pairs, evidence: Floats) -> Floats:
    """Probabilities (n,) under one partner at most, from log odds of each pair taken alone.

    A rival stands in the way as far as it is free itself. Method: sum-product messages on the
    bipartite graph of pairs (Bayati, Shah and Sharma 2008, for the maximum), a few rounds.
    """
    probability = np.zeros(evidence.size)
    at = np.flatnonzero(evidence > NEGLIGIBLE)
    if not at.size:
        return probability
    left, right = pairs.left[at], pairs.right[at]
    odds = np.exp(np.minimum(evidence[at], MOST))
    of_right = np.ones(at.size)
    for _ in range(MESSAGES):
        of_left = _room(left, odds * of_right)
        of_right = _room(right, odds * of_left)
    free = odds * of_left * of_right
    probability[at] = free / (1 + free)
    return probability


def _room(ends: Ints, claims: Floats) -> Floats:
    """How free each end is of all claims on it but that of the pair itself, (n,) 0 to 1."""
    return np.asarray(1 / (1 + np.maximum(np.bincount(ends, claims)[ends] - claims, 0.0)))


def _prior_odds(matches: float, pairs: int, sizes: tuple[int, int]) -> float:
    """Log odds that a candidate is a match, against both records having no partner at all.

    Of ``pairs`` candidates ``matches`` are held to be matches. A pair that is no match leaves two
    records alone, and the fewer records are alone, the less likely that is.
    """
    alone = [max(size - matches + 1, ALONE * size) / size for size in sizes]
    found = max(matches, 1.0) / max(pairs - matches, 1.0)
    return float(np.log(found) - np.log(alone[0]) - np.log(alone[1]))


class _Patterns:
    """The distinct combinations of levels, since there are far fewer of them than pairs."""

    def __init__(self, levels: Sequence[Levels], features: Sequence[Feature]) -> None:
        code = np.zeros(levels[0].size, dtype=np.int64)
        for level, feature in zip(levels, features, strict=True):
            code = code * len(feature.levels) + level
        known, self.of_pair = np.unique(code, return_inverse=True)
        self.count = int(known.size)
        self.pairs = np.bincount(self.of_pair, minlength=self.count).astype(np.float64)
        self.levels: list[Ints] = []
        for feature in reversed(features):
            known, level = np.divmod(known, len(feature.levels))
            self.levels.insert(0, np.asarray(level, dtype=np.int64))

    def evidence(self, tables: _Tables) -> Floats:
        """Log likelihood ratio of each combination, features taken as independent."""
        total = np.zeros(self.count)
        for level, weights in zip(self.levels, tables.weights(), strict=True):
            total += weights[level]
        return total


class _Tables:
    """How often matches and others show each level of each feature."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self.features = features
        self.matches = [_shares(np.array(f.matches)) for f in features]
        self.others = [_shares(np.array(f.others)) for f in features]

    def weights(self) -> tuple[Floats, ...]:
        """Log of the ratio of both, by feature."""
        found = []
        for feature, m, u in zip(self.features, self.matches, self.others, strict=True):
            weights = np.log(m / u)
            if feature.silent >= 0:
                weights[feature.silent] = 0.0
            found.append(weights)
        return tuple(found)

    def learn(self, pattern: _Patterns, matched: Floats) -> None:
        """From how many pairs of each combination are held to be matches."""
        for at, feature in enumerate(self.features):
            size, level = len(feature.levels), pattern.levels[at]
            for share, usual, counts in (
                (self.matches, feature.matches, matched),
                (self.others, feature.others, pattern.pairs - matched),
            ):
                prior = feature.weight * _shares(np.array(usual))
                seen = np.bincount(level, counts, size) + prior
                if feature.silent >= 0:
                    seen[feature.silent] = 0.0
                share[at] = _shares(seen)


def _shares(counts: Floats) -> Floats:
    raised = np.maximum(counts, FLOOR)
    return np.asarray(raised / raised.sum())
