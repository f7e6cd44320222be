"""Offsets into a text."""

from __future__ import annotations

import pytest

from counterclaim.ledger.text import Text, span_of


@pytest.mark.parametrize(
    ("cell", "span"), [("120-131", (120, 131)), ("[3, 9]", (3, 9)), ("", None), ("9-3", None)]
)
def test_spans_are_read_as_people_write_them(cell: str, span: tuple[int, int] | None) -> None:
    """Two numbers in order, however they are joined."""
    assert span_of(cell) == span


def test_an_offset_between_sentences_is_in_none() -> None:
    """Half-open spans: the end belongs to nobody."""
    text = Text("One. Two.", sentences=((0, 4), (5, 9)))
    assert text.sentence_at(4) is None
    assert text.sentence_at(5) == (5, 9)
    assert text.words((5, 9)) == "Two."
