"""Names, joint names, and what contains what."""

from __future__ import annotations

import pytest

from counterclaim.ledger.hierarchy import hierarchy_of, looks_joint, parts_of, people, plain
from counterclaim.model.actor import ActorRelation
from counterclaim.model.period import Period
from counterclaim.model.scope import Hierarchy, Relation, Scope, compare

KNOWN = {"arda": "a", "bren": "b", "iron and steel": "s"}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Arda and Bren", {"a", "b"}),
        ("Arda; Bren", {"a", "b"}),
        ("the Arda/Bren", {"a", "b"}),
        ("Arda et Bren", {"a", "b"}),
        ("Iron and Steel", set()),
        ("Arda and strangers", set()),
        ("Arda", set()),
    ],
)
def test_joint_names_need_known_parts(name: str, parts: set[str]) -> None:
    """Nothing is split on the word "and" alone."""
    assert parts_of(name, KNOWN) == parts


def test_plain_names_drop_article_accents_and_capitals() -> None:
    """The Army, l'Armée: a spreadsheet may have lost the accents of one of two rows."""
    assert plain("The  Arda Army") == "arda army"
    assert plain("l'Armée") == plain("Armee") == "armee"
    assert looks_joint("A & B")
    assert not looks_joint("Anders")


def _knows(valid: str | None) -> Hierarchy:
    relation = {"subject": "a", "predicate": "part_of", "object": "b", "valid": valid or ""}
    return hierarchy_of({}, [ActorRelation.model_validate(relation)], [], {}, {})


@pytest.mark.parametrize(
    ("valid", "window", "relation"),
    [
        (None, "2023", Relation.INSIDE),
        ("2022/2024", "2023", Relation.INSIDE),
        ("2024/..", "2023", Relation.OVERLAPPING),
        ("2023-07/..", "2023", Relation.OVERLAPPING),
    ],
)
def test_a_dated_membership_holds_in_its_time(
    valid: str | None, window: str, relation: Relation
) -> None:
    """Who joined later was no part before, so its figures are none of the whole's."""
    part, whole = (Scope("killed", actor, "", "", "", Period.parse(window)) for actor in ("a", "b"))
    assert compare(part, whole, _knows(valid)).relation is relation


def test_a_chain_of_memberships_holds_while_all_of_it_does() -> None:
    """A in B until 2022, B in C from 2021 on: A in C in 2021 and 2022."""
    links = [
        ActorRelation.model_validate(
            {"subject": part, "predicate": "part_of", "object": whole, "valid": valid}
        )
        for part, whole, valid in (("a", "b", "../2022"), ("b", "c", "2021/.."))
    ]
    knows = hierarchy_of({}, links, [], {}, {})
    assert knows.holds("a", "c", Period.parse("2021"))
    assert not knows.holds("a", "c", Period.parse("2023"))


def test_people_named_together_contain_each_of_them() -> None:
    """Women are among "women and children", and these among people, not among civilians."""
    knows = hierarchy_of({}, [], [], {}, {}, ["women and children"])
    assert "women and children" in knows.populations["women"]
    assert knows.populations["women and children"] == {"people"}


@pytest.mark.parametrize(
    ("spelling", "meant"),
    [
        ("civilian", "civilians"),
        ("displaced persons", "displaced people"),
        ("child", "children"),
        ("individuals", "people"),
        ("worshippers", "worshippers"),
    ],
)
def test_words_for_people_are_read_as_the_table_has_them(spelling: str, meant: str) -> None:
    """One civilian is of the civilians, and persons are people."""
    assert people(spelling, {"civilians", "children", "people", "displaced people"}) == meant


def test_people_of_no_table_lie_in_what_their_last_word_says() -> None:
    """Unarmed civilians are civilians, former soldiers are people, and so are worshippers."""
    spelled = ("unarmed civilians", "former soldiers", "worshippers")
    above = hierarchy_of({}, (), (), {}, {}, spelled).populations
    assert above["unarmed civilians"] == {"civilians", "people"}
    assert above["former soldiers"] == above["worshippers"] == {"people"}
