"""The report as DOCX: real footnotes, table styles and captions that a house template restyles."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from counterclaim.report.formats.archive import settled
from counterclaim.report.formats.trees import as_image, with_pictures, with_references
from counterclaim.report.pandoc import convert, run
from counterclaim.report.pictures import Picture
from counterclaim.report.tree import Block, Inline, plain_text, raw_inline, walk

HOUSE_TEMPLATE = "reference.docx"
"""A DOCX of this name in the case folder lends its styles to the report."""
_NAMES = {"small": "Small Print", "warning": "Warning"}
_BOOKMARK, _FIRST_BOOKMARK = "_Note", 100_000


def write(
    tree: dict[str, Any], pictures: Mapping[str, Picture], *, template: Path | None = None
) -> bytes:
    """The document, without an author or any date of its making.

    ``template`` is a DOCX whose styles are used instead of those shipped.
    """
    drawn = with_pictures(tree, pictures, lambda p: as_image(p, f"{p.name}.png", "6in"))
    meta = {name: tree["meta"][name] for name in ("title", "lang") if name in tree["meta"]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture in pictures.values():
            (folder / f"{picture.name}.png").write_bytes(picture.png)
        styles = folder / HOUSE_TEMPLATE
        styles.write_bytes(template.read_bytes() if template else reference())
        options = ["-t", "docx", "--reference-doc", str(styles), "-o", "report.docx"]
        blocks = _with_marks(with_references(_in_styles(drawn["blocks"]), _refer))
        convert({**drawn, "meta": meta, "blocks": with_widths(blocks)}, options, folder=folder)
        return settled((folder / "report.docx").read_bytes(), _finished)


def _in_styles(blocks: list[Block]) -> list[Block]:
    """Divisions whose class decides how they look, under a style that a house may change."""
    for node in walk(blocks):
        if node["t"] == "Div":
            names = [_NAMES[kind] for kind in node["c"][0][1] if kind in _NAMES]
            node["c"][0][2] += [["custom-style", name] for name in names[:1]]
    return blocks


def _refer(number: str) -> list[Inline]:
    """A field that follows the note's number, so that it stays right when notes are added."""
    return raw_inline(
        "openxml",
        f'<w:fldSimple w:instr=" NOTEREF {_BOOKMARK}{number} \\f \\h "><w:r><w:rPr><w:rStyle '
        f'w:val="FootnoteReference"/></w:rPr><w:t>{number}</w:t></w:r></w:fldSimple>',
    )


def _with_marks(blocks: list[Block]) -> list[Block]:
    """Every note within a bookmark that fields can name."""
    counter = count(1)

    def marked(node: Any) -> Any:
        if isinstance(node, list):
            return [part for item in node for part in _bookmarked(item, marked, counter)]
        if isinstance(node, dict):
            return {name: marked(value) for name, value in node.items()}
        return node

    return marked(blocks)  # type: ignore[no-any-return]


def _bookmarked(item: Any, marked: Callable[[Any], Any], counter: Iterator[int]) -> list[Any]:
    if not (isinstance(item, dict) and item.get("t") == "Note"):
        return [marked(item)]
    n = next(counter)
    # Far from the numbers that pandoc gives to the bookmarks of headings.
    start = f'<w:bookmarkStart w:id="{_FIRST_BOOKMARK + n}" w:name="{_BOOKMARK}{n}"/>'
    end = f'<w:bookmarkEnd w:id="{_FIRST_BOOKMARK + n}"/>'
    return [*raw_inline("openxml", start), item, *raw_inline("openxml", end)]


def with_widths(blocks: list[Block]) -> list[Block]:
    """Columns as wide as their text wants, together as wide as the page."""
    for table in (node for node in walk(blocks) if node["t"] == "Table"):
        heads = [row[1] for row in table["c"][3][1]]
        lengths = [[_longest_word(cell[4]) for cell in row] for row in heads]
        rows = [row[1] for body in table["c"][4] for row in body[3]]
        lengths += [[_length(cell[4]) for cell in row] for row in rows]
        wanted = [_wanted(column) for column in zip(*lengths, strict=True)]
        for column, width in zip(table["c"][2], wanted, strict=True):
            column[1] = {"t": "ColWidth", "c": round(width / sum(wanted), 4)}
    return blocks


def _length(cell: list[Block]) -> int:
    """Letters of a cell, without those of its notes."""
    notes = sum(len(plain_text(node["c"])) for node in walk(cell) if node["t"] == "Note")
    return len(plain_text(cell)) - notes


def _longest_word(cell: list[Block]) -> int:
    """A heading may stand in several lines, a word of it may not."""
    return max(map(len, plain_text(cell).split()), default=0)


def _wanted(lengths: tuple[int, ...]) -> int:
    """Short cells whole with room at their sides, long ones in several lines."""
    longest = max(lengths)
    return max(min(longest, 14) + 8, min(longest, 28))


def reference() -> bytes:
    """The styles that are shipped: pandoc's own, with rules in tables and plain black headings."""
    source = run(["--print-default-data-file", "reference.docx"], b"")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            if info.filename == "word/styles.xml":
                text = _styled(text.decode()).encode()
            new.writestr(info, text)
    return settled(out.getvalue())


_RULES = (
    '<w:tblBorders><w:top w:val="single" w:sz="8" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="000000"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="BFBFBF"/></w:tblBorders>'
)


_BOX = ("top", "left", "bottom", "right")
_SIZE = '<w:sz w:val="18"/><w:szCs w:val="18"/>'


def _paragraphs(name: str, paragraph: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="BodyText"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{_SIZE if name == 'Small Print' else '<w:b/>'}</w:rPr>"
        "</w:style>"
    )


_SIDES = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="6"/>' for side in _BOX)
_OWN_STYLES = _paragraphs("Small Print", '<w:spacing w:before="40" w:after="40"/>') + _paragraphs(
    "Warning", f"<w:pBdr>{_SIDES}</w:pBdr>"
)


def _styled(styles: str) -> str:
    styles = styles.replace("</w:styles>", f"{_OWN_STYLES}</w:styles>")
    styles = re.sub(r'<w:color [^>]*w:val="(?!auto)[0-9A-Fa-f]{6}"[^>]*/>', "", styles)
    at = styles.find('w:styleId="Table"')
    before, table = styles[:at], styles[at:]
    return before + table.replace("<w:tblPr>", f"<w:rPr>{_SIZE}</w:rPr><w:tblPr>{_RULES}", 1)


def _finished(name: str, content: bytes) -> bytes:
    """Nobody's name in the properties, whole rows in tables, and notes numbered throughout."""
    if name == "docProps/core.xml":
        return _without_people(content.decode())
    return _settled_text(content.decode()) if name == "word/document.xml" else content


def _settled_text(text: str) -> bytes:
    # Some word processors take a section for a chapter and begin again at every heading.
    text = text.replace('<w:numRestart w:val="eachSect" />', '<w:numRestart w:val="continuous"/>')
    whole = "<w:cantSplit/>"
    text = text.replace("<w:tr><w:trPr>", f"<w:tr><w:trPr>{whole}")
    return re.sub(r"<w:tr>(?!<w:trPr>)", f"<w:tr><w:trPr>{whole}</w:trPr>", text).encode()


def _without_people(text: str) -> bytes:
    """Core properties keep the title and lose creator, editor and dates."""
    for tag in ("dc:creator", "cp:lastModifiedBy", "dcterms:created", "dcterms:modified"):
        text = re.sub(rf"<{tag}[^>]*>.*?</{tag}>|<{tag}[^>]*/>", "", text, flags=re.DOTALL)
    return text.encode()
