"""What each claim asserts, as linear inequalities over cells.

A rule that compares periods (never more than, rises every year ...) brings the cells of these
periods with it, so that figures for a whole span can be held against it too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from counterclaim.check.cells import Cell, Cells, canonical
from counterclaim.check.logic_apart import OF_ACTS, OF_HARMS, exclude, families
from counterclaim.check.logic_laws import Linear, keys_above, no_more
from counterclaim.check.looking_back import looked_back_to
from counterclaim.check.ranges import range_of, rounding_unit
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.period import Grain, Period, period_containing
from counterclaim.model.quantity import Number, Quantity
from counterclaim.model.scope import Relation, compare

# "A similar number" is broken from a ratio of two on; differences of up to two always pass.
SIMILAR_FACTOR, SIMILAR_SLACK = 2, 2
_PATTERNS = frozenset({"never_more_than", "rises_each", "falls_each", "similar_to"})
_MOST_PERIODS = 60
_COUNTED_APART = frozenset({"share", "duration"})
_PER = frozenset({"per", "a", "an", "each", "every", "day", "days", "week", "weeks"})
# "Up 120%" is no share of anything.
_CHANGE = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|increas\w+|grew|grow(?:n|s|th|ing)?|up by|surg\w+|jump\w*|"
    r"more than|higher|above|exceed\w*|hausse|augment\w+)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:doubl|tripl|quadrupl|halv)(?:ed|ing|es)\b", re.IGNORECASE)
_LOWEST = ("low", "least", "fewest", "plus bas", "minimum")


@dataclass(frozen=True)
class Terms:
    """The assertions of a ledger's claims and every cell that they speak of."""

    cells: Cells
    _widened: dict[str, Quantity] = field(default_factory=dict)

    @property
    def ledger(self) -> Ledger:
        """The ledger whose claims these are."""
        return self.cells.ledger

    @cached_property
    def assertions(self) -> Mapping[str, tuple[Linear, ...]]:
        """What each claim says, by its id; claims that say nothing comparable are left out."""
        found = {c.id: tuple(self._asserted(c)) for c in self.cells.speaking if c.id in self._of}
        return {claim: said for claim, said in found.items() if said}

    @cached_property
    def wide(self) -> frozenset[tuple[str, ...]]:
        """Keys of accepted claims: whom an analyst left unsaid is everybody, not a gap."""
        drafted = {self._of[claim].key for claim in self.ledger.origin if claim in self._of}
        return frozenset(cell.key for cell in self._of.values()) - drafted

    def range_of(self, claim: Claim) -> Quantity:
        """The claim's range after widening, computed once."""
        if claim.id not in self._widened:
            self._widened[claim.id] = range_of(claim, self.ledger.rules)
        return self._widened[claim.id]

    @cached_property
    def _of(self) -> Mapping[str, Cell]:
        """The cell of each claim; a term of a sum gets its own where it would fall together.

        What a total names as its parts are no rivals of it or of each other. That can resolve a
        contradiction, but only one among claims that the total accounts for: whoever disagrees
        with one of the parts in the very same words is held against the total instead.
        """
        placed = dict(self.cells.of)
        for claim in self.cells.speaking:
            for operand in self._terms_in_one_cell(claim):
                placed[operand] = replace(placed[operand], own=f"term {operand}")
        return placed

    def _terms_in_one_cell(self, claim: Claim) -> Iterator[str]:
        """Terms of a sum that fall together with it or each other, and a part with its whole."""
        cells = self.cells.of
        if claim.id in cells and any(cells.get(w) == cells[claim.id] for w in wholes_of(claim)):
            yield claim.id
        if relation_of(claim) != "total_of" or claim.id not in cells:
            return
        seen = {cells[claim.id]}
        for operand in claim.operand:
            if operand in cells and cells[operand] in seen and operand != claim.id:
                yield operand
            seen |= {cells[operand]} if operand in cells else set()

    def _asserted(self, claim: Claim) -> Iterator[Linear]:
        if claim.counts == "duration":
            return
        relation, others = relation_of(claim), self._operands(claim)
        if claim.comparator in _PATTERNS:
            yield from self._pattern(claim, others)
        elif relation in {"ratio_of", "mean_of"}:
            yield from self._ratio(claim, others)
        else:
            yield from self._figure(claim)
            yield from self._tied(claim, relation, others)

    def _operands(self, claim: Claim) -> list[Cell]:
        known = all(operand in self._of for operand in claim.operand)
        return [self._of[operand] for operand in claim.operand] if known else []

    def _figure(self, claim: Claim) -> Iterator[Linear]:
        yield from bounds(self._of[claim.id], self.range_of(claim))

    def _tied(self, claim: Claim, relation: str, others: list[Cell]) -> Iterator[Linear]:
        own = self._of[claim.id]
        wholes = [self._of[whole] for whole in wholes_of(claim) if whole in self._of]
        yield from (no_more(own, whole) for whole in wholes if _alike(own, whole))
        for whole in wholes:
            yield from self._with_other_parts(own, whole)
        if relation == "total_of" and others:
            yield from _equal_sum(own, others)
        elif relation in {"", "share_of"} and claim.counts == "share":
            if not _CHANGE.search(f"{claim.words} {self.ledger.sentence(claim)}"):
                yield Linear(((1, own),), 100 * own.scale)
            yield from self._share(claim, others) if relation else ()
        elif claim.comparator == "record":
            yield from self._record(claim, own)
        elif claim.comparator == "first":
            yield from self._first(claim, own)

    def _with_other_parts(self, own: Cell, whole: Cell) -> Iterator[Linear]:
        """Stated parts of one whole that exclude each other are at most the whole together."""
        parts = [part for part in self._parts_of.get(whole, ()) if _alike(part, whole)]
        for family in families(parts, self._exclude):
            if own in family:
                members = sorted(family, key=lambda cell: cell.order)
                yield Linear((*((1, part) for part in members), (-1, whole)), 0)

    @cached_property
    def _parts_of(self) -> Mapping[Cell, tuple[Cell, ...]]:
        """The cells of the claims that are stated to be parts of a cell."""
        found: dict[Cell, list[Cell]] = {}
        for claim in self.cells.speaking:
            for whole in wholes_of(claim) if claim.id in self._of else ():
                if whole in self._of:
                    found.setdefault(self._of[whole], []).append(self._of[claim.id])
        return {whole: tuple(parts) for whole, parts in found.items()}

    def _exclude(self, left: Cell, right: Cell) -> bool:
        """True if what the two cells say of one thing at least makes them count different ones."""
        if left.is_flow and left.window and right.window and not left.window.overlaps(right.window):
            return True
        names = OF_ACTS if "acts" in {left.scope.counts, right.scope.counts} else OF_HARMS
        return left.is_flow and any(
            getattr(left.scope, name)
            and getattr(right.scope, name)
            and exclude(left, right, self.ledger.hierarchy, name)
            for name in names
        )

    def _share(self, claim: Claim, others: list[Cell]) -> Iterator[Linear]:
        """``operand`` is the base, then (if known) the part: part = share of base.

        The other way round where the first lies within the second. Without a part it is the
        base's cell with the people of whom the share is told.
        """
        pair = [*others[:1], *(others[1:2] or self._people_of(claim, others))]
        if len(pair) == 2:
            base, part = pair[::-1] if self._is_part(*pair) else pair
            percent = Quantity(*(v if v is None else v / 100 for v in self._percent(claim).ends))
            yield from _ratio(part, base, percent, slack=Fraction(1, 2))

    def _is_part(self, one: Cell, other: Cell) -> bool:
        """True if all that differs makes the first a part of the second, unsaid being all."""
        differs = compare(one.scope, other.scope, self.ledger.hierarchy).differs
        return bool(differs) and all(
            relation is Relation.INSIDE
            or (relation is Relation.UNSTATED and getattr(one.scope, name))
            for name, relation in differs.items()
        )

    def _people_of(self, claim: Claim, others: list[Cell]) -> list[Cell]:
        people = self.ledger.scope(claim).population
        if not others or not people or others[0].scope.population == people or others[0].own:
            return []
        return [replace(others[0], scope=replace(others[0].scope, population=people))]

    def _percent(self, claim: Claim) -> Quantity:
        """A percentage as written, with half of its last figure either way if it is one value."""
        widened = self.range_of(claim)
        if claim.low != claim.high or claim.low is None:
            return widened
        half = Fraction(1, 2) if claim.low == int(claim.low) else Fraction(1, 20)
        low, high = widened.low or 0, widened.high if widened.high is not None else claim.low
        return Quantity(max(0.0, float(low - half)), None, float(high + half))

    def _ratio(self, claim: Claim, others: list[Cell]) -> Iterator[Linear]:
        """``operand`` is what is divided, then the divisor."""
        if len(others) != 2:
            return
        if is_told_backwards(f"{claim.words} {self.ledger.sentence(claim)}", *others):
            others = others[::-1]
        ends = self.range_of(claim)
        half = 0.0 if claim.low != claim.high else _half_of_last_figure(claim.low)
        low = None if ends.low is None else max(0.0, ends.low - half)
        high = None if ends.high is None else ends.high + half
        yield from _ratio(others[0], others[1], Quantity(low, None, high))

    def _pattern(self, claim: Claim, others: list[Cell]) -> Iterator[Linear]:
        own = self._of[claim.id]
        if claim.comparator == "similar_to":
            yield from _similar(others if len(others) > 1 else [own, *others])
        elif claim.comparator == "never_more_than":
            highest = claim.high if claim.high is not None else claim.best
            most = -1 if highest is None else math.floor(highest * own.scale)
            capped = self._capped(claim, own) if most >= 0 else ()
            yield from (Linear(((1, cell),), most) for cell in capped)
        elif claim.comparator in {"rises_each", "falls_each"}:
            chain = _in_time(others) or list(self._whole_periods(claim, own))
            rising = claim.comparator == "rises_each"
            yield from (_less(*(pair if rising else pair[::-1])) for pair in pairwise(chain))

    def _capped(self, claim: Claim, own: Cell) -> Iterator[Cell]:
        """The periods of the span, and every stated window that lies inside one of them."""
        grain, span = grain_of(claim), claim.window
        if grain is None:
            yield from self._single_days(claim, own) if is_by_day(claim) else ()
            return
        if span is not None and span.days is not None:
            yield from map(own.during, _few(span.split(grain)))
        for cell in self._by_key.get(own.key, ()):
            if _within_one(cell.window, grain) and (span is None or span.contains(cell.window)):  # type: ignore[arg-type]
                yield cell

    def _single_days(self, claim: Claim, own: Cell) -> Iterator[Cell]:
        """The days of which a claim speaks within the span of a maximum for each day."""
        for cell in self._by_key.get(own.key, ()):
            day = cell.window is not None and cell.window.days == 1
            if day and (claim.window is None or claim.window.contains(cell.window)):  # type: ignore[arg-type]
                yield cell

    def _whole_periods(self, claim: Claim, own: Cell) -> Iterator[Cell]:
        """Whole calendar periods; the first is left out where the span holds less than half."""
        grain, span = grain_of(claim), claim.window
        if grain is not None and span is None:
            span = self._told_span(own, grain)
        if grain is None or span is None or span.days is None:
            return
        for at, part in enumerate(_few(span.split(grain))):
            whole = period_containing(part.start, grain)  # type: ignore[arg-type]
            if at or 2 * (part.days or 0) >= (whole.days or 0):
                yield own.during(whole)

    def _told_span(self, own: Cell, grain: Grain) -> Period | None:
        """From the first to the last period for which the ledger has a figure of this scope."""
        windows = [cell.window for cell in self._by_key.get(own.key, ()) if cell.window]
        told = [w for w in windows if w.start and w.same_days(period_containing(w.start, grain))]
        starts = [window.start for window in told if window.start]
        ends = [window.end for window in told if window.end]
        return Period.of(min(starts), max(ends)) if told else None

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, ...], tuple[Cell, ...]]:
        grouped: dict[tuple[str, ...], list[Cell]] = {}
        for cell in sorted(set(self.cells.of.values()), key=lambda c: c.order):
            grouped.setdefault(cell.key, []).append(cell)
        return {key: tuple(cells) for key, cells in grouped.items()}

    def _record(self, claim: Claim, own: Cell) -> Iterator[Linear]:
        """At least every earlier window that is no longer; at most, for a low, those as long."""
        lowest = any(word in claim.words.casefold() for word in _LOWEST)
        for window in self._earlier(claim, own):
            alike = _same_length(window, own.window)
            if lowest and alike:
                yield no_more(own, own.during(window))
            elif not lowest and (alike or (own.is_flow and _is_shorter(window, own.window))):
                yield no_more(own.during(window), own)

    def _first(self, claim: Claim, own: Cell) -> Iterator[Linear]:
        """Nothing of the kind before."""
        for window in self._earlier(claim, own):
            yield Linear(((1, own.during(window)),), 0)

    def _earlier(self, claim: Claim, own: Cell) -> list[Period]:
        """The earlier windows of which a claim speaks in this scope or in one within it.

        "The first since 2015" and "the deadliest of the year" look back no further than they say.
        """
        since = looked_back_to(f"{claim.words} {self.ledger.sentence(claim)}", claim.window)
        keys = (own.key, *self._keys_within.get(own.key, ()))
        windows = {cell.window for key in keys for cell in self._by_key.get(key, ())}
        held = (w for w in windows if w and _precedes(w, own.window))
        return sorted((w for w in held if since is None or (w.start and w.start > since)), key=str)

    @cached_property
    def _keys_within(self) -> Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The keys of the ledger's cells by the keys of the scopes that contain them."""
        found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for key, cells in self._by_key.items():
            for above in keys_above(key, self.ledger.hierarchy, is_flow=cells[0].is_flow):
                found.setdefault(above, []).append(key)
        return {above: tuple(keys) for above, keys in found.items()}


