"""Who did what a figure counts: the evidence for each party of the text, weighed.

The rules of grammar propose a doer; he is weighed here with everything else that the text tells.
The weights were learned from labelled articles by ``benchmarks/attribution.py``; see
``docs/reading-texts.md``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from counterclaim.draft.cast import Cast
from counterclaim.draft.evidence import NOBODY, Evidence, evidence
from counterclaim.draft.question import Question
from counterclaim.draft.word_lists import word_list

Weights = Mapping[str, float]
Belief = dict[str, float]
"""How likely each side is the doer; the values add up to 1."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """What each piece of evidence weighs, by its name."""
    text = files("counterclaim.draft").joinpath("attribution.json").read_text("utf-8")
    stored: dict[str, float] = json.loads(text)
    return stored


def doer(question: Question, cast: Cast) -> str:
    """The most likely doer as the text names him; empty where it most likely tells none."""
    if _has_other_cause(question) and question.ruling.rule != "sentence":
        return ""
    belief = weigh(evidence(question, cast), weights())
    return name_of(max(belief, key=belief.__getitem__), question, cast)


def weigh(found: Mapping[str, Evidence], by: Weights) -> Belief:
    """What the evidence makes of each side: the softmax of the summed weights."""
    sums = {
        side: sum(by.get(name, 0.0) * strength for name, strength in pieces.items())
        for side, pieces in found.items()
    }
    most = max(sums.values())
    powers = {side: math.exp(value - most) for side, value in sums.items()}
    total = sum(powers.values())
    return {side: power / total for side, power in powers.items()}


def name_of(side: str, question: Question, cast: Cast) -> str:
    """As the rules name the side, else as the text names it first; empty for nobody."""
    ruled = question.ruling.actor
    if side == NOBODY:
        return ""
    return ruled if cast.side(ruled) == side else cast.parties[side].name


def _has_other_cause(question: Question) -> bool:
    """ "A storm killed three", "dozens died of cholera": the sentence names another cause."""
    return any(token.low in _CAUSES for token in question.here.tokens)


_CAUSES = word_list("attribution_causes")
