"""Quantities that a text's own figures give and nobody wrote down, with the arithmetic shown.

Deaths for each act, sums of yearly rows, what is left without the largest event, people behind a
share. They stand at the end of an audit; ranges are kept, and every result names its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterclaim.case.definitions import Derivation
from counterclaim.check.cells import FLOWS
from counterclaim.check.context import PATTERNS
from counterclaim.check.part_of_whole import Wholes
from counterclaim.check.telling import joined, name, number, span
from counterclaim.check.when import when
from counterclaim.ledger import Ledger
from counterclaim.ledger.derivations import Op, derive
from counterclaim.model.answer import Figure
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity

_MOST = 24
_HARMS = FLOWS - {"acts"}
_YEARLY = range(350, 367)


@dataclass(frozen=True)
class DerivedFigure:
    """One computed quantity: a sentence, its range, the claims behind it, what to know of it."""

    sentence: str
    quantity: Quantity
    unit: str
    claims: tuple[str, ...]
    caveats: tuple[str, ...] = ()


def derived(ledger: Ledger, document: str) -> tuple[DerivedFigure, ...]:
    """What the figures of one document give together, at most two dozen."""
    claims = [claim for claim in ledger.claims if claim.document == document and _is_plain(claim)]
    own = ledger.holding(claims)
    found = [*_means(own), *_sums(own), *_rests(own), *_people(own)]
    return tuple({one.sentence: one for one in found}.values())[:_MOST]


def _is_plain(claim: Claim) -> bool:
    stated = claim.low is not None and claim.high is not None
    return stated and claim.comparator not in PATTERNS and claim.comparator != "vague"


def _means(ledger: Ledger) -> Iterator[DerivedFigure]:
    """Deaths for each act, where one sentence or scope gives both."""
    for harm in (c for c in ledger.claims if c.counts in _HARMS):
        acts = next((c for c in ledger.claims if _counts_acts_of(ledger, c, harm)), None)
        if acts is not None:
            head = f"{_noun(harm)} for each of {number(acts.best)} {acts.unit or 'act'}s"
            yield from _result(ledger, "ratio", [harm, acts], f"{head}{_whose(ledger, acts)}")


def _counts_acts_of(ledger: Ledger, acts: Claim, harm: Claim) -> bool:
    """The acts in the same sentence and window, by the same actor as far as both are named."""
    if acts.counts != "acts" or acts.best is None or acts.best < 2 or acts.window != harm.window:
        return False
    one, two = ledger.scope(acts), ledger.scope(harm)
    same = not one.actor or not two.actor or one.actor == two.actor
    return same and ledger.sentence_span(acts) == ledger.sentence_span(harm)


def _sums(ledger: Ledger) -> Iterator[DerivedFigure]:
    """The sum of a yearly row: the same class, actor and target over different years."""
    rows: dict[tuple[object, ...], list[Claim]] = {}
    for claim in ledger.claims:
        if claim.counts in FLOWS and _is_year(claim.window):
            scope = ledger.scope(claim)
            key = (claim.counts, scope.actor, ledger.paragraph(claim), ledger.voice(claim))
            rows.setdefault(key, []).append(claim)
    for row in rows.values():
        years = {str(claim.window): claim for claim in row}
        if len(years) == len(row) > 1:
            named = joined(sorted(when(c.window) for c in row if c.window))
            told = f"{_noun(row[0]).capitalize()} in {named} together{_whose(ledger, row[0])}"
            yield from _result(ledger, "sum", row, told)


def _is_year(window: Period | None) -> bool:
    return window is not None and window.days in _YEARLY


def _rests(ledger: Ledger) -> Iterator[DerivedFigure]:
    """What a total over years leaves for everything but its largest event."""
    wholes = Wholes(ledger)
    for total in wholes.totals:
        parts = [p for p in wholes.parts(total) if (p.high or 0) <= (total.low or 0)]
        largest = max(parts, key=lambda part: part.low or 0, default=None)
        if largest is not None and 4 * (largest.low or 0) >= (total.low or 0):
            told = f"{_noun(total).capitalize()} of the total without {_event(largest)}"
            yield from _result(ledger, "difference", [total, largest], told)


def _people(ledger: Ledger) -> Iterator[DerivedFigure]:
    """The people behind a share, where the same actor's strength is given."""
    troops = [claim for claim in ledger.claims if claim.counts == "troops"]
    for share in (claim for claim in ledger.claims if claim.counts == "share"):
        for base in troops:
            actor = ledger.scope(base).actor
            if actor and _kin(actor, ledger.scope(share).actor):
                told = f"{_range(share)}% of {_range(base)} {name(ledger, share.actor)} troops"
                yield from _result(ledger, "product", [base, share], told)


def _kin(left: str, right: str) -> bool:
    """The same name, or one that begins with the other ("Corps", "Corps troops")."""
    return bool(left and right) and (left.startswith(right) or right.startswith(left))


def _result(ledger: Ledger, op: Op, parts: Sequence[Claim], told: str) -> Iterator[DerivedFigure]:
    ids = tuple(part.id for part in parts)
    answer = derive(ledger, Derivation(op=op, of=ids)).answer
    if isinstance(answer, Figure):
        sentence = (
            f"{told[:1].upper()}{told[1:]}: {_told(answer.quantity)} ({arithmetic(op, parts)})."
        )
        yield DerivedFigure(sentence, answer.quantity, answer.unit, ids, answer.caveats)


def _told(quantity: Quantity) -> str:
    return span(quantity.low, quantity.high)


def arithmetic(op: Op, parts: Iterable[Claim]) -> str:
    """The parts with the sign between them: ``5 + 3 + 4``, ``1,500 x 70 to 80%``."""
    signs = {"ratio": " / ", "share": " / ", "sum": " + ", "difference": " - ", "product": " x "}
    return signs[op].join(_range(part) + ("%" if part.counts == "share" else "") for part in parts)


def _range(claim: Claim) -> str:
    return ("about " if claim.comparator == "about" else "") + span(claim.low, claim.high)


def _noun(claim: Claim) -> str:
    counts = claim.counts.value if claim.counts else ""
    return {"killed": "deaths", "acts": f"{claim.unit or 'act'}s"}.get(counts, counts)


def _whose(ledger: Ledger, claim: Claim) -> str:
    actor = f" by {name(ledger, claim.actor)}" if claim.actor else ""
    return f"{actor} ({when(claim.window)})" if claim.window and not actor else actor


def _event(claim: Claim) -> str:
    where = claim.place or "the largest event"
    return f"{where} ({when(claim.window)})" if claim.window else where
