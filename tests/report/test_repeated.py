"""Notes that say the same are printed once."""

from __future__ import annotations

from typing import Any

from counterclaim.report.repeated import joined_notes, number_of
from counterclaim.report.tree import cited, para, walk, words


def noted(source: str, locator: str = "") -> list[Any]:
    """A citation as it is after the citation style: a note inside its span."""
    (span,) = cited([(source, locator)])
    note = {"t": "Note", "c": [para(words(f"{source} {locator}"))]}
    return [{**span, "c": [span["c"][0], [note]]}]


def numbers(blocks: Any) -> list[str]:
    """The references to notes that stand elsewhere."""
    return [number for node in walk(blocks) if (number := number_of(node))]


def test_a_note_is_printed_once_and_then_referred_to() -> None:
    """The third reference is to the first note, by its number."""
    blocks = [para(noted("a")), para(noted("b")), para(noted("a"))]
    found = joined_notes(blocks)
    assert sum(node["t"] == "Note" for node in walk(found)) == 2
    assert numbers(found) == ["1"]


def test_another_page_is_another_note() -> None:
    """The same source at another place keeps its own note."""
    assert numbers(joined_notes([para(noted("a", "p. 1")), para(noted("a", "p. 2"))])) == []


def test_a_style_without_notes_keeps_every_citation() -> None:
    """Where the style writes author and year, each place keeps them."""
    blocks = [para(cited([("a", "")])), para(cited([("a", "")]))]
    found = joined_notes(blocks)
    assert sum(node["t"] == "Cite" for node in walk(found)) == 2
