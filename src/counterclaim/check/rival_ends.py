"""Different end dates of one actor's presence in one place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from counterclaim.check.editor import finding
from counterclaim.check.presences import ends_of_presence
from counterclaim.check.telling import name
from counterclaim.check.when import when
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding

KIND = "rival_ends"
_APART = 28


def findings(ledger: Ledger) -> Iterator[Finding]:
    """One note for each actor whose presence ends at dates more than four weeks apart."""
    for ends in _by_actor(ledger).values():
        days = sorted(end for _, end in ends)
        if (days[-1] - days[0]).days >= _APART:
            yield _finding(ledger, ends)


def _by_actor(ledger: Ledger) -> dict[tuple[str, str], list[tuple[Claim, date]]]:
    found: dict[tuple[str, str], list[tuple[Claim, date]]] = {}
    for claim, end in ends_of_presence(ledger):
        found.setdefault((claim.document, ledger.actor_id(claim.actor)), []).append((claim, end))
    return found


def _finding(ledger: Ledger, ends: list[tuple[Claim, date]]) -> Finding:
    claims = [claim for claim, _ in ends]
    given = "; ".join(f"{when(claim.window)} ({claim.id})" for claim, _ in ends if claim.window)
    return finding(
        ledger,
        KIND,
        "note",
        "in_tension",
        claims,
        f"The presence of {name(ledger, claims[0].actor)} ends at different dates: {given}.",
        "Tell announcement, planned end and actual end apart, and use one of them in the counts.",
        rests_on=("actor", "window"),
    )
