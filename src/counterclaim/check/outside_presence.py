"""Statements about an actor outside its stated time in the place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from counterclaim.check.cells import FLOWS
from counterclaim.check.editor import finding
from counterclaim.check.presences import Presence, is_by_year, presences
from counterclaim.check.telling import name, told
from counterclaim.check.when import when
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Severity
from counterclaim.model.period import Period

KIND = "outside_presence"
_STANDING = frozenset({*FLOWS, "troops", "sites", "detained"})
# Ends of stays and of counts are seldom given to the day.
_TOLERANCE = timedelta(days=20)


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every figure about an actor that reaches outside all of its stated stays in the place."""
    stays: dict[str, list[Presence]] = {}
    for presence in presences(ledger):
        stays.setdefault(presence.actor, []).append(presence)
    for claim in ledger.in_order:
        if claim.counts in _STANDING and claim.window and claim.actor:
            yield from _outside(ledger, claim, stays)


def _outside(ledger: Ledger, claim: Claim, stays: dict[str, list[Presence]]) -> Iterator[Finding]:
    members = sorted(ledger.members(ledger.actor_id(claim.actor)))
    for member in members:
        held = [stay for stay in stays.get(member, ()) if _is_there(ledger, claim, stay)]
        if held and all(reaches_outside(claim.window, stay.window) for stay in held):  # type: ignore[arg-type]
            yield _finding(ledger, claim, held, member, alone=len(members) == 1)


def reaches_outside(window: Period, stay: Period) -> bool:
    """True if ``window`` begins or ends clearly outside ``stay``; whole years are taken loosely."""
    if not window.overlaps(stay):
        return True
    if is_by_year(window) or is_by_year(stay):
        return False
    late = bool(window.end and stay.end and window.end > stay.end + _TOLERANCE)
    early = bool(window.start and stay.start and window.start < stay.start - _TOLERANCE)
    return late or early


def _is_there(ledger: Ledger, claim: Claim, stay: Presence) -> bool:
    if stay.claim is not None and stay.claim.document != claim.document:
        return False
    place = ledger.scope(claim).place
    above = ledger.hierarchy.places.get(place, frozenset())
    return not stay.place or not place or stay.place == place or stay.place in above


def _finding(
    ledger: Ledger, claim: Claim, stays: list[Presence], member: str, *, alone: bool
) -> Finding:
    shown = ledger.titles.get(member, name(ledger, claim.actor) if alone else member)
    stated = " or ".join(dict.fromkeys(when(stay.window) for stay in stays))
    severity: Severity = "warning" if alone else "note"
    named = [stay.claim for stay in stays if stay.claim is not None]
    return finding(
        ledger,
        KIND,
        severity,
        "in_tension",
        [claim, *named],
        f"{told(ledger, claim)} reaches outside the stated time of {shown} there ({stated}).",
        "Limit the figure to that time, name who acted outside it, or correct the dates.",
        members=[member],
    )
