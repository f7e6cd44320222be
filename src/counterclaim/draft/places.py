"""Where a figure holds: the case's places, countries and regions, names after in, at, near."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from counterclaim.draft.language import Token
from counterclaim.draft.names import KnownNames, Mention, gazetteer
from counterclaim.draft.word_lists import word_list

_LEADS = word_list("places_leads")
_WEAK_LEADS = frozenset(["of", "from", "de", "to", "into", "over", "towards", "vers"])
_KINDS = word_list("places_kinds")
_DIRECTIONS = word_list("places_directions")


def place_of(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    number: tuple[int, int] | None,
    known: KnownNames,
    before: str,
) -> tuple[str, Literal["text", "inherited", "guess"]]:
    """The place of the figure at tokens ``number`` and where it came from.

    The nearest name of a place in the sentence, else ``before``, the last place named.
    """
    found = [m for m in mentions if _is_place(tokens, m, known)]
    if not found:
        return before, "inherited"
    if number is None:
        return _written(tokens, found[-1], known), "text"
    nearest = min(found, key=lambda m: _distance(m, number))
    return _written(tokens, nearest, known), "text"


def _distance(mention: Mention, number: tuple[int, int]) -> float:
    ahead = mention.first - number[1]
    return ahead if ahead > 0 else (number[0] - mention.last) * 1.5


def _is_place(tokens: Sequence[Token], mention: Mention, known: KnownNames) -> bool:
    if mention.kind == "place":
        return True
    if mention.kind not in ("state", "other"):
        return False
    lead = _lead(tokens, mention.first)
    follower = tokens[mention.last + 1].low if mention.last + 1 < len(tokens) else ""
    if mention.kind == "other" and follower in _KINDS:
        return True
    if mention.kind == "state":
        low = tokens[mention.last].low
        return lead in _LEADS and gazetteer().countries.get(low, "").lower() == low
    return lead in _LEADS and lead not in _WEAK_LEADS


def _lead(tokens: Sequence[Token], first: int) -> str:
    at = first - 1
    while at >= 0 and (
        tokens[at].low in _DIRECTIONS or tokens[at].low == "-" or tokens[at].low == "'s"
    ):
        if tokens[at].low == "of" and at and tokens[at - 1].low not in _DIRECTIONS:
            break
        at -= 1
    return tokens[at].low if at >= 0 else ""


def _written(tokens: Sequence[Token], mention: Mention, known: KnownNames) -> str:
    return known.places.get(mention.name.lower(), mention.name)
