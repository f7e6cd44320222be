from __future__ import annotations

import io
from pathlib import Path

import pytest

from counterclaim.draft.documents import read
from counterclaim.draft.notes import read_notes
from counterclaim.errors import UnreadableDocument
from tests.draft import writers

pytest.importorskip("typst")


def test_pages_are_known_for_every_offset(tmp_path: Path) -> None:
    """The page of a word is that on which it is printed, also after a page break."""
    source = '#set page(height: 60mm, numbering: "1")\nAlpha came.\n#pagebreak()\nOmega left.\n'
    document = read(writers.as_pdf(tmp_path, source), "a.pdf")
    assert document.page_of(document.text.index("Alpha")) == 1
    assert document.page_of(document.text.index("Omega")) == 2
    assert document.pages == 2


def test_headers_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    """A running header and page numbers are not text."""
    document = read(writers.as_pdf(tmp_path), "a.pdf")
    assert "Delta Papers" not in document.text
    assert any("headers" in issue for issue in document.issues)


def test_repeated_footnotes_are_not_taken_for_footers(tmp_path: Path) -> None:
    """A page foot that says Ibid. on every page keeps its notes."""
    pages = "\n#pagebreak()\n".join(
        f"At least {at} people died here.#footnote[Ibid., p. {at}.] The rest fled to the hills."
        for at in range(11, 19)
    )
    document = read(writers.as_pdf(tmp_path, f'#set page(numbering: "1")\n{pages}'), "a.pdf")
    assert [note.number for note in document.notes] == list(range(1, 9))
    assert "8" not in [document.words(block.span) for block in document.blocks]


def test_broken_words_and_addresses_are_joined(tmp_path: Path) -> None:
    """Hyphenated words are whole again, twenty-five keeps its hyphen, addresses have no blank."""
    source = (
        "#set page(width: 62mm, margin: 8mm)\n#set par(justify: true)\n"
        '#set text(hyphenate: true, lang: "en")\n'
        "The administration acknowledged extraordinary responsibilities for "
        "counterinsurgency operations; investigators interviewed representatives "
        "https:\\/\\/longname.example\\/investigations\\/international-secret-prisons-report.html"
    )
    text = read(writers.as_pdf(tmp_path, source), "a.pdf").text
    for word in ("responsibilities", "counterinsurgency", "investigators", "representatives"):
        assert word in text
    assert (
        "https://longname.example/investigations/international-secret-prisons-report.html" in text
    )


def test_a_scan_says_so(tmp_path: Path) -> None:
    """A PDF of pictures without a text layer is refused with what to do."""
    source = "#rect(width: 5cm, height: 5cm)\n#pagebreak()\n#circle()\n"
    with pytest.raises(UnreadableDocument, match="no text layer") as caught:
        read(writers.as_pdf(tmp_path, source), "scan.pdf")
    assert "recognition" in str(caught.value)


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    """A password is asked for in words."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(writers.as_pdf(tmp_path))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UnreadableDocument, match="encrypted"):
        read(out.getvalue(), "locked.pdf")


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    """The callback hears each page and the number of pages."""
    heard: list[tuple[int, int]] = []
    data = writers.as_pdf(tmp_path)
    read(data, "a.pdf", progress=lambda done, total: heard.append((done, total)))
    assert heard == [(at, len(heard)) for at in range(1, len(heard) + 1)]
    assert len(heard) > 1


@pytest.mark.slow
def test_a_long_report_is_read_whole(tmp_path: Path) -> None:
    """300 pages give 300 footnotes, each its own document."""
    body = "\n#pagebreak()\n".join(
        f"In {2000 + at % 25} at least {at} died.#footnote[“Report {at},” Ledger, May 3, 2022.] "
        "#lorem(350)"
        for at in range(300)
    )
    data = writers.as_pdf(tmp_path, f'#set page(numbering: "1")\n{body}')
    document = read(data, "a.pdf")
    assert document.pages >= 300
    assert len(read_notes(document).documents) == 300
