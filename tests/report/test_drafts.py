"""Drafts as JSON, CSV and a table."""

from __future__ import annotations

import csv
import io
import json
from functools import cache

import pytest

from counterclaim.check.audit import Drafted, draft
from counterclaim.report.drafts import COLUMNS, for_review, write
from tests.check import article

pytest.importorskip("spacy")
KEYS = (
    *("id", "span", "sentence", "kind", "weight", "counts", "low", "best", "high", "comparator"),
    *("words", "voice", "actor", "target", "population", "place", "window", "status", "relation"),
    *("citations", "origin"),
)


@cache
def drafted() -> Drafted:
    """The drafts of the invented article."""
    return draft(article.as_text(), name="article.txt")


def test_json_holds_the_keys_that_scripts_depend_on() -> None:
    """Document, date, claims with offsets into the extracted text, sources with their notes."""
    found = json.loads(write(drafted(), "json"))
    assert (found["document"], found["published"]) == ("article.txt", "2023-05-04")
    for claim in found["claims"]:
        assert set(KEYS) <= set(claim)
        assert claim["kind"] in {"numeric", "relation", "event"}
        assert claim["weight"] in {"core", "context"}
        assert set(claim["origin"].values()) <= {"text", "inherited", "guess"}
        (start, end), (first, last) = claim["span"], claim["sentence"]
        assert first <= start < end <= last
    sources = {source["id"]: source["notes"] for source in found["sources"]}
    assert all(set(claim["citations"]) <= set(sources) for claim in found["claims"])
    assert sorted({n for notes in sources.values() for n in notes}) == [1, 2, 3, 4, 5]


def test_guesses_come_first_for_review() -> None:
    """In the table and the CSV drafts with a guessed field stand before the others."""
    guessed = [bool(one.guesses) for one in for_review(drafted().claims)]
    assert guessed == sorted(guessed, reverse=True)
    rows = list(csv.DictReader(io.StringIO(write(drafted(), "csv"))))
    assert [bool(row["guessed"]) for row in rows] == guessed


def test_csv_has_a_row_for_each_draft_and_no_formula() -> None:
    """Each draft is one row; a cell that a spreadsheet would run is quoted."""
    rows = list(csv.DictReader(io.StringIO(write(drafted(), "csv"))))
    assert len(rows) == len(drafted().claims)
    assert tuple(rows[0]) == COLUMNS
    nasty = drafted().claims[0].model_copy(update={"voice": '=HYPERLINK("x")'})
    text = write(Drafted(drafted().document, (nasty,), drafted().notes), "csv")
    assert "'=HYPERLINK" in text


def test_the_table_says_that_nothing_is_accepted() -> None:
    """Its first line names the document, the number of drafts and that they are proposals."""
    first, heads, *lines = write(drafted(), "table").splitlines()
    assert f"{len(drafted().claims)} drafts, nothing of it accepted" in first
    assert heads.split()[0] == "words"
    assert len(lines) == len(drafted().claims)
