"""Quantities computed from claims: sums, differences, products, ratios, shares and durations.

Ranges are kept as written (widening for rounding belongs to the checks), and every result names
its parts. What stands in the way of a figure is said as a caveat, never silently left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.case.definitions import Derivation
from counterclaim.errors import NotFound
from counterclaim.ledger.book import Ledger
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity, total
from counterclaim.model.scope import Relation, compare

Op = Literal["sum", "difference", "product", "ratio", "share", "duration"]
Cell = Callable[[str], Answer]
_PERCENT = 100


@dataclass(frozen=True)
class Derived:
    """A computed answer with the parts that it was computed from."""

    id: str
    answer: Answer
    parts: tuple[str, ...]

    @property
    def quantity(self) -> Quantity | None:
        """The range, or ``None`` where it could not be computed."""
        return self.answer.quantity if isinstance(self.answer, Figure) else None


def derive(ledger: Ledger, derivation: Derivation, cell: Cell | None = None) -> Derived:
    """The quantity that a case's derivation asks for.

    ``cell`` answers references that are no claims (``measure:period``). Raises :class:`NotFound`
    for a part that neither the ledger nor ``cell`` knows.
    """
    dated = [ledger.by_id[ref].window for ref in derivation.of if ref in ledger.by_id]
    if derivation.op == "duration" and dated and len(dated) == len(derivation.of) and all(dated):
        return Derived(derivation.id, between(dated), derivation.of)  # type: ignore[arg-type]
    parts = [_part(ledger, reference, cell) for reference in derivation.of]
    refused = next((answer for _, answer in parts if isinstance(answer, Refusal)), None)
    if refused is not None:
        return Derived(derivation.id, refused, derivation.of)
    figures = [answer for _, answer in parts if isinstance(answer, Figure)]
    claims = [claim for claim, _ in parts if claim is not None]
    answer = computed(derivation.op, [figure.quantity for figure in figures], _unit(claims))
    if isinstance(answer, Figure) and derivation.op == "product" and _has_share(claims):
        answer = Figure(_hundredths(answer.quantity), answer.unit, answer.ids)
    if isinstance(answer, Figure):
        said = (derivation.caveat,) if derivation.caveat else ()
        found = caveats(ledger, derivation.op, claims)
        kept = tuple(c for figure in figures for c in figure.caveats)
        answer = Figure(answer.quantity, answer.unit, len(parts), caveats=(*said, *found, *kept))
    return Derived(derivation.id, answer, derivation.of)


def between(windows: Sequence[Period]) -> Answer:
    """Days of one window (both ends included), or from the first of two windows to the second."""
    first, last = windows[0], windows[-1]
    if not (first.start and first.end and last.start and last.end):
        return _refusal("open_end", "a date is open, so the duration has no end")
    if len(windows) == 1:
        return Figure(Quantity.exact((first.end - first.start).days + 1), "days", 1)
    least = max(0, (last.start - first.end).days)
    return Figure(Quantity(least, None, max(least, (last.end - first.start).days)), "days", 2)


def computed(op: Op, parts: Sequence[Quantity], unit: str = "") -> Answer:
    """The result of an operation on ranges, or a refusal where it has none.

    ``share`` gives the first part in percent of the second; ``duration`` the second less the first.
    """
    if len(parts) < 1 or (op not in {"sum", "duration"} and len(parts) != 2):
        return _refusal("parts", f"{op} needs two parts, {len(parts)} are given")
    try:
        return Figure(_OPERATIONS[op](parts), unit, len(parts))
    except ZeroDivisionError:
        return _refusal("divisor", "the divisor may be zero, so the ratio has no upper end")


def caveats(ledger: Ledger, op: Op, claims: Sequence[Claim]) -> tuple[str, ...]:
    """What a reader must know of a result: other bases, mixed speakers, overlapping parts."""
    found = []
    if op == "product":
        found += _other_base(ledger, claims)
    if len({ledger.voice(claim) for claim in claims}) > 1:
        found.append("the parts are told by different speakers")
    if op == "sum":
        found += _overlaps(ledger, claims)
    return tuple(found)


def _other_base(ledger: Ledger, claims: Sequence[Claim]) -> list[str]:
    shares = [claim for claim in claims if claim.counts == "share"]
    bases = [claim for claim in claims if claim.counts and claim.counts != "share"]
    if len(shares) != 1 or len(bases) != 1 or bases[0].id in shares[0].operand:
        return []
    one, two = ledger.scope(shares[0]), ledger.scope(bases[0])
    differs = [
        name for name in ("actor", "place", "window") if getattr(one, name) != getattr(two, name)
    ]
    if not differs and not shares[0].operand:
        return []
    return [f"the share was stated of another base (another {', '.join(differs) or 'figure'})"]


def _overlaps(ledger: Ledger, claims: Sequence[Claim]) -> list[str]:
    for at, left in enumerate(claims):
        for right in claims[at + 1 :]:
            one, two = ledger.scope(left), ledger.scope(right)
            relation = compare(one, two, ledger.hierarchy).relation
            if relation in {Relation.SAME, Relation.INSIDE, Relation.CONTAINS}:
                return [f"{left.id} and {right.id} may count the same people or acts"]
    return []


def _part(ledger: Ledger, reference: str, cell: Cell | None) -> tuple[Claim | None, Answer]:
    claim = ledger.by_id.get(reference)
    if claim is not None:
        if claim.quantity.is_empty:
            return claim, _refusal("no_figure", f"{claim.id} gives no figure")
        return claim, Figure(claim.quantity, claim.unit, 1)
    if cell is not None and ":" in reference:
        return None, cell(reference)
    raise NotFound(
        "a derivation names a claim or cell that is not there",
        seen=reference,
        expected="the id of a claim, or measure:period",
        remedy="correct the derivation in case.yaml",
    )


def _hundredths(quantity: Quantity) -> Quantity:
    """Divided by a hundred, whole numbers staying whole."""
    parts = [None if end is None else end / _PERCENT for end in quantity.ends]
    return Quantity(*(int(p) if p is not None and p == int(p) else p for p in parts))


def _share(parts: Sequence[Quantity]) -> Quantity:
    """A part in percent of a whole that holds it, so never above 100."""
    ratio = (parts[0] / parts[1]).scaled(_PERCENT)
    return Quantity(*(None if end is None else min(end, _PERCENT) for end in ratio.ends))


_OPERATIONS: dict[str, Callable[[Sequence[Quantity]], Quantity]] = {
    "sum": total,
    "difference": lambda parts: parts[0] - parts[1],
    "product": lambda parts: parts[0] * parts[1],
    "ratio": lambda parts: parts[0] / parts[1],
    "share": _share,
    "duration": lambda parts: parts[0] if len(parts) == 1 else parts[1] - parts[0],
}


def _unit(claims: Sequence[Claim]) -> str:
    units = {claim.unit for claim in claims if claim.counts != "share"}
    return units.pop() if len(units) == 1 else ""


def _has_share(claims: Sequence[Claim]) -> bool:
    return any(claim.counts == "share" for claim in claims)


def _refusal(code: str, reason: str) -> Refusal:
    return Refusal(Status.REFUSED, code, reason)
