"""``counterclaim audit``."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.check.audit import audit
from counterclaim.check.waivers import waive
from tests.check import article
from tests.cli.run import run

pytest.importorskip("spacy")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The invented article as a file."""
    path = tmp_path / "article.txt"
    path.write_bytes(article.as_text())
    return path


def test_an_error_ends_with_one(file: Path) -> None:
    """The article has a finding of severity error: exit status 1, and a note that says it."""
    ran = run("audit", file)
    assert ran.status == 1
    assert "1. ERROR" in ran.out
    assert "10 figures found" in ran.out


def test_a_text_without_error_ends_with_nought(tmp_path: Path) -> None:
    """Warnings and notes alone are no failure."""
    path = tmp_path / "calm.txt"
    path.write_text("In 2021, the army killed 40 rebels in Tarif, the ministry said.", "utf-8")
    assert run("audit", path).status == 0


def test_what_could_not_be_audited_ends_with_two(tmp_path: Path) -> None:
    """A missing file, and a case that is none, are told apart from findings."""
    ran = run("audit", tmp_path / "nothing.txt")
    assert (ran.status, ran.out) == (2, "")
    path = tmp_path / "calm.txt"
    path.write_text("Nothing.", "utf-8")
    assert run("audit", path, "--case", tmp_path).status == 2


def test_json_holds_the_keys_that_scripts_depend_on(file: Path) -> None:
    """Findings with spans into the extracted text, and the four counts of the coverage."""
    ran = run("audit", file, "--format", "json")
    assert (ran.status, ran.err) == (1, "")
    found = json.loads(ran.out)
    assert {"figures_found", "bound", "checked", "unbindable"} <= set(found["coverage"])
    ids = {claim["id"] for claim in found["claims"]}
    for finding in found["findings"]:
        assert finding["severity"] in {"error", "warning", "note"}
        assert set(finding["claims"]) <= ids
        assert all(place["file"] == "article.txt" for place in finding["documents"])
    marks = {claim["mark"] for claim in found["claims"]}
    assert "error" in marks


def test_a_document_may_come_from_standard_input(file: Path) -> None:
    """``-`` gives the findings of the file."""
    piped = json.loads(run("audit", "-", "--format", "json", given=article.as_text()).out)
    here = json.loads(run("audit", file, "--format", "json").out)
    told = [[(f["kind"], f["claims"]) for f in one["findings"]] for one in (piped, here)]
    assert told[0] == told[1]


def test_the_page_and_the_word_document_are_written(tmp_path: Path) -> None:
    """--out names the file; a .docx comes back as a .docx that holds comments."""
    pytest.importorskip("jinja2")
    source, page, word = (tmp_path / name for name in ("a.docx", "a.html", "b.docx"))
    source.write_bytes(article.as_docx())
    assert run("audit", source, "--format", "html", "--out", page).status == 1
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert run("audit", source, "--format", "docx", "--out", word).status == 1
    assert "word/comments.xml" in zipfile.ZipFile(word).namelist()


def test_only_a_word_document_goes_back_as_word(file: Path) -> None:
    """A .txt is refused, with what to do instead."""
    ran = run("audit", file, "--format", "docx")
    assert (ran.status, ran.out) == (2, "")
    assert "--format html" in ran.err


def test_a_second_round_shows_what_is_new(file: Path, tmp_path: Path) -> None:
    """With the JSON of the first round nothing is new; a file that is no audit is refused."""
    first = tmp_path / "first.json"
    first.write_text(run("audit", file, "--format", "json").out, "utf-8")
    ran = run("audit", file, "--previous", first)
    assert "since the earlier round: 0 new, 0 gone" in ran.out
    first.write_text("[]", "utf-8")
    assert run("audit", file, "--previous", first).status == 2


def test_a_waiver_of_the_case_holds_in_the_audit(file: Path, tmp_path: Path) -> None:
    """A finding that was accepted in the case is no error of the text any more."""
    case = Case.create(tmp_path / "case")
    first = audit(file, case=case)
    errors = [finding for finding in first.findings if finding.severity == "error"]
    waivers = [
        waive(first.findings, error.id, reason="from our sheet", by="An Alyst", on="2025-09-01")
        for error in errors
    ]
    case.write("judgements", waivers)
    ran = run("audit", file, "--case", case.path)
    assert (len(errors), ran.status) == (1, 0)
    assert "from our sheet" in " ".join(ran.out.split())


def test_nothing_is_shown_of_progress_in_a_pipe(file: Path) -> None:
    """Run as a program, standard error stays empty and the status is the contract's."""
    command = [sys.executable, "-m", "counterclaim.cli", "audit", str(file), "--format", "json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert json.loads(ran.stdout)["findings"]
