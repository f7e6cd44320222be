"""The words around a name: what introduces it, and the act that it owns."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.draft.figures import Figure, Reading
from counterclaim.draft.names import Mention
from counterclaim.draft.word_lists import word_list

ACTS = word_list("actors_acts")
"""Nouns of attack."""
DID = word_list("actors_did")
"""Verbs of attack."""
_OWNED = word_list("actors_owned")
BY = frozenset(["by", "par"])
BETWEEN = word_list("actors_between")
"""Directions that stand between a preposition and its name."""
ARTICLES = frozenset(["the", "a", "an", "suspected", "alleged", "unidentified", "unknown", "armed"])
"""Articles and words of suspicion before a name."""
_PASSED = BETWEEN | ARTICLES | {"le", "la", "les", "l'", "des", "both"}


def lead_of(reading: Reading, mention: Mention) -> str:
    """The word before a mention, articles aside."""
    at = mention.first - 1
    while at >= 0 and reading.tokens[at].low in _PASSED:
        at -= 1
    return reading.tokens[at].low if at >= 0 else ""


def owner_of_act(
    reading: Reading, named: Sequence[Mention], own: str, figure: Figure | None = None
) -> str:
    """ "An Israeli air strike", "a rebel attack": the name before a noun of attack."""
    for mention in named:
        if mention.name == own or lead_of(reading, mention) in _TIMES:
            continue
        following = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 4]]
        following = [low for low in following if low not in ("'s", "-", "claimed")][:2]
        if (
            following
            and any(low in _OWNED for low in following)
            and following[0] not in ("after", "in", "on", ",")
        ):
            return mention.name
    for mention in named:
        if (
            mention.name != own
            and lead_of(reading, mention) in BY
            and _act_before(reading, mention)
            and not _between_figures(reading, figure, mention)
        ):
            return mention.name
    return ""


_TIMES = frozenset(["since", "before", "until", "depuis", "avant"])
"""What an act is dated by did not do it: "500 have died since the X invasion"."""


def _between_figures(reading: Reading, figure: Figure | None, mention: Mention) -> bool:
    """ "Three were rescued by X and four were executed": X stands behind another figure's verb."""
    if figure is None:
        return False
    low, high = sorted((figure.number[0], mention.first))
    return any(low < other.number[0] < high for other in reading.figures) or (
        mention.first < figure.first and any(f.number[1] < mention.first for f in reading.figures)
    )


def _act_before(reading: Reading, mention: Mention) -> bool:
    before = [t.low for t in reading.tokens[max(0, mention.first - 6) : mention.first]]
    return any(low in ACTS or low in DID for low in before)
