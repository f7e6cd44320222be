"""Relations that sentences state, and sums and subsets that arithmetic proposes."""
# ruff: noqa: E501  (one shape of a relation stands on one line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from counterclaim.model.claim import Comparator

_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation that words state: half-open character span, its name and its comparator."""

    start: int
    end: int
    relation: str
    comparator: Comparator


_PERIOD = r"(?:year|month|quarter|week|annum)"
_SHAPES: tuple[tuple[str, Comparator, str], ...] = (
    ("record", "record", r"\b(?:record|all-time)[\s-]+(?:high|low|number|level|breaking|setting|year|toll)\w*|\bhighest (?:\w+ ){0,3}(?:ever|since|on record)|\b(?:deadliest|bloodiest|worst|largest single|most deadly)\b|\b(?:niveau|nombre|chiffre) record\b|\b(?:la plus|le plus|les plus) (?:meurtrière?|sanglante?|élevée?)s?\b"),
    ("rises_each", "rises_each", rf"\b(?:steadily |consistently )?(?:increas|ris|rose|grew|grow|climb)\w* (?:\w+ )?(?:each|every) {_PERIOD}|\b(?:each|every) {_PERIOD}[^.;]{{0,40}}\b(?:increased|rose|grew|higher)\b|\b{_PERIOD}[\s-](?:on|after|by|over)[\s-]{_PERIOD} (?:increase|rise|growth)|\b(?:augment|progress)\w* (?:chaque|tous les) (?:année|an|mois)s?"),
    ("falls_each", "falls_each", rf"\b(?:steadily |consistently )?(?:decreas|declin|fell|fall|drop)\w* (?:\w+ )?(?:each|every) {_PERIOD}|\b(?:each|every) {_PERIOD}[^.;]{{0,40}}\b(?:decreased|fell|declined|lower)\b|\b(?:diminu|baiss)\w* (?:chaque|tous les) (?:année|an|mois)s?"),
    ("similar_to", "similar_to", r"\b(?:a |about a )?(?:similar|comparable|equal|roughly equal) (?:number|level|rate|toll|amount)s?\b|\b(?:as many|the same number)\b(?= (?:\w+ ){1,4}as\b)|\bun nombre (?:similaire|comparable|égal)\b"),
    ("lower_bound", "at_least", r"\b(?:may|might|could|is likely to|are likely to|likely|is probably|are probably) (?:actually )?(?:be )?(?:much |far |significantly |considerably |even )?(?:higher|greater)\b|\b(?:true|real|actual) (?:figure|number|toll|total|count|scale)s? (?:is|are|may|could|might|was|were)\b[^.;]{0,30}\bhigher\b|\bunder-?(?:count|report|estimat)\w*|\b(?:pourrait|pourraient) être (?:plus élevée?s?|supérieure?s?)"),
    ("first", "first", r"\bthe first (?:\w+[\s-]){0,3}?(?:attack|strike|time|killing|death|casualt|incident|raid|fatalit|operation|airstrike|suicide)\w*|\bpour la première fois\b"),
    ("only", "exact", r"\b(?:were|was|is|are) (?:limited|restricted|confined) to\b|\bthe only (?:\w+ ){0,3}(?:attack|victor|operation|incident|death|casualt)\w*"),
    ("none_before", "zero", r"\b(?:did not|didn't|had not|never) \w+ [^.;]{0,60}\buntil\b"),
    ("more_than_before", "more_than", r"\b(?:more|higher|deadlier|fared (?:a bit |much |slightly )?better)\b[^.;]{0,30}\bthan (?:in |the )?(?:previous|last|any|19|20)|\bfared (?:a bit |much |slightly )?better\b|\bless effective\b"),
    ("excludes", "unstated", r"\b(?:figures?|numbers?|counts?|tolls?|data|totals?) (?:do|does|did) not (?:include|take|count|cover)\b"),
    ("all", "exact", r"\ball (?:\w+ )?(?:bridges|villages|bases|positions|capitals|towns|prisoners|hostages|regional capitals|outposts|sites)\b"),
)  # fmt: skip
_COMPILED = tuple((name, comp, re.compile(shape, re.I)) for name, comp, shape in _SHAPES)
_HYPOTHETICAL = re.compile(
    r"^\W*(?:if|suppose|imagine|say|assuming|si|supposons|imaginons)\b(?! (?:confirmed|true|anything|not all))|\b(?:you|one) (?:might|may|could|can|would)\b|\b(?:would have|would be|would need|would mean|for example,? if|hypothetical|let's say|let us say)\b",
    re.I,
)


def stated_relations(text: str, start: int, end: int) -> Iterator[Stated]:
    """The relations that ``text[start:end]`` puts into words, at most one of a kind."""
    for name, comparator, shape in _COMPILED:
        found = shape.search(text, start, end)
        if found:
            yield Stated(found.start(), found.end(), name, comparator)


def is_hypothetical(text: str, start: int, end: int) -> bool:
    """True for "you might get two reports", "if 500 were killed": such figures claim nothing."""
    return bool(_HYPOTHETICAL.search(text[start:end]))


@dataclass(frozen=True, slots=True)
class Addend:
    """An exact figure of a paragraph for arithmetic: its id, class, noun and value."""

    id: str
    counts: str
    value: int | float


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` equals the sum of ``parts`` (ids), proposed from numbers alone."""

    total: str
    parts: tuple[str, ...]


def sums_within(addends: Sequence[Addend]) -> list[Sum]:
    """Totals in a paragraph that two to five neighbouring figures of their class add up to.

    A part is used once; small totals (below 5) are left alone, being met by chance.
    """
    found: list[Sum] = []
    used: set[str] = set()
    for whole in sorted(addends, key=lambda a: -a.value):
        if whole.value < 5 or whole.id in used:
            continue
        parts = [
            a
            for a in addends
            if a.id != whole.id
            and a.id not in used
            and 0 < a.value < whole.value
            and _alike(a, whole)
        ]
        chosen = _adding_up(parts[:12], whole.value)
        if chosen:
            found.append(Sum(whole.id, tuple(a.id for a in chosen)))
            used |= {a.id for a in chosen}
    return found


def _alike(part: Addend, whole: Addend) -> bool:
    casualties = {"killed", "wounded", "casualties"}
    return part.counts == whole.counts or (
        whole.counts == "casualties" and part.counts in casualties
    )


def _adding_up(parts: Sequence[Addend], value: int | float) -> tuple[Addend, ...]:
    for size in range(2, min(_MOST_PARTS, len(parts)) + 1):
        for chosen in combinations(parts, size):
            if sum(a.value for a in chosen) == value:
                return chosen
    return ()
