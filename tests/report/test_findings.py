"""Findings as text and JSON."""

from __future__ import annotations

import json

import pytest

from counterclaim.check import Coverage, Report
from counterclaim.model.finding import Acceptance, Finding, Severity
from counterclaim.report.findings import WIDTH, counted, findings_lines, write
from counterclaim.report.headlines import headline, told_and_doubt

ASKED = (
    "Five is more than four. It rests on a field that was guessed (actor): read it as a question."
)


def made(id: str, severity: Severity = "warning", **more: object) -> Finding:
    """A finding on one claim."""
    fields = {
        "kind": "logic",
        "verdict": "in_tension",
        "claims": ("c",),
        "explanation": "Five is more than four.",
    }
    return Finding.model_validate({"id": id, "severity": severity, **fields, **more})


def test_findings_are_counted_by_severity() -> None:
    """Errors, warnings and notes, and how many of them are questions."""
    found = [made("a", "error"), made("b"), made("c", question=True), made("d", "note")]
    assert counted(found) == "1 error, 2 warnings (1 of them a question), 1 note"
    assert counted([]) == "No findings"


def test_ten_are_shown_at_a_time() -> None:
    """The eleventh is named as one more, and shown where all are asked for."""
    found = [made(f"f{at}") for at in range(11)]
    shown = "\n".join(findings_lines(found))
    assert "10. WARNING" in shown
    assert "11. WARNING" not in shown
    assert "1 more finding" in shown
    assert "11. WARNING" in "\n".join(findings_lines(found, everything=True))


def test_text_is_no_wider_than_a_page() -> None:
    """Long explanations are wrapped."""
    lines = list(findings_lines([made("a", explanation="word " * 200)]))
    assert max(map(len, lines)) <= WIDTH


def test_accepted_findings_are_told_apart() -> None:
    """What was accepted is not among the open ones, and tells who and why."""
    waived = made(
        "a", "error", accepted=Acceptance(by="An Alyst", on="2025-09-01", reason="checked")
    )
    text = write(Report((waived,), Coverage(1, 1, 1, 0)), "text")
    assert "No findings." in text
    assert "An Alyst" in text
    assert "checked" in text


def test_json_holds_the_keys_that_scripts_depend_on() -> None:
    """Findings with their contract's keys, and the four counts of the coverage."""
    read = json.loads(write(Report((made("a", "error"),), Coverage(3, 2, 1, 1)), "json"))
    assert read["coverage"] == {"figures_found": 3, "bound": 2, "checked": 1, "unbindable": 1}
    (finding,) = read["findings"]
    wanted = {"id", "kind", "severity", "verdict", "claims", "explanation", "accepted", "figures"}
    assert wanted | {"documents"} <= set(finding)
    assert finding["accepted"] is None


def test_the_page_escapes_what_it_prints() -> None:
    """Words of a finding never become markup."""
    pytest.importorskip("jinja2")
    page = write(Report((made("a", explanation="<script>x</script>"),)), "html", title="<b>T</b>")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<b>T</b>" not in page


def test_a_question_tells_its_doubt_apart() -> None:
    """What a finding says stands before what it rests on."""
    told, doubt = told_and_doubt(made("a", explanation=ASKED, question=True))
    assert told == "Five is more than four."
    assert doubt.startswith("It rests on a field")
    assert told_and_doubt(made("a")) == ("Five is more than four.", "")


def test_every_kind_of_finding_has_a_headline() -> None:
    """Each check's kind is told in words of its own."""
    from importlib import import_module

    from counterclaim.check import CHECKS

    for name in (*CHECKS, "data", "looked_up"):
        kind = import_module(f"counterclaim.check.{name}").KIND
        assert headline(made("a", kind=kind)) != kind.replace("_", " ").capitalize(), kind
