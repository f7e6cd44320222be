"""``counterclaim check`` and ``counterclaim waive``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.case import Case
from tests.check.invented import claim
from tests.cli.run import run

SCOPE = {"counts": "killed", "actor": "army", "place": "Tarif", "window": "2021-03-14"}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case whose one author gives two figures for one day."""
    made = Case.create(tmp_path / "case", title="Two figures")
    made.write("claims", [claim("a", 30, **SCOPE), claim("b", 60, **SCOPE)])
    return made


def test_an_error_in_the_ledger_ends_with_one(case: Case) -> None:
    """Text names both figures; JSON has the contract's keys."""
    ran = run("check", case.path)
    assert ran.status == 1
    assert "Two figures" in ran.out
    assert "1. ERROR" in ran.out
    found = json.loads(run("check", case.path, "--format", "json").out)
    assert set(found["findings"][0]["claims"]) == {"a", "b"}
    assert set(found["coverage"]) == {"figures_found", "bound", "checked", "unbindable"}


def test_a_waiver_makes_the_check_pass(case: Case) -> None:
    """After the finding is accepted with a reason the check ends with nought."""
    id = json.loads(run("check", case.path, "--format", "json").out)["findings"][0]["id"]
    ran = run("waive", case.path, id, "--reason", "both are printed", "--by", "An Alyst")
    assert ran.status == 0
    assert "accepted by An Alyst" in ran.out
    ran = run("check", case.path)
    assert ran.status == 0
    assert "both are printed" in ran.out


def test_an_unknown_finding_cannot_be_accepted(case: Case) -> None:
    """Exit status 2, and the findings that there are."""
    ran = run("waive", case.path, "nothing", "--reason", "so", "--by", "An Alyst")
    assert ran.status == 2
    assert "no such finding" in ran.err


def test_a_folder_that_is_no_case_ends_with_two(tmp_path: Path) -> None:
    """Could not run is told apart from findings."""
    assert run("check", tmp_path).status == 2


def test_the_page_of_findings_is_printed(case: Case) -> None:
    """--format html writes one page."""
    pytest.importorskip("jinja2")
    assert run("check", case.path, "--format", "html").out.startswith("<!doctype html>")