def relation_of(claim: Claim) -> str:
    """How the claim relates to its operands; the comparator says it where the relation does not."""
    if claim.relation in {"times", "ratio"}:
        return "ratio_of"
    if claim.relation:
        return claim.relation
    return claim.comparator if claim.comparator in {"total_of", "part_of", "share_of"} else ""


def is_told_backwards(words: str, first: Cell, second: Cell) -> bool:
    """True where the words tell of a change and the first of the two comes before the second."""
    return bool(_CHANGED.search(words)) and _precedes(first.window, second.window)


def wholes_of(claim: Claim) -> tuple[str, ...]:
    """The claims of which this one is stated to be a part."""
    wholes = claim.operand if relation_of(claim) == "part_of" else ()
    return tuple(w for w in (*wholes, claim.part_of) if w and w != claim.id)


def grain_of(claim: Claim) -> Grain | None:
    """The period by which a pattern goes: a year unless the unit says otherwise.

    The unit may be the period or the thing counted ("attacks"); ``None`` where the pattern goes
    by something that is no period ("never more than four per attack").
    """
    known: dict[str, Grain] = {"year": "year", "quarter": "quarter", "month": "month"}
    words = claim.unit.casefold().split()
    last = words[-1].removesuffix("s") if words else "year"
    return known.get(last) if last in known or words[0] in _PER else "year"


