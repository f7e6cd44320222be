from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.draft.cited import Library, sight
from counterclaim.draft.documents import read
from counterclaim.draft.notes import CitedDocument, read_notes
from tests.draft import writers

SOURCE = """#set page(width: 120mm, height: 60mm, numbering: "1")
= The Sofo killings: what is known

An ombudsman's report on the events of the year.
#pagebreak()
The guard came with 1,500 men and left with fewer than 11,500 sacks.
#pagebreak()
Of the traders, fifteen hundred fled; twelve died and twenty-five were hurt.
"""


def _cited() -> dict[str, CitedDocument]:
    notes = read_notes(read(writers.as_text(), "a.txt"))
    return {one.fields.title or "": one for one in notes.documents}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Three files as a reference manager stores them."""
    pytest.importorskip("typst")
    stored = tmp_path / "storage" / "AB12CD34"
    stored.mkdir(parents=True)
    (stored / "document.pdf").write_bytes(writers.as_pdf(tmp_path, SOURCE))
    page = '<html><head><link rel="canonical" href="https://coast-ledger.example/2023/{}">'
    body = "</head><body><p>The boats were never paid for, 60 traders said.</p></body></html>"
    saved = page.format("traders-count-losses.html") + body
    (stored / "saved.html").write_text(saved, encoding="utf-8")
    slug = "river-guard-to-leave-the-upper-delta-2023-04-03.txt"
    (stored / slug).write_text("The guard will leave in six weeks.", encoding="utf-8")
    return Library(tmp_path / "storage")


def test_a_figure_is_found_on_its_page(library: Library) -> None:
    """All written forms are looked for; the answer names each page."""
    cited = _cited()["The Sofo killings: what is known"]
    seen = library.look_for(["1,500", "1 500", "fifteen hundred"], cited)
    assert seen.sentence == "found on pages 2 and 3"
    assert library.look_for(["twelve", "12"], cited).sentence == "found on page 3"


def test_a_figure_inside_another_is_not_found(library: Library) -> None:
    """500 is not in 1,500, and five is not in twenty-five."""
    cited = _cited()["The Sofo killings: what is known"]
    assert library.look_for(["500", "five hundred"], cited).status == "not_found"
    assert library.look_for(["5", "five"], cited).status == "not_found"


def test_files_are_matched_by_title_name_and_address(library: Library) -> None:
    """First page, file name and the address that a saved page tells all lead to the document."""
    cited = _cited()
    names = {title: path.name for title, one in cited.items() if (path := library.match(one))}
    assert names == {
        "The Sofo killings: what is known": "document.pdf",
        "Traders count their losses": "saved.html",
        "River Guard to leave the Delta": "river-guard-to-leave-the-upper-delta-2023-04-03.txt",
    }


def test_a_document_that_is_not_there_is_not_supplied(library: Library) -> None:
    """No file, no answer: the third state is told as such."""
    assert (
        library.look_for(["12"], _cited()["Les héritiers de la garde"]).sentence == "not supplied"
    )


def test_an_unreadable_file_says_why(tmp_path: Path) -> None:
    """A damaged file counts as not supplied, with the reason."""
    (tmp_path / "the-sofo-killings-what-is-known.pdf").write_bytes(b"%PDF-1.4 junk")
    seen = Library(tmp_path).look_for(["12"], _cited()["The Sofo killings: what is known"])
    assert seen.status == "not_supplied"
    assert "damaged" in seen.sentence


def test_spaces_in_a_number_may_be_any_blank() -> None:
    """1 500 is found with a no-break space between."""
    document = read("Environ 1\u202f500 hommes sont partis.".encode(), "a.txt")
    assert sight(["1 500"], document).status == "found"
    assert sight(["500"], document).status == "not_found"
