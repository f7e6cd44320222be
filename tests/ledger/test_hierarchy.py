"""Names, joint names, and what contains what."""

from __future__ import annotations

import pytest

from counterclaim.ledger.hierarchy import looks_joint, parts_of, plain

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


def test_plain_names_drop_article_and_capitals() -> None:
    """The Army, l'Armée."""
    assert plain("The  Arda Army") == "arda army"
    assert plain("l'Armée") == "armée"
    assert looks_joint("A & B")
    assert not looks_joint("Anders")
