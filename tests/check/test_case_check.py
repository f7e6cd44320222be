"""The check of a case, and waivers of its findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.check.case_check import check_case, kept_text, waive_in
from counterclaim.errors import CaseError, NotFound
from tests.check.invented import claim

SCOPE = {"counts": "killed", "actor": "army", "place": "Tarif", "window": "2021-03-14"}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case whose one author gives two figures for one day."""
    made = Case.create(tmp_path / "case")
    made.write("claims", [claim("a", 30, **SCOPE), claim("b", 60, **SCOPE)])
    return made


def test_a_contradiction_of_the_ledger_is_an_error(case: Case) -> None:
    """Two figures of one voice for one scope cannot both hold."""
    report = check_case(case)
    assert [(f.kind, f.severity, set(f.claims)) for f in report.findings] == [
        ("logic", "error", {"a", "b"})
    ]
    assert report.has_errors


def test_an_accepted_finding_is_no_error_until_its_figures_change(case: Case) -> None:
    """A waiver carries who, when and why; a changed figure opens the finding again."""
    finding = check_case(case).findings[0]
    waive_in(case, finding.id, reason="two counts, both printed", by="An Alyst")
    report = check_case(case)
    assert not report.has_errors
    assert report.findings[0].accepted is not None
    assert report.findings[0].accepted.reason == "two counts, both printed"
    case.write("claims", [claim("a", 30, **SCOPE), claim("b", 90, **SCOPE)])
    again = check_case(case)
    assert again.has_errors
    assert "waiver_reopened" in again.findings[0].caveats


def test_only_known_findings_are_accepted_and_only_with_a_reason(case: Case) -> None:
    """An unknown id, an empty reason and an empty name are refused."""
    with pytest.raises(NotFound):
        waive_in(case, "nosuchfinding", reason="because", by="An Alyst")
    finding = check_case(case).findings[0].id
    for reason, by in ((" ", "An Alyst"), ("because", "")):
        with pytest.raises(CaseError, match="reason and a name"):
            waive_in(case, finding, reason=reason, by=by)
    assert case.table("judgements") == ()


def test_a_kept_text_has_its_sentences_and_paragraphs() -> None:
    """Paragraphs stand apart by an empty line; offsets are those of the kept text."""
    text = kept_text("One. Two.\n\nThree.")
    assert [text.words(span) for span in text.sentences] == ["One.", "Two.", "Three."]
    assert [text.words(span) for span in text.paragraphs] == ["One. Two.", "Three."]
