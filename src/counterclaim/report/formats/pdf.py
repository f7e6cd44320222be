"""The report as PDF: footnotes, page numbers, bookmarks, embedded fonts, tagged for readers."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from counterclaim.errors import CounterclaimError
from counterclaim.report.formats.trees import as_image, with_pictures
from counterclaim.report.pandoc import EPOCH_1980, convert
from counterclaim.report.pictures import Picture
from counterclaim.report.release import Release
from counterclaim.report.tree import Block, plain_text, raw

_STYLES = {
    "small": "#block[#set text(size: 8.5pt)",
    "warning": "#block(stroke: 1pt, inset: 8pt, width: 100%)[",
}


def write(
    tree: dict[str, Any], pictures: Mapping[str, Picture], *, release: Release, language: str
) -> bytes:
    """The PDF; only fonts that are shipped are used, so that it is the same everywhere."""
    import typst

    drawn = with_pictures(tree, pictures, lambda p: as_image(p, f"{p.name}.png"))
    blocks = _in_small_print(drawn["blocks"])
    body = convert(
        {**drawn, "meta": {}, "blocks": blocks}, ["-t", "typst-citations", "--wrap=none"]
    ).decode()
    # Pandoc sets tables in the middle; brackets in texts of the case are escaped.
    body = body.replace("align(center)[#table(", "align(left)[#table(")
    with tempfile.TemporaryDirectory() as name, _fonts() as fonts:
        folder = Path(name)
        for picture in pictures.values():
            (folder / f"{picture.name}.png").write_bytes(picture.png)
        source = folder / "report.typ"
        source.write_text(_preamble(tree, release, language) + body, encoding="utf-8")
        try:
            return bytes(
                typst.compile(
                    str(source),
                    root=str(folder),
                    font_paths=[str(fonts)],
                    ignore_system_fonts=True,
                    timestamp=EPOCH_1980,
                )
            )
        except typst.TypstError as error:
            raise CounterclaimError(
                "the PDF could not be set", seen=str(error)[:300], remedy="use --to html or docx"
            ) from error


def _in_small_print(blocks: list[Block]) -> list[Block]:
    """Divisions whose class decides how they look, in typst's own words."""
    found: list[Block] = []
    for block in blocks:
        classes = block["c"][0][1] if block["t"] == "Div" else []
        style = next((_STYLES[name] for name in classes if name in _STYLES), "")
        opened = [raw("typst", style), *block["c"][1], raw("typst", "]")] if style else [block]
        found += opened
    return found


def _fonts() -> Any:
    return as_file(files("counterclaim.report") / "fonts")


def _preamble(tree: dict[str, Any], release: Release, language: str) -> str:
    """The page, its type and its title; every text of the case enters as a quoted string."""
    title = json.dumps(plain_text(tree["meta"]["title"]), ensure_ascii=False)
    style = (files("counterclaim.report") / "styles" / "report.typ").read_text(encoding="utf-8")
    day = release.day
    date = f"datetime(year: {day.year}, month: {day.month}, day: {day.day})" if day else "none"
    lang = json.dumps(language[:2])
    return (
        f"{style}\n#set document(title: {title}, date: {date})\n#set text(lang: {lang})\n"
        f"#report-title({title})\n"
    )
