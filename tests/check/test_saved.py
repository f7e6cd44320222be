"""Drafts saved to a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.check.audit import Drafted, draft
from counterclaim.check.case_check import check_case
from counterclaim.check.saved import save, slug
from tests.check import article

pytest.importorskip("spacy")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """An empty case."""
    return Case.create(tmp_path / "case", title="Tarif")


@pytest.fixture(scope="module")
def drafted() -> Drafted:
    """The drafts of the invented article."""
    return draft(article.as_text(), name="article.txt")


def test_drafts_sources_citations_and_text_are_kept(case: Case, drafted: Drafted) -> None:
    """Every draft is a row with a span into the kept text, every cited document a source."""
    saved = save(case, drafted)
    rows = case.table("claims")
    assert saved.claims == len(rows) == len(drafted.claims)
    text = (case.path / "documents" / f"{saved.document}.txt").read_text(encoding="utf-8")
    for row, one in zip(rows, drafted.claims, strict=True):
        start, end = map(int, row.span.split("-"))
        assert text[start:end] == drafted.document.words(one.span)
    assert len(case.sources()) == 1 + len(drafted.notes.documents)
    cited = {row.id for row in case.table("citations")}
    assert {id for row in rows for id in row.citations} <= cited


def test_nothing_is_accepted_by_saving(case: Case, drafted: Drafted) -> None:
    """Drafts are in no check of the case until their notes are changed."""
    save(case, drafted)
    assert all(row.is_draft for row in case.table("claims"))
    assert check_case(case).coverage.figures_found == 0
    case.write("claims", [row.model_copy(update={"note": ""}) for row in case.table("claims")])
    report = check_case(case)
    assert report.coverage.figures_found > 0
    assert "expired_forecast" in {finding.kind for finding in report.findings}


def test_saving_twice_adds_nothing(case: Case, drafted: Drafted) -> None:
    """The same text read again gives the same rows, sources and citations."""
    save(case, drafted)
    before = {path.name: path.read_bytes() for path in case.path.glob("*.csv")}
    again = save(Case.open(case.path), drafted)
    assert (again.claims, again.sources, again.citations) == (0, 0, 0)
    assert {path.name: path.read_bytes() for path in case.path.glob("*.csv")} == before


def test_edited_rows_stay(case: Case, drafted: Drafted) -> None:
    """A row that the analyst has changed is not overwritten by a later reading."""
    save(case, drafted)
    first, *others = case.table("claims")
    case.write("claims", [first.model_copy(update={"note": "", "actor": "somebody"}), *others])
    save(case, drafted)
    assert next(row for row in case.table("claims") if row.id == first.id).actor == "somebody"


def test_drafts_that_the_text_no_longer_gives_are_taken_back(case: Case, drafted: Drafted) -> None:
    """After a correction of the text only the new figure is drafted."""
    save(case, drafted)
    changed = article.as_text().replace(b"seven attacks", b"four attacks")
    again = draft(changed, name="article.txt")
    save(case, again)
    assert {row.id for row in case.table("claims")} == {one.id for one in again.claims}


def test_statements_are_not_copied(case: Case, drafted: Drafted) -> None:
    """What is kept of a third party's words is their place and hash, not the words."""
    save(case, drafted)
    for row in case.table("claims"):
        assert len(row.statement) < 5 or row.statement not in drafted.document.text


@pytest.mark.parametrize(
    ("words", "id"), [("Sévaré: who came?", "sevare-who-came"), ("a/../b", "a-b")]
)
def test_ids_are_safe_names_of_files(words: str, id: str) -> None:
    """Accents, signs and paths become letters and hyphens."""
    assert slug(words) == id


def test_a_title_without_latin_letters_still_has_an_id() -> None:
    """It is named by a hash, the same each time."""
    assert slug("وثيقة") == slug("وثيقة")
    assert slug("وثيقة").startswith("document-")
