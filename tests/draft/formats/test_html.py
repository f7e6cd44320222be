from __future__ import annotations

import pytest

from counterclaim.draft.documents import read
from counterclaim.draft.notes import read_notes
from counterclaim.draft.text import Document
from counterclaim.errors import CounterclaimError

PARA = (
    "<p>On 3 May the river guard killed at least twelve traders near Sofo, officials in the town "
    "said on Monday, and a further nine were wounded.{} The market was closed for a week after "
    "that, and about 1,500 families left the district for the hills.</p>"
)
NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World news</a></li></ul></nav>'
FOOT = (
    '<div class="related"><h3>Related</h3><ul><li><a href="/1">Ninety dead in the other '
    "province as floods go on</a></li></ul></div><footer><p>Copyright. All rights.</p></footer>"
)
ENTRIES = ("“Twelve killed,” Ledger, May 4, 2023, https://a.example/x.", "Ibid.")


def _page(body: str, head: str = "<title>Quiet rivers</title>") -> Document:
    page = (
        f'<!doctype html><html lang="en"><head>{head}</head><body>{NAV}{body}{FOOT}</body></html>'
    )
    return read(page.encode(), "a.html")


def _article(*marks: str) -> str:
    return "<article><h1>Quiet rivers</h1>" + "".join(map(PARA.format, marks)) + "</article>"


SHAPES = {
    "linked list": _article(
        '<sup><a href="#n1" id="r1">1</a></sup>', '<sup><a href="#n2" id="r2">2</a></sup>'
    )
    + "<section><ol>"
    + "".join(
        f'<li id="n{at}"><p>{note} <a href="#r{at}">↩</a></p></li>'
        for at, note in enumerate(ENTRIES, 1)
    )
    + "</ol></section>",
    "encyclopaedia": _article(
        '<sup id="c1"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>',
        '<sup id="c2"><a href="#cite_note-2">[2]</a></sup>',
    )
    + '<h2>References</h2><ol><li id="cite_note-1"><b>^ <a href="#c1"><i>a</i></a></b> '
    + f'<span>{ENTRIES[0]}</span></li><li id="cite_note-2"><b><a href="#c2">^</a></b> '
    + f"<span>{ENTRIES[1]}</span></li></ol>",
    "word processor": _article(
        '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
        '<a href="#_ftn2" name="_ftnref2">[2]</a>',
    )
    + f'<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> {ENTRIES[0]}</p></div>'
    + f'<div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> {ENTRIES[1]}</p></div>',
    "typed": _article("[1]", "[2]") + f"<p>[1] {ENTRIES[0]}<br>[2] {ENTRIES[1]}</p>",
    "raised, unlinked": _article("<sup>1</sup>", "<sup>2</sup>")
    + f"<h3>Notes</h3><ol><li>{ENTRIES[0]}</li><li>{ENTRIES[1]}</li></ol>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_note_marks_and_entries_survive(shape: str) -> None:
    """Five ways in which pages print notes all give two marks, two entries, one document."""
    document = _page(SHAPES[shape])
    assert [(mark.number, mark.note) for mark in document.marks] == [(1, 0), (2, 1)]
    assert tuple(document.words(note.span) for note in document.notes) == ENTRIES
    assert len(read_notes(document).documents) == 1


def test_navigation_and_related_stories_are_dropped_and_counted() -> None:
    """Only the article is text; what was left out is said."""
    document = _page(_article("", ""))
    assert "Ninety dead" not in document.text
    assert "World news" not in document.text
    assert any("left out" in issue for issue in document.issues)


def test_a_page_that_the_extractor_cannot_judge_is_still_read() -> None:
    """Short and odd pages fall back to the page's own structure."""
    document = _page("<div><span>Twelve died.</span><br><br>Nine fled.</div>")
    assert document.text == "Twelve died.\n\nNine fled."


def test_facts_of_the_head_are_taken() -> None:
    """Date, authors and address come from the page's own description."""
    head = (
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2023-05-04T10:00Z", '
        '"author": [{"name": "Jane Doe"}]}]}</script>'
        '<link rel="canonical" href="https://a.example/1">'
    )
    document = _page(_article(""), head)
    assert document.published == "2023-05-04"
    assert document.authors == ("Jane Doe",)
    assert document.url == "https://a.example/1"


def test_images_are_counted_and_captions_read() -> None:
    """A picture without text is counted; its caption is a block."""
    figure = '<figure><img src="a.png"><figcaption>Guard posts in 2023</figcaption></figure>'
    document = _page(_article("", "").replace("</article>", f"{figure}</article>"))
    assert document.images == 1
    assert document.captions == ("Guard posts in 2023",)


def test_tables_are_read_by_rows() -> None:
    """A data table becomes one block for each row and is counted."""
    table = "<table><tr><th>Year</th><th>Dead</th></tr><tr><td>2022</td><td>12</td></tr></table>"
    document = _page(_article("", "").replace("</article>", f"{table}{PARA}</article>"))
    rows = [document.words(b.span) for b in document.blocks if b.kind == "table"]
    assert (document.tables, rows) == (1, ["Year | Dead", "2022 | 12"])


def test_nothing_is_executed_or_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts, frames and handlers leave no trace, and no connection is opened."""
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    body = (
        '<script>document.write("Ninety died.")</script><iframe src="http://127.0.0.1:9/"></iframe>'
        '<p onclick="x()">Ten died.<img src="http://127.0.0.1:9/a.png" onerror="x()"></p>'
    )
    assert _page(body).text == "Ten died."


@pytest.mark.parametrize(
    "body",
    ["<div>" * 100_000 + "Ten died.", "<b>" * 50_000 + "Ten died.", "<p class=menu><div>" * 2_000],
    ids=["div", "b", "mixed"],
)
def test_deep_nesting_ends_well(body: str) -> None:
    """Nesting beyond any page ends with text or with a clear error."""
    assert _ends_well(body)


def _ends_well(body: str) -> bool:
    try:
        return "Ten died." in _page(body + "Ten died.").text
    except CounterclaimError as error:
        return "No text" in error.message or "cannot be read" in error.message
