from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.draft.documents import MAX_CHARACTERS, read
from counterclaim.draft.notes import read_notes
from counterclaim.draft.sentences import sentences
from counterclaim.draft.text import Document
from counterclaim.errors import CounterclaimError, UnknownFormat, UnreadableDocument
from tests.draft import writers


def _blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, " ".join(document.words(b.span).split())) for b in document.blocks]


def _sentences(document: Document) -> list[str]:
    return [" ".join(document.words(one.span).split()) for one in sentences(document)]


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.docx", "a.pdf", "columns.pdf"])
def test_the_same_text_gives_the_same_blocks_sentences_and_notes(name: str, tmp_path: Path) -> None:
    """The article reads alike from every format: blocks, sentences, notes and documents."""
    plain = read(writers.as_text(), "a.txt")
    other = read(_written(name, tmp_path), name)
    assert _blocks(other) == _blocks(plain)
    assert _sentences(other) == _sentences(plain)
    assert [mark.number for mark in other.marks] == [1, 2, 3, 4, 5, 6, 7]
    assert read_notes(other).csl() == read_notes(plain).csl()
    assert (other.title, other.published) == (writers.TITLE, "2023-05-04")


def _written(name: str, folder: Path) -> bytes:
    if name.endswith(".pdf"):
        pytest.importorskip("typst")
        return writers.as_pdf(folder, writers.as_typst(2 if name == "columns.pdf" else 1))
    return {"a.md": writers.as_markdown, "a.html": writers.as_html, "a.docx": writers.as_docx}[
        name
    ]()


def test_kinds_of_blocks_are_told_apart() -> None:
    """Title, byline, heading, caption, paragraph and note each come out as such."""
    kinds = [block.kind for block in read(writers.as_text(), "a.txt").blocks]
    assert kinds[:5] == ["title", "byline", "paragraph", "heading", "paragraph"]
    assert kinds[5] == "caption"
    assert kinds[-7:] == ["note"] * 7


def test_a_bracketed_letter_is_no_note() -> None:
    """An editor's "[m]ere" is text, not a note mark."""
    document = read(writers.as_text(), "a.txt")
    assert all(document.words(mark.span)[1:-1].isdigit() for mark in document.marks)
    assert "[m]ere" in document.prose
    assert len(document.prose) == len(document.text)


def test_the_model_article_has_its_notes_and_documents(shared: Path) -> None:
    """The article of the model task: 23 notes, 18 distinct, 26 citations of 21 documents."""
    [path] = sorted((shared / "seed").glob("*.txt"))
    document = read(path)
    notes = read_notes(document)
    found = (len(document.notes), len(notes.distinct), len(notes.citations), len(notes.documents))
    assert found == (23, 18, 26, 21)
    assert document.published == "2025-08-28"
    assert not notes.issues


def test_plain_text_keeps_the_offsets_of_the_file() -> None:
    """A wrapped paragraph is one block, and every offset is that of the file."""
    raw = (
        "A heading\n\nOn 3 May the guard killed at least twelve traders near the old town,\n"
        "officials said on Monday, and a further nine were wounded in the course of\n"
        "the night.\n\nThe market was closed.\n"
    )
    document = read(raw.encode(), "a.txt")
    assert len(document.text) == len(raw)
    assert [document.words(block.span)[:12] for block in document.blocks] == [
        "A heading",
        "On 3 May the",
        "The market w",
    ]
    assert document.text.replace(" ", "") == raw.replace("\n", " ").replace(" ", "") or "\n" in raw
    assert raw[document.blocks[1].start : document.blocks[1].end].split() == (
        document.words(document.blocks[1].span).split()
    )


def test_lines_without_empty_lines_between_are_paragraphs() -> None:
    """Text pasted with one long paragraph a line keeps its paragraphs."""
    line = "The council said that the guard had left the town and that nobody would return. " * 3
    document = read(f"{line}\n{line}\n{line}".encode(), "a.txt")
    assert [block.kind for block in document.blocks] == ["paragraph"] * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_found_and_said(encoding: str) -> None:
    """French text comes out whole from five encodings; a guess is an issue."""
    words = (
        "Une soixantaine de morts à Ménaka, près de la forêt, selon l’armée et « les témoins ». "
    )
    document = read((words * 4).encode(encoding), "a.txt")
    assert document.text.strip() == (words * 4).strip()
    assert document.language == "fr"
    assert document.encoding is not None
    assert any("guessed" in issue for issue in document.issues) == (encoding == "cp1252")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The path ``-`` reads bytes from standard input and finds their format."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(writers.as_html())))
    assert read(Path("-")).format == "html"


def test_direction_marks_are_left_out_and_said() -> None:
    """Marks that turn the reading direction cannot disguise a figure."""
    document = read("At least 1\u202e005\u202c people and 5\u200f00 more died.".encode(), "a.txt")
    assert document.text == "At least 1005 people and 500 more died."
    assert any("3 invisible" in issue for issue in document.issues)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "empty"),
        (b"7" * 50_000_000, "a.txt", "too large"),
        (b"7 " * (MAX_CHARACTERS // 2 + 1), "a.txt", "too large"),
        (b"plain words", "a.docx", "is not one"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "a.doc", "old Word"),
        (b"\x89PNG\r\n" + b"\0" * 99, "a.png", "image"),
        (bytes(range(256)) * 9, "a.bin", "binary"),
        (b"%PDF-1.4\n" + b"junk" * 99, "a.pdf", "damaged"),
        (b"PK\x03\x04" + b"junk" * 99, "a.docx", "damaged"),
    ],
)
def test_what_cannot_be_read_ends_with_a_clear_error(data: bytes, name: str, says: str) -> None:
    """The error says what is wrong, names the file and what to do."""
    with pytest.raises((UnknownFormat, UnreadableDocument), match=says) as caught:
        read(data, name)
    assert caught.value.file == name
    assert caught.value.remedy


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    """A path that does not exist is named."""
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        read(tmp_path / "none.txt")


def test_unbroken_digits_are_left_out_and_said() -> None:
    """A million digits in a row are no figure and cost no time."""
    document = read(b"It began. " + b"7" * 1_000_000 + b" It ended.", "a.txt")
    assert document.text == "It began. […] It ended."
    assert any("without a space" in issue for issue in document.issues)


@given(st.text(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html"]))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    """Whatever the characters: spans lie inside the text in order, or a clear error comes."""
    try:
        document = read(text.encode("utf-8", "replace"), name)
    except CounterclaimError:
        return
    ends = [0]
    for block in document.blocks:
        assert ends[-1] <= block.start < block.end <= len(document.text)
        ends.append(block.end)
    for one in sentences(document):
        assert document.words(one.span).strip() == document.words(one.span) != ""
    read_notes(document)


def test_the_first_entry_of_a_log_is_not_its_day_of_publication() -> None:
    """Where more lines than one are a date alone, these date the entries."""
    log = "Log of strikes\n\nMarch 22 2016\n\n40 were killed.\n\nMarch 25 2016\n\n12 men died."
    assert read(log.encode(), "log.txt").published is None
    assert read(b"Strikes\n\nMarch 22 2016\n\n40 were killed.", "a.txt").published == "2016-03-22"
