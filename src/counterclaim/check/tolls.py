"""Tolls that were reported on different days: a count of the dead grows without anybody erring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counterclaim.check.cells import Cell
from counterclaim.check.context import PATTERNS
from counterclaim.check.when import when
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period

# What is found out little by little; a count of acts in a closed period is corrected instead.
_GROWING = frozenset({"killed", "wounded", "casualties", "arrested", "disappeared", "abducted"})


def reported_on(ledger: Ledger, claim: Claim) -> date | None:
    """The day on which the figure was given: its own, else that of its document."""
    if claim.reported is not None and claim.reported.end is not None:
        return claim.reported.end
    return ledger.published(claim)


def is_update(ledger: Ledger, claims: Sequence[Claim], cell: Cell | None) -> bool:
    """True if one speaker gave two figures for one thing, or a named one for a part, on two days.

    ``cell`` is that of both, ``None`` if they have two.
    """
    if len(claims) != 2 or any(claim.counts not in _GROWING for claim in claims):
        return False
    if cell is None and (any(c.is_authors for c in claims) or not _are_plain(claims)):
        return False
    speakers = {claim.document if claim.is_authors else ledger.voice(claim)[1] for claim in claims}
    days = [reported_on(ledger, claim) for claim in claims]
    return len(speakers) == 1 and None not in days and days[0] != days[1] and _is_one(claims)


def days_apart(ledger: Ledger, claims: Sequence[Claim], cell: Cell | None) -> str:
    """A sentence on when two rival tolls were reported, empty where that explains nothing."""
    if len(claims) != 2 or cell is None or cell.scope.counts not in _GROWING:
        return ""
    dated = sorted(
        ((day, claim) for claim in claims if (day := reported_on(ledger, claim))),
        key=lambda pair: (pair[0], pair[1].id),
    )
    if len(dated) != 2 or dated[0][0] == dated[1][0]:
        return ""
    (first, one), (second, two) = dated
    return (
        f" {one.id} was reported on {_told(first)}, {two.id} on {_told(second)}: the earlier may "
        "be a first toll."
    )


def _are_plain(claims: Sequence[Claim]) -> bool:
    """True for figures that stand in no stated relation to other claims and follow no rule."""
    return all(not claim.operand and claim.comparator not in PATTERNS for claim in claims)


def _is_one(claims: Sequence[Claim]) -> bool:
    """True for named speakers, and for one author who dates both figures."""
    named = all(not claim.is_authors for claim in claims)
    return named or all(claim.reported is not None for claim in claims)


def _told(day: date) -> str:
    return when(Period.of(day, day))
