"""Findings are accepted with a reason, stay visible, and reopen when their content changes."""

from __future__ import annotations

import pytest

from counterclaim.check import check
from counterclaim.check.waivers import REOPENED, accepted, is_new, waive
from counterclaim.errors import NotFound
from tests.check.invented import claim, ledger

A = claim("a", 12, counts="killed", actor="Arda", window="2022")
B = claim("b", 20, counts="killed", actor="Arda", window="2022")


def test_an_accepted_finding_stays_visible_and_is_no_error_any_more() -> None:
    """It carries who, when and why, and no longer fails the run."""
    report = check(ledger(A, B))
    (found,) = report.findings
    waiver = waive(report.findings, found.id, reason="two counts", by="ana", on="2025-09-01")
    again = check(ledger(A, B, judgements=(waiver,)))
    acceptance = again.findings[0].accepted
    assert acceptance is not None
    assert (acceptance.by, acceptance.reason) == ("ana", "two counts")
    assert (report.has_errors, again.has_errors) == (True, False)


def test_a_changed_claim_reopens_it() -> None:
    """The same finding with other content is open again, and says why."""
    (found,) = check(ledger(A, B)).findings
    waiver = waive([found], found.id, reason="two counts", by="ana", on="2025-09-01")
    changed = claim("b", 25, counts="killed", actor="Arda", window="2022")
    (again,) = check(ledger(A, changed, judgements=(waiver,))).findings
    assert again.id == found.id
    assert again.accepted is None
    assert REOPENED in again.caveats


def test_a_later_waiver_supersedes() -> None:
    """The newest reason is shown."""
    (found,) = check(ledger(A, B)).findings
    first = waive([found], found.id, reason="one", by="ana", on="2025-09-01")
    second = waive([found], found.id, reason="two", by="bo", on="2025-10-01", judgements=[first])
    (told,) = accepted([found], [second, first])
    assert told.accepted is not None
    assert told.accepted.reason == "two"


def test_an_unknown_finding_cannot_be_waived() -> None:
    """The message names those that there are."""
    with pytest.raises(NotFound, match="no such finding"):
        waive([], "nope", reason="", by="ana", on="2025-09-01")


def test_a_second_run_shows_what_is_new() -> None:
    """A finding is new if it was not there, or said something else."""
    before = check(ledger(A, B)).findings
    more = claim("c", 9, counts="acts", actor="Bren", window="2023")
    other = claim("d", 7, counts="acts", actor="Bren", window="2023")
    after = check(ledger(A, B, more, other)).findings
    assert [set(f.claims) for f in after if is_new(f, before)] == [{"c", "d"}]
