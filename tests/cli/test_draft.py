"""``counterclaim draft``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.case import Case
from tests.check import article
from tests.cli.run import run

pytest.importorskip("spacy")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The invented article as a file."""
    path = tmp_path / "article.txt"
    path.write_bytes(article.as_text())
    return path


def test_json_is_all_that_is_printed(file: Path) -> None:
    """Standard output is one JSON object, standard error is empty."""
    ran = run("draft", file, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["document"] == "article.txt"


def test_a_document_may_come_from_standard_input(file: Path) -> None:
    """``-`` reads the same drafts as the file."""
    piped = json.loads(run("draft", "-", "--format", "json", given=article.as_text()).out)
    assert piped["claims"] == json.loads(run("draft", file, "--format", "json").out)["claims"]
    assert piped["document"] == "standard input"


def test_saving_needs_a_case_and_says_what_was_added(file: Path, tmp_path: Path) -> None:
    """Drafts are added to the case, and the line that says so is not among the output."""
    assert run("draft", file, "--save").status == 2
    case = Case.create(tmp_path / "case")
    ran = run("draft", file, "--case", case.path, "--save", "--format", "json")
    assert ran.status == 0
    assert "nothing of it is accepted" in ran.err
    assert len(json.loads(ran.out)["claims"]) == len(case.table("claims"))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.txt", None, "cannot be opened"),
        ("empty.txt", b"", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n1234", "image"),
        ("damaged.docx", b"PK\x03\x04garbage", "damaged"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_block(
    tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    """Exit status 2, an explanation on standard error, nothing on standard output, no traceback."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    ran = run("draft", path)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("counterclaim: ")
    assert words in ran.err
    assert "Traceback" not in ran.err
