"""What one place of a text leaves open and another tells as settled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.check.cells import Cells, is_brief
from counterclaim.check.editor import finding
from counterclaim.check.telling import name, told
from counterclaim.check.words import attributes
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding

KIND = "contested_flattened"
_WORD = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
_OPEN = frozenset({"contested", "unconfirmed", "claimed", "denied"})
_SETTLED = frozenset({"asserted", "confirmed"})


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Pairs of claims of one document on one event or figure, one open and one settled."""
    for claims in _on_one_thing(ledger).values():
        opened = [claim for claim in claims if claim.status in _OPEN]
        settled = [claim for claim in claims if _is_settled(ledger, claim)]
        pairs = [(s, o) for s in settled for o in opened if _share_words(ledger, s, o)]
        for pair in pairs[:1]:
            yield _finding(ledger, *pair)


def _on_one_thing(ledger: Ledger) -> dict[tuple[object, ...], list[Claim]]:
    cells, found = Cells(ledger), dict[tuple[object, ...], list[Claim]]()
    for claim in cells.speaking:
        scope = ledger.scope(claim)
        if claim.counts and claim.low is not None:
            figure = (claim.document, "figure", cells.of[claim.id], claim.low, claim.high)
            found.setdefault(figure, []).append(claim)
        elif not claim.counts and scope.actor and scope.place and is_brief(scope.window):
            days = (scope.window.start, scope.window.end) if scope.window else ()
            event = (claim.document, "event", scope.actor, scope.place, days, claim.relation)
            found.setdefault(event, []).append(claim)
    return found


def _share_words(ledger: Ledger, left: Claim, right: Claim) -> bool:
    """True if both are figures, or if the two tell of one deed by some word besides the actor."""
    if left.counts and right.counts:
        return True
    one, two = (_stems(ledger, claim) for claim in (left, right))
    return not one or not two or bool(one & two)


def _stems(ledger: Ledger, claim: Claim) -> set[str]:
    actor = name(ledger, claim.actor).casefold()
    words = {word.casefold() for word in _WORD.findall(ledger.sentence(claim))}
    return {word[:5] for word in words if word not in actor}


def _is_settled(ledger: Ledger, claim: Claim) -> bool:
    """In the author's own voice, as fact, in a sentence that attributes it to nobody."""
    if not claim.is_authors or claim.status not in _SETTLED:
        return False
    return not attributes(ledger.sentence(claim))


def _finding(ledger: Ledger, settled: Claim, opened: Claim) -> Finding:
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [settled, opened],
        f"{told(ledger, settled)} is told as settled, while {told(ledger, opened)} calls the same "
        f"{opened.status}.",
        "Keep the doubt wherever the figure or event is told, or say what settled it.",
        rests_on=("status", "voice", "window", "place", "actor"),
    )