def is_by_day(claim: Claim) -> bool:
    """True for a maximum for each day."""
    return bool(claim.unit) and claim.unit.casefold().split()[-1] in {"day", "days"}


def bounds(cell: Cell, allowed: Quantity) -> Iterator[Linear]:
    """``low <= cell <= high``, on whole numbers."""
    low = None if allowed.low is None else math.ceil(allowed.low * cell.scale)
    high = None if allowed.high is None else math.floor(allowed.high * cell.scale)
    if low is not None and high is not None and low > high:
        low, high = high, low  # a fraction: the whole numbers on both sides of it
    if low is not None:
        yield Linear(((-1, cell),), -low)
    if high is not None:
        yield Linear(((1, cell),), high)


def _equal_sum(own: Cell, others: Iterable[Cell]) -> Iterator[Linear]:
    parts = tuple((1, cell) for cell in others if _alike(own, cell))
    if parts:
        yield Linear((*parts, (-1, own)), 0)
        yield Linear((*((-1, cell) for _, cell in parts), (1, own)), 0)


def _alike(left: Cell, right: Cell) -> bool:
    """True if the two can be added: both people or both acts, neither a share nor a duration."""
    kinds = {left.scope.counts, right.scope.counts}
    return len(kinds) == 1 or not kinds & (_COUNTED_APART | {"acts"})


