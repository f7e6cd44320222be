"""The sides of a text: who stands against whom."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from counterclaim.draft.language import Token
from counterclaim.draft.names import Mention, gazetteer, is_observer

_AGAINST = frozenset(
    ["against", "targeting", "attacked", "ambushed", "fighting", "killed", "contre", "visant"]
)
_LOSSES = frozenset(["fatalities", "casualties", "losses", "deaths", "dead", "killed", "pertes"])
_ATTACKS = frozenset(
    [
        "attack",
        "attacks",
        "strikes",
        "operations",
        "offensive",
        "ambush",
        "raid",
        "raids",
        "airstrikes",
    ]
)


@dataclass
class Parties:
    """Against whom each side is shown; a state's troops, people and name are one side."""

    fights: dict[str, Counter[str]] = field(default_factory=dict)

    def fight(self, actor: str, target: str) -> None:
        """Note that the text shows one side harming the other."""
        left, right = side_of(actor), side_of(target)
        if left != right:
            for side, shown in ((left, target), (right, actor)):
                self.fights.setdefault(side, Counter())[shown] += 1

    def read(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        """Note who stands against whom in a sentence: "A attacks on B", "A ... against B"."""
        sides = [m for m in mentions if m.kind in ("group", "state") and not is_observer(m.name)]
        for left, right in itertools.pairwise(sides):
            between = [token.low for token in tokens[left.last + 1 : right.first]]
            if _AGAINST & set(between) and len(between) <= 12:
                self.fight(left.name, right.name)
        loser, actor = loser_and_actor(tokens, sides)
        if loser and actor:
            self.fight(actor, loser)

    def opponent(self, name: str) -> str:
        """Whom the text shows against ``name``, if it shows anybody."""
        against = self.fights.get(side_of(name))
        if not against:
            return ""
        return max(against, key=lambda other: (_is_known(other), against[other]))


def _is_known(name: str) -> bool:
    """A state or a known group, before one of its units: "the 17th Brigade"."""
    side = side_of(name)
    countries = {country.lower() for country in gazetteer().countries.values()}
    return side in countries or name.lower() in gazetteer().groups


@lru_cache(maxsize=4096)
def side_of(name: str) -> str:
    """The state of "Ruritanian soldiers", else the name without its general words."""
    lists = gazetteer()
    words = name.lower().replace("-led", "").replace("-backed", "").split()
    for width in (3, 2, 1):
        for at in range(len(words) - width + 1):
            country = lists.countries.get(" ".join(words[at : at + width]))
            if country:
                return country.lower()
    kept = [w for w in words if w not in lists.heads and w not in ("group", "the")]
    return " ".join(kept) or name.lower()


def with_owners(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """ "Fighters of the Front": a band and the side that it is of are one mention, by its name."""
    found: list[Mention] = []
    for mention in mentions:
        band = found[-1] if found and found[-1].kind == "generic" else None
        between = [t.low for t in tokens[band.last + 1 : mention.first]] if band else []
        if band and mention.kind in ("group", "state") and between in _OF:
            found[-1] = replace(mention, first=band.first)
        else:
            found.append(mention)
    return found


_OF = (["of"], ["of", "the"], ["du"], ["de"], ["de", "la"], ["des"])


def loser_and_actor(tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[str, str]:
    """Of "A fatalities resulting from B attacks" A and B; empty strings where not so put."""
    named = [m for m in mentions if m.kind in ("group", "state")]
    hurt = [m.name for m in named if _followed(tokens, m, _LOSSES)]
    acting = [m.name for m in named if _followed(tokens, m, _ATTACKS)]
    return (hurt or [""])[0], (acting or [""])[0]


def _followed(tokens: Sequence[Token], mention: Mention, words: frozenset[str]) -> bool:
    return any(t.low in words for t in tokens[mention.last + 1 : mention.last + 3])
