"""The report as DOCX: real footnotes, table styles and captions that a house template restyles."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counterclaim.report.formats.archive import settled
from counterclaim.report.formats.trees import as_image, with_pictures
from counterclaim.report.pandoc import convert, run
from counterclaim.report.pictures import Picture
from counterclaim.report.tree import Block, plain_text, walk

HOUSE_TEMPLATE = "reference.docx"
"""A DOCX of this name in the case folder lends its styles to the report."""


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
        blocks = with_widths(drawn["blocks"])
        convert({**drawn, "meta": meta, "blocks": blocks}, options, folder=folder)
        return settled((folder / "report.docx").read_bytes(), _without_people)


def with_widths(blocks: list[Block]) -> list[Block]:
    """Columns as wide as their text wants, together as wide as the page."""
    for table in (node for node in walk(blocks) if node["t"] == "Table"):
        rows = [row[1] for row in table["c"][3][1]]
        rows += [row[1] for body in table["c"][4] for row in body[3]]
        lengths = [[_length(cell[4]) for cell in row] for row in rows]
        wanted = [_wanted(column) for column in zip(*lengths, strict=True)]
        for column, width in zip(table["c"][2], wanted, strict=True):
            column[1] = {"t": "ColWidth", "c": round(width / sum(wanted), 4)}
    return blocks


def _length(cell: list[Block]) -> int:
    """Letters of a cell, without those of its notes."""
    notes = sum(len(plain_text(node["c"])) for node in walk(cell) if node["t"] == "Note")
    return len(plain_text(cell)) - notes


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


_SIZE = '<w:sz w:val="18"/><w:szCs w:val="18"/>'


def _styled(styles: str) -> str:
    styles = re.sub(r'<w:color [^>]*w:val="(?!auto)[0-9A-Fa-f]{6}"[^>]*/>', "", styles)
    at = styles.find('w:styleId="Table"')
    before, table = styles[:at], styles[at:]
    return before + table.replace("<w:tblPr>", f"<w:rPr>{_SIZE}</w:rPr><w:tblPr>{_RULES}", 1)


def _without_people(name: str, content: bytes) -> bytes:
    """Core properties keep the title and lose creator, editor and dates."""
    if name != "docProps/core.xml":
        return content
    text = content.decode()
    for tag in ("dc:creator", "cp:lastModifiedBy", "dcterms:created", "dcterms:modified"):
        text = re.sub(rf"<{tag}[^>]*>.*?</{tag}>|<{tag}[^>]*/>", "", text, flags=re.DOTALL)
    return text.encode()
