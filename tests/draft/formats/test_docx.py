from __future__ import annotations

import pytest

from counterclaim.draft.documents import read
from counterclaim.errors import CounterclaimError, UnreadableDocument
from tests.draft.writers import as_docx, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _document(body: str) -> dict[str, str]:
    return {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_footnotes_are_numbered_in_reading_order() -> None:
    """The file may store notes in any order: numbers follow the text, as Word prints them."""
    document = read(as_docx(["first stored", "second stored"], ["Nine.[2] Ten.[1]"]), "a.docx")
    assert [document.words(note.span) for note in document.notes] == [
        "second stored",
        "first stored",
    ]
    assert document.text.endswith("[1] second stored\n\n[2] first stored")


def test_deletions_and_field_codes_are_not_text() -> None:
    """What was deleted or never printed is not read; insertions are."""
    body = (
        f"<w:p>{_run('Ten ')}<w:del>{_run('eleven ')}</w:del><w:ins>{_run('people ')}</w:ins>"
        f"<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>{_run('died.')}</w:p>"
    )
    assert read(zipped(_document(body)), "a.docx").text == "Ten people died."


def test_a_typed_superscript_is_a_mark_but_not_an_exponent() -> None:
    """Numbers that an author raised by hand point into the typed list; km2 stays."""
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    body = (
        f"<w:p>{_run('It burnt 12 km')}{raised.format(2)}{_run('.')}{raised.format(1)}</w:p>"
        f"<w:p>{_run('Notes')}</w:p><w:p>{_run('1. https://a.example/1')}</w:p>"
        f"<w:p>{_run('2. https://a.example/2')}</w:p>"
    )
    document = read(zipped(_document(body)), "a.docx")
    assert document.text.startswith("It burnt 12 km2.[1]")
    assert [mark.number for mark in document.marks] == [1]
    assert [note.number for note in document.notes] == [1, 2]


def test_tables_are_read_by_rows() -> None:
    """Each row is one block; the table is counted."""
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    row = "<w:tr>" + cell.format(_run("2022")) + cell.format(_run("12")) + "</w:tr>"
    document = read(zipped(_document(f"<w:tbl>{row}{row}</w:tbl>")), "a.docx")
    assert document.tables == 1
    assert [document.words(block.span) for block in document.blocks] == ["2022 | 12"] * 2


BOMBS = {
    "size": _document(f"<w:p>{_run('1' * 120_000_000)}</w:p>"),
    "depth": _document("<w:p>" * 50_000 + "</w:p>" * 50_000),
    "entities": {
        "word/document.xml": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        + _document(f"<w:p>{_run('&b;')}</w:p>")["word/document.xml"]
    },
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_archives_that_blow_up_are_refused(bomb: str) -> None:
    """Unreasonable size, depth and entities end with a clear error."""
    with pytest.raises(UnreadableDocument) as caught:
        read(zipped(BOMBS[bomb]), "bomb.docx")
    assert caught.value.seen


def test_another_archive_is_no_document() -> None:
    """A spreadsheet named .docx is refused by its content."""
    with pytest.raises(CounterclaimError, match="not a Word document"):
        read(zipped({"xl/workbook.xml": "<x/>"}), "a.docx")
