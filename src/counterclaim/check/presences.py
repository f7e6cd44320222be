"""When a text or a case has an actor in a place: dated relations, and sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period

_PRESENT = frozenset({"present_in", "presence", "tenure", "deployed", "deployment"})
_GONE = frozenset({"withdrawal", "withdraws", "withdrew", "end_of_presence", "left", "departure"})
_TENURE = re.compile(
    r"\b(?:tenure|deploy(?:ed|ment)|presence|stationed|based|mandate|stay(?:ed)?|operated)\b"
    r"[^.;]*\b(?:from|between|since|de|depuis|entre)\b[^.;]*\b(?:until|till|to|and|through|jusqu|et)\b",
    re.IGNORECASE,
)
_LEAVING = re.compile(
    r"\b(?:withdraw(?:s|n|al|ing)?|withdrew|departure|depart(?:s|ed)?|leaving|handover|"
    r"pull(?:s|ed|ing)? out|"
    r"end(?:s|ed)? (?:its|their) (?:mission|deployment|presence)|retrait|départ)\b",
    re.IGNORECASE,
)
_LONG = 60


@dataclass(frozen=True)
class Presence:
    """An actor's stated time in a place; ``claim`` is empty where a relation of the case says it.

    ``place`` is empty where the whole existence of the actor is meant.
    """

    actor: str
    place: str
    window: Period
    claim: Claim | None = None


def presences(ledger: Ledger) -> list[Presence]:
    """Every stated presence; forecasts and announcements are none."""
    return [*_related(ledger), *_existing(ledger), *_told(ledger)]


def ends_of_presence(ledger: Ledger) -> Iterator[tuple[Claim, date]]:
    """Claims about an actor's leaving or stay, with the last day that they give it."""
    for claim in ledger.in_order:
        window = claim.window
        if not claim.actor or window is None or window.end is None:
            continue
        if (
            claim.relation in _PRESENT | _GONE
            or _is_tenure(ledger, claim)
            or _leaves(ledger, claim)
        ):
            yield claim, window.end


def is_by_year(window: Period) -> bool:
    """True if the window is written in whole years, so that its ends are loose by months."""
    parts = [part.rstrip("~") for part in window.text.split("/")]
    return all(len(part) == 4 for part in parts if part not in {"", ".."})


def _related(ledger: Ledger) -> Iterator[Presence]:
    for relation in ledger.relations:
        if relation.predicate == "present_in" and relation.valid:
            place = ledger.place_id(relation.object)
            yield Presence(ledger.actor_id(relation.subject), place, relation.valid)


def _existing(ledger: Ledger) -> Iterator[Presence]:
    for actor in ledger.actors:
        if actor.valid:
            yield Presence(actor.id, "", actor.valid)


def _told(ledger: Ledger) -> Iterator[Presence]:
    for claim in ledger.in_order:
        window = claim.window
        if not claim.actor or window is None or (window.days or 0) < _LONG:
            continue
        if claim.relation in _PRESENT or _is_tenure(ledger, claim):
            scope = ledger.scope(claim)
            yield Presence(scope.actor, scope.place, window, claim)


def _is_tenure(ledger: Ledger, claim: Claim) -> bool:
    """True for a sentence that dates a stay with two dates, and is not a figure itself."""
    closed = claim.window is not None and "/" in claim.window.text
    return closed and claim.kind != "numeric" and bool(_TENURE.search(ledger.sentence(claim)))


def _leaves(ledger: Ledger, claim: Claim) -> bool:
    return claim.kind == "event" and bool(_LEAVING.search(ledger.sentence(claim)))
