"""Relations in words and by arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.draft.relations import (
    Addend,
    is_hypothetical,
    stated_relations,
    sums_within,
)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Violence is at a record high.", "record"),
        ("It was the deadliest raid of the war.", "record"),
        ("Deaths steadily increased every year.", "rises_each"),
        ("Attacks fell each month.", "falls_each"),
        ("Both made a similar number of raids.", "similar_to"),
        ("The true toll is likely far higher, and the number may be higher.", "lower_bound"),
        ("These figures do not include the missing.", "excludes"),
        ("L'année fut la plus meurtrière.", "record"),
    ],
)
def test_relations_in_words(text: str, relation: str) -> None:
    """Each relation is found by the words that state it."""
    assert relation in [found.relation for found in stated_relations(text, 0, len(text))]


def test_plain_sentences_state_none() -> None:
    """A sentence without such words states no relation."""
    assert list(stated_relations("The army killed 12 rebels in May.", 0, 35)) == []


@pytest.mark.parametrize("text", ["You might read two reports of 500 dead", "If 500 were killed"])
def test_hypotheticals(text: str) -> None:
    """Figures of an "if" or a "you might" claim nothing."""
    assert is_hypothetical(text, 0, len(text))


def test_fifteen_and_sixty_make_seventy_five() -> None:
    """A total is proposed from its parts alone."""
    rows = [Addend("a", "vehicles", 15), Addend("b", "vehicles", 60), Addend("c", "vehicles", 75)]
    (found,) = sums_within(rows)
    assert (found.total, set(found.parts)) == ("c", {"a", "b"})


def test_other_classes_do_not_add_up() -> None:
    """Killed people and burned cars are never one sum."""
    rows = [Addend("a", "killed", 15), Addend("b", "vehicles", 60), Addend("c", "killed", 75)]
    assert sums_within(rows) == []


@given(st.lists(st.integers(min_value=3, max_value=400), min_size=2, max_size=4))
def test_every_proposed_sum_holds(parts: list[int]) -> None:
    """Whatever is proposed adds up, and uses no part twice."""
    rows = [Addend(str(k), "killed", value) for k, value in enumerate([*parts, sum(parts)])]
    worth = {row.id: row.value for row in rows}
    used: list[str] = []
    for found in sums_within(rows):
        assert sum(worth[part] for part in found.parts) == worth[found.total]
        used += found.parts
    assert len(used) == len(set(used))
