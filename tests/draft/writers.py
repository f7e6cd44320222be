"""One invented article, written as plain text, Markdown, HTML, DOCX and PDF by small writers."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from pathlib import Path

TITLE = "The River Guard Leaves Sofo, but Its Heirs Stay"
DATE = "May 4, 2023"
PARAGRAPHS = [
    "On 3 April 2023, the River Guard announced that it would leave the Upper Delta.[1] The guard "
    "had come in 2020, at the request of the council, and it had been accused of killing at least "
    "twelve traders near Sofo in its first year alone.[2] Gen. A. B. Kone denied it.",
    "## The record",
    "In 2021, the guard carried out four raids with 1,500 men, according to U.S. officials, and "
    "lost 3.5 percent of them. The raids were counter-productive, said M. Sow, a well-known "
    "merchant: “We lost 20 to 80 boats. Nobody paid.”[3] The council called this “[m]ere "
    "rumour.”[4]",
    "river guard - raids and deaths",
    "An estimated 50 to 70 people died in the fighting,[5] and 112 families fled to the hills. "
    "The report of the ombudsman, published a year later and never discussed in the assembly, "
    "says that the number may be higher, because the dead of the northern villages were buried "
    "by night and entered in no register.[6]",
    "## Outlook",
    "It is unlikely that the successor will behave otherwise. Between 70 and 80% of its members "
    "wore the old uniform last year.[7]",
]
NOTES = [
    "“River Guard to leave the Delta,” Delta Times, April 3, 2023, "
    "https://www.delta-times.example/news/river-guard-to-leave-the-upper-delta-2023-04-03/; "
    "Jane Doe and Ali Ba, “Traders count their losses,” Coast Ledger, April 5, 2023, "
    "https://coast-ledger.example/2023/traders-count-losses.html.",
    "Ombudsman of the Delta, “The Sofo killings: what is known,” Office of the Ombudsman, "
    "March 1, 2022, https://ombudsman.example/reports/sofo-killings.",
    "Ibid.",
    "“River Guard to leave the Delta,” Delta Times, April 3, 2023, "
    "https://www.delta-times.example/news/river-guard-to-leave-the-upper-delta-2023-04-03/.",
    "“River Guard to leave the Delta,” Delta Times, April 3, 2023, "
    "https://www.delta-times.example/news/river-guard-to-leave-the-upper-delta-2023-04-03/.",
    "Ombudsman of the Delta, op. cit., p. 4.",
    "Issa Sow, « Les héritiers de la garde », Le Courrier du Delta, 12 mai 2023, "
    "https://courrier.example/heritiers.",
]
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def as_text() -> bytes:
    """Plain text: typed marks, typed note list."""
    body = [part.removeprefix("## ") for part in PARAGRAPHS]
    notes = [f"[{at}] {note}" for at, note in enumerate(NOTES, 1)]
    return "\n\n".join([TITLE, DATE, *body, *notes]).encode()


def as_markdown() -> bytes:
    """Markdown with footnotes."""
    body = [re.sub(r"\[(\d)\]", r"[^\1]", part) for part in PARAGRAPHS]
    notes = [f"[^{at}]: {note}" for at, note in enumerate(NOTES, 1)]
    return "\n\n".join([f"# {TITLE}", DATE, *body, *notes]).encode()


def as_html() -> bytes:
    """A page with navigation, linked marks and a linked note list."""
    mark = r'<sup id="r\1"><a href="#n\1">\1</a></sup>'
    body = [re.sub(r"\[(\d)\]", mark, _tagged(part)) for part in PARAGRAPHS]
    notes = [
        f'<li id="n{at}"><p>{escape(note)} <a href="#r{at}">↩</a></p></li>'
        for at, note in enumerate(NOTES, 1)
    ]
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Site</title></head>'
        "<body>"
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>'
        f"<article><h1>{TITLE}</h1><p>{DATE}</p>{''.join(body)}</article>"
        f'<section class="footnotes"><ol>{"".join(notes)}</ol></section>'
        '<footer><p>All rights reserved. <a href="/imprint">Imprint</a></p></footer></body></html>'
    )
    return page.encode()


def _tagged(part: str) -> str:
    tag = "h2" if part.startswith("## ") else "p"
    return f"<{tag}>{escape(part.removeprefix('## '), quote=False)}</{tag}>"


def as_docx(notes: list[str] = NOTES, paragraphs: list[str] = PARAGRAPHS) -> bytes:
    """A Word document with real footnotes."""
    body = [_styled(TITLE, "Title"), _styled(DATE, ""), *map(_paragraph, paragraphs)]
    footnotes = "".join(
        f'<w:footnote w:id="{at}">{_styled(note, "FootnoteText")}</w:footnote>'
        for at, note in enumerate(notes, 1)
    )
    return zipped(
        {
            "word/document.xml": f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {_W}>{footnotes}</w:footnotes>",
        }
    )


def _paragraph(part: str) -> str:
    return _styled(part.removeprefix("## "), "Heading2" if part.startswith("## ") else "")


def _styled(words: str, style: str) -> str:
    runs = []
    for piece in re.split(r"(\[\d\])", words):
        mark = re.fullmatch(r"\[(\d)\]", piece)
        inside = (
            f'<w:footnoteReference w:id="{mark[1]}"/>'
            if mark
            else f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
        )
        runs.append(f"<w:r>{inside}</w:r>")
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(runs)}</w:p>"


def zipped(parts: dict[str, str]) -> bytes:
    """An archive of the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return out.getvalue()


def as_typst(columns: int = 1) -> str:
    """The article as Typst source: footnotes at page feet, a running header, page numbers."""
    lines = [
        f"#set page(width: 120mm, height: 110mm, columns: {columns})",
        '#set page(numbering: "1", header: [Delta Papers 12])',
        "#set par(justify: true)",
        "#set text(hyphenate: true)",
        f"= {_typst(TITLE)}",
        DATE,
    ]
    for part in PARAGRAPHS:
        heading = "== " if part.startswith("## ") else ""
        words = re.split(r"\[(\d)\]", part.removeprefix("## "))
        made = [_typst(words[0])]
        for number, rest in zip(words[1::2], words[2::2], strict=True):
            made.append(f"#footnote[{_typst(NOTES[int(number) - 1])}]{_typst(rest)}")
        lines.append(heading + "".join(made))
    return "\n\n".join(lines)


def _typst(words: str) -> str:
    return re.sub(r"([\\#$*_`<>@~\[\]/\"'])", r"\\\1", words)


def as_pdf(folder: Path, source: str | None = None) -> bytes:
    """A PDF by the Typst compiler; raises ``ImportError`` where it is not installed."""
    import typst

    path = folder / "article.typ"
    path.write_text(source if source is not None else as_typst(), encoding="utf-8")
    compiled = typst.compile(str(path))
    assert isinstance(compiled, bytes)
    return compiled
