"""Drafts as a ledger."""

from __future__ import annotations

import pytest

from counterclaim.case import Case
from counterclaim.check.audit import audit, draft
from counterclaim.check.drafted import claim_of, known_to, ledger_of, locator_of
from counterclaim.check.saved import save
from counterclaim.draft.claims import DraftClaim
from counterclaim.draft.notes import Notes
from counterclaim.draft.text import Block, Document
from tests.check import article

pytest.importorskip("spacy")
TEXT = Document("t.txt", "txt", "Head\n\nOne. Two.\n\nThree.", (
    Block(0, 4, "heading"), Block(6, 15), Block(17, 23)))  # fmt: skip


def test_supposed_figures_are_no_claims() -> None:
    """A draft that is only supposed is in no ledger."""
    drafts = [
        DraftClaim(id="a", span=(6, 9), sentence=(6, 10)),
        DraftClaim(id="b", span=(11, 14), sentence=(11, 15), flags=("hypothetical",)),
    ]
    assert [claim.id for claim in ledger_of(TEXT, drafts, Notes()).claims] == ["a"]


def test_a_carried_comparator_is_a_guess() -> None:
    """ "At least" carried over a list, and a doubtful figure, rest on a guess."""
    drafts = [
        DraftClaim(id="a", span=(6, 9), sentence=(6, 10), flags=("shared_comparator",)),
        DraftClaim(id="b", span=(11, 14), sentence=(11, 15), flags=("doubtful",)),
    ]
    book = ledger_of(TEXT, drafts, Notes())
    assert book.is_guess("a", "comparator")
    assert book.is_guess("b", "low")


@pytest.mark.parametrize(
    ("offset", "place"), [(0, "heading"), (6, "paragraph 1"), (18, "paragraph 2")]
)
def test_places_are_told_as_a_reader_counts(offset: int, place: str) -> None:
    """Paragraphs are counted without headings; a figure in a heading says so."""
    assert locator_of(TEXT, offset) == place


def test_a_draft_is_marked_as_one() -> None:
    """Its note names what was guessed, so that it is in no check of the case."""
    one = DraftClaim(id="a", span=(6, 9), sentence=(6, 10), origin={"actor": "guess"})
    claim = claim_of(TEXT, one, "doc")
    assert claim.note == "draft: guessed actor"
    assert claim.is_draft


def test_names_of_a_case_are_used(tmp_path: object) -> None:
    """A name of the case becomes its id in the drafts."""
    case = Case.create(f"{tmp_path}/case")
    from counterclaim.model.actor import Actor, ActorName

    case.write("actors", [Actor(id="dunes", name="Dune Brigade", kind="militia")])
    case.write("actor_names", [ActorName(actor="dunes", name="the Brigade")])
    assert known_to(case).names == {"the Brigade": "dunes", "Dune Brigade": "dunes"}
    drafted = draft(article.as_text(), name="article.txt", case=case)
    assert {one.actor for one in drafted.claims if one.counts == "killed"} == {"dunes"}


def test_what_the_analyst_made_of_a_draft_wins(tmp_path: object) -> None:
    """An accepted and corrected row stands in the audit instead of the draft, without guesses."""
    case = Case.create(f"{tmp_path}/case")
    drafted = draft(article.as_text(), name="article.txt", case=case)
    save(case, drafted)
    seven = next(d for d in drafted.claims if drafted.document.words(d.span) == "seven")
    rows = case.table("claims")
    changed = {"low": 4, "best": 4, "high": 4, "note": "misprint, see the erratum"}
    case.write("claims", [c.model_copy(update=changed) if c.id == seven.id else c for c in rows])
    found = audit(article.as_text(), name="article.txt", case=case)
    assert found.ledger.by_id[seven.id].best == 4
    assert not found.ledger.is_guess(seven.id, "actor")
    assert not [f for f in found.findings if f.kind == "logic" and seven.id in f.claims]