def _ratio(
    left: Cell, right: Cell, times: Quantity, slack: Fraction = Fraction()
) -> Iterator[Linear]:
    """``low * right <= left <= high * right``, cross-multiplied to whole numbers.

    ``slack`` is let pass either way: half of 81 is 40 or 41.
    """
    for end, sign in ((times.low, -1), (times.high, 1)):
        if end is not None:
            exact = Fraction(end).limit_denominator(10_000)
            terms = ((sign * exact.denominator, left), (-sign * exact.numerator, right))
            yield Linear(terms, math.floor(slack * exact.denominator))


def _similar(cells: list[Cell]) -> Iterator[Linear]:
    for left, right in pairwise(cells):
        for more, fewer in ((left, right), (right, left)):
            yield Linear(((1, more), (-SIMILAR_FACTOR, fewer)), SIMILAR_SLACK)


def _less(left: Cell, right: Cell) -> Linear:
    return Linear(((1, left), (-1, right)), -1)


def _half_of_last_figure(value: Number | None) -> float:
    if value is None:
        return 0.0
    return 0.05 if value != int(value) else min(rounding_unit(value) / 2, 0.5)


def _few(periods: Iterable[Period]) -> list[Period]:
    found = [canonical(period) for period in periods]
    return found if len(found) <= _MOST_PERIODS else []


def _within_one(window: Period | None, grain: Grain) -> bool:
    if window is None or window.start is None or window.end is None:
        return False
    return period_containing(window.start, grain).contains(window)


def _precedes(window: Period | None, other: Period | None) -> bool:
    if window is None or other is None or window.end is None or other.start is None:
        return False
    return window.end < other.start


def _in_time(cells: list[Cell]) -> list[Cell]:
    """The cells in the order of their windows; none where two of these overlap or one is unsaid."""
    chain = sorted(cells, key=lambda cell: str(cell.window.start) if cell.window else "")
    follows = all(_precedes(one.window, two.window) for one, two in pairwise(chain))
    return chain if len(chain) > 1 and follows else []


def _is_shorter(window: Period | None, other: Period | None) -> bool:
    return bool(window and other and window.days and other.days and window.days < other.days)


def _same_length(window: Period | None, other: Period | None) -> bool:
    if window is None or other is None or not window.days or not other.days:
        return False
    return abs(window.days - other.days) <= max(window.days, other.days) * 0.05
