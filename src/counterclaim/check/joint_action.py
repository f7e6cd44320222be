"""An action of two actors told of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.check.cells import Cells
from counterclaim.check.cited_actors import STATE_FORCES, actors_in_title, is_hinted
from counterclaim.check.editor import finding
from counterclaim.check.part_of_whole import Wholes
from counterclaim.check.parties import GENERIC, is_forces, named_in, of_claim
from counterclaim.check.ranges import range_of
from counterclaim.check.telling import joined, name, told
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding

KIND = "joint_action_told_of_one"
# The share of a total from which a joint event decides what the total says.
_MUCH = 0.25


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Totals and events told of one actor, where the ledger or a cited title names two."""
    yield from _totals(ledger)
    yield from _events(ledger)
    yield from _titles(ledger)


def _totals(ledger: Ledger) -> Iterator[Finding]:
    wholes = Wholes(ledger)
    for total in wholes.totals:
        if not total.actor or len(_members(ledger, total)) > 1:
            continue
        whole = range_of(total, ledger.rules).high
        joint = [part for part in wholes.parts(total) if _is_wider(ledger, part, total)]
        much = [p for p in joint if (range_of(p, ledger.rules).low or 0) >= _MUCH * (whole or 1e18)]
        if much:
            yield _finding(ledger, total, much[0], _members(ledger, much[0]))


def _events(ledger: Ledger) -> Iterator[Finding]:
    """One and the same figure for one place and time, once joint and once not."""
    cells, seen = Cells(ledger), dict[object, list[Claim]]()
    for claim in cells.speaking:
        if claim.counts and claim.actor and claim.place and claim.window and claim.best is not None:
            scope = ledger.scope(claim)
            key = (scope.counts, scope.place, cells.of[claim.id].window, claim.best)
            seen.setdefault(key, []).append(claim)
    for claims in seen.values():
        pairs = [(a, b) for a in claims for b in claims if _is_wider(ledger, b, a)]
        for single, joint in pairs[:1]:
            yield _finding(ledger, single, joint, _members(ledger, joint))


def _titles(ledger: Ledger) -> Iterator[Finding]:
    for claim in ledger.in_order:
        if not claim.actor or claim.kind == "relation" or len(_members(ledger, claim)) > 1:
            continue
        for document in ledger.cited(claim):
            named = _in_title(ledger, claim, document.title)
            own = of_claim(ledger, claim.actor)
            others = named - own - of_claim(ledger, claim.target)
            together = named & own and others and are_coordinated(ledger, claim, document.title)
            if together and not _is_named(ledger, claim, others):
                yield _by_title(ledger, claim, document.id, document.title, others)
                break


def _in_title(ledger: Ledger, claim: Claim, title: str) -> frozenset[str]:
    """The actors in these words, the claim's own also where its name is shortened."""
    own = {ledger.actor_id(claim.actor)} if is_hinted(ledger, claim, title) else set()
    return actors_in_title(ledger, title) | own


def are_coordinated(ledger: Ledger, claim: Claim, title: str) -> bool:
    """True for "A, B do" and "A and B do": two actors with nothing but a joint between them."""
    pieces = re.split(r",\s*|\s+(?:and|&|et)\s+", title.partition(": ")[2] or title)
    named = [_in_title(ledger, claim, " ".join(piece.split()[:4])) for piece in pieces]
    last = [_in_title(ledger, claim, " ".join(piece.split()[-3:])) for piece in pieces]
    return any(end and start and end != start for end, start in zip(last, named[1:], strict=False))


def _is_named(ledger: Ledger, claim: Claim, others: frozenset[str]) -> bool:
    """True if the sentence names the other actor after all."""
    words = ledger.sentence(claim)
    said = named_in(ledger, words)
    forces = STATE_FORCES in others and (bool(GENERIC.search(words)) or is_forces(ledger, said))
    return bool(said & others) or forces


def _members(ledger: Ledger, claim: Claim) -> frozenset[str]:
    return ledger.members(ledger.actor_id(claim.actor))


def _is_wider(ledger: Ledger, joint: Claim, single: Claim) -> bool:
    return _members(ledger, single) < _members(ledger, joint)


def _finding(ledger: Ledger, single: Claim, joint: Claim, members: frozenset[str]) -> Finding:
    both = joined(sorted(ledger.titles.get(member, member) for member in members))
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [single, joint],
        f"{told(ledger, single)} is told of {name(ledger, single.actor)} alone, but "
        f"{told(ledger, joint)}, which belongs to it, of {both} together.",
        "Name both, or give the share of joint actions.",
        rests_on=("actor", "window", "place"),
    )


def _by_title(
    ledger: Ledger, claim: Claim, document: str, title: str, others: frozenset[str]
) -> Finding:
    named = joined(sorted(ledger.titles.get(id, id) for id in others))
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [claim],
        f"{told(ledger, claim)} is told of {name(ledger, claim.actor)} alone; the title of its "
        f"source names {named} too (“{title}”).",
        "Name both, or say what the source attributes to the one.",
        rests_on=("actor",),
        members=[document],
    )
