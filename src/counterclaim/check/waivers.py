"""Waivers: findings accepted with a reason, which reopen when what they rest on changes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from counterclaim.errors import NotFound
from counterclaim.model.claim import Judgement
from counterclaim.model.finding import Acceptance, Finding

REOPENED = "waiver_reopened"


def accepted(findings: Iterable[Finding], judgements: Iterable[Judgement]) -> tuple[Finding, ...]:
    """The findings, each with its acceptance if a waiver holds for its present content.

    A waiver given for other content leaves the finding open and marks it ``waiver_reopened``.
    """
    waivers = {waiver.left: waiver for waiver in in_force(judgements)}
    return tuple(_with(finding, waivers.get(finding.id)) for finding in findings)


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The waivers that no later judgement supersedes, in order of their date."""
    held = [judgement for judgement in judgements if judgement.kind == "waiver"]
    gone = {judgement.supersedes for judgement in held if judgement.supersedes}
    return tuple(
        sorted((j for j in held if j.id not in gone and j.verdict == "yes"), key=lambda j: j.on)
    )


def waive(
    findings: Iterable[Finding],
    finding: str,
    *,
    reason: str,
    by: str,
    on: str,
    judgements: Iterable[Judgement] = (),
) -> Judgement:
    """A waiver of the finding with this id, to be written to the judgements of the case.

    ``on`` is a day such as ``2025-09-01``. An earlier waiver of the same finding is superseded.
    Raises :class:`NotFound` for a finding that the last check did not have.
    """
    known = {each.id: each for each in findings}
    if finding not in known:
        raise NotFound(
            "no such finding",
            seen=finding,
            expected=", ".join(sorted(known)[:8]) or "a finding (the last check had none)",
            remedy="take the id from the output of counterclaim check",
        )
    earlier = [waiver.id for waiver in in_force(judgements) if waiver.left == finding]
    return Judgement(
        id=uuid.uuid4().hex[:12],
        kind="waiver",
        left=finding,
        verdict="yes",
        reason=reason,
        by=by,
        on=on,
        content_hash=known[finding].content_hash,
        supersedes=earlier[-1] if earlier else "",
    )


def is_new(finding: Finding, seen: Iterable[Finding]) -> bool:
    """True if an earlier run did not have this finding, or had it with other content."""
    return (finding.id, finding.content_hash) not in {(f.id, f.content_hash) for f in seen}


def _with(finding: Finding, waiver: Judgement | None) -> Finding:
    if waiver is None:
        return finding
    if waiver.content_hash and waiver.content_hash != finding.content_hash:
        return finding.model_copy(update={"caveats": (*finding.caveats, REOPENED)})
    acceptance = Acceptance(by=waiver.by, on=waiver.on, reason=waiver.reason)
    return finding.model_copy(update={"accepted": acceptance})
