"""The ledger as one value: ids behind spellings, joint actors, sources and sentences of claims."""

from __future__ import annotations

from pathlib import Path

from counterclaim.case import Case
from counterclaim.ledger import Ledger, Text
from counterclaim.model.actor import Actor, ActorName, Group, Member
from counterclaim.model.claim import Claim
from counterclaim.model.place import Place
from counterclaim.model.source import Citation, Document

BOOK = Ledger(
    claims=(
        Claim(
            id="a", actor="The Arda Company", target="bren", place="Towne", citations=("n1", "d2")
        ),
        Claim(id="b", actor="Bren and Arda", place="Town, hill region"),
        Claim(id="c", actor="Iron and Steel Brigade"),
    ),
    actors=(Actor(id="arda", name="Arda Company"), Actor(id="bren", name="Bren")),
    names=(ActorName(actor="arda", name="Arda"),),
    groups={"all": Group(name="All forces", members=(Member(actor="arda"), Member(actor="bren")))},
    places=(Place(id="town", name="Town", aliases=("Towne",), admin1="Hill", country="Land"),),
    documents=(Document(id="d1", title="One"), Document(id="d2", title="Two")),
    citations=(Citation(id="n1", document="d1"),),
)


def test_spellings_become_ids() -> None:
    """Articles, capitals and aliases do not matter; a town keeps its id with a region behind it."""
    a, b, _ = (BOOK.scope(claim) for claim in BOOK.claims)
    assert (a.actor, a.target, a.place) == ("arda", "bren", "town")
    assert b.place == "town"


def test_joint_spellings_are_read_where_every_part_is_known() -> None:
    """ "A and B" are two actors in whatever order; "Iron and Steel Brigade" stays one."""
    joint = BOOK.scope(BOOK.claims[1]).actor
    assert BOOK.members(joint) == {"arda", "bren"}
    assert BOOK.actor_id("Arda; Bren") != ""
    assert BOOK.members(BOOK.actor_id("Iron and Steel Brigade")) == {"iron and steel brigade"}


def test_the_hierarchy_knows_groups_places_and_people() -> None:
    """Members lie in their group, towns in their land, jihadists among combatants."""
    knows = BOOK.hierarchy
    assert "all" in knows.actors["arda"]
    assert {"hill", "land"} <= knows.places["town"]
    assert "combatants" in knows.populations["jihadists"]


def test_citations_lead_to_documents() -> None:
    """By the id of a citation or of a document itself, each once."""
    assert [document.id for document in BOOK.cited(BOOK.claims[0])] == ["d1", "d2"]


def test_sentences_and_paragraphs_come_from_the_text_or_the_statement() -> None:
    """With a text the span decides; without one the analyst's statement and locator."""
    full = "One here. Two there."
    text = Text(full, sentences=((0, 9), (10, 20)), paragraphs=((0, 20),))
    claim = Claim(id="x", document="d1", span="10-13", statement="said", locator="p. 2")
    with_text = Ledger(claims=(claim,), texts={"d1": text})
    assert with_text.sentence(claim) == "Two there."
    assert with_text.paragraph(claim) == ("d1", "0")
    assert Ledger().sentence(claim) == "said"
    assert Ledger().paragraph(claim) == ("d1", "p. 2")


def test_a_case_becomes_a_ledger(tmp_path: Path) -> None:
    """Tables, sources and rules of the folder are all there."""
    case = Case.create(tmp_path / "case", title="A case")
    case.write("claims", (Claim(id="a", statement="A claim"),))
    book = Ledger.from_case(Case.open(tmp_path / "case"))
    assert [claim.id for claim in book.claims] == ["a"]
    assert book.rules.range_of("dozens of people") is not None
