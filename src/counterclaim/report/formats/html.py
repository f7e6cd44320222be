"""The report as one self-contained page that asks no server for anything: phone, desk and print."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from counterclaim.report.formats.trees import with_pictures, with_references
from counterclaim.report.page import stylesheet, template
from counterclaim.report.pandoc import convert
from counterclaim.report.pictures import Picture
from counterclaim.report.tree import Block, Inline, marked, plain_text, raw, raw_inline, walk

OPTIONS = (
    "-t",
    "html5",
    "--wrap=none",
    "--section-divs",
    "--no-highlight",
    "--shift-heading-level-by=1",
)


def write(
    tree: dict[str, Any], pictures: Mapping[str, Picture], *, years: tuple[int, ...], language: str
) -> str:
    """The page. ``years`` are those that the map's slider runs over.

    Charts are drawings; where scripts run, a button makes them answer to the pointer.
    """
    from markupsafe import Markup

    drawn = with_pictures(tree, pictures, lambda picture: [_figure(picture, years)])
    blocks = with_references(drawn["blocks"], _refer)
    body = convert({**drawn, "meta": {}, "blocks": _tables(blocks)}, OPTIONS).decode()
    specs = {p.name: p.spec for p in pictures.values() if p.spec}
    return template("report.html").render(
        title=plain_text(tree["meta"]["title"]),
        language=language,
        css=Markup(stylesheet()),
        contents=_contents(drawn["blocks"]),
        body=Markup(body),
        specs=Markup(_script_json(specs)) if specs else "",
        bundle=Markup(_bundle()) if specs else "",
    )


def _figure(picture: Picture, years: tuple[int, ...]) -> Block:
    slider = _slider(years) if picture.spec is None and len(years) > 1 else ""
    button = (
        f'<button type="button" class="explore" data-chart="{picture.name}" hidden>'
        "Explore this chart</button>"
        if picture.spec
        else ""
    )
    return raw(
        "html",
        f'<figure class="chart" id="{picture.name}">'
        f'<div class="wide">{picture.wide}</div><div class="narrow">{picture.narrow}</div>'
        f'{slider}{button}<div class="live" hidden></div></figure>',
    )


def _refer(number: str) -> list[Inline]:
    """A link to the note, as the first reference to it is."""
    return raw_inline("html", f'<sup><a href="#fn{number}" role="doc-noteref">{number}</a></sup>')


def _slider(years: tuple[int, ...]) -> str:
    last = len(years)
    names = html.escape(json.dumps(["all years", *map(str, years)]))
    return (
        f'<p class="slider" hidden><label for="map-year">Year on the map: '
        f'<output id="map-shown">all years</output></label> '
        f'<input id="map-year" type="range" min="0" max="{last}" value="0" step="1" '
        f'data-names="{names}"></p>'
    )


def _tables(blocks: list[Block]) -> list[Block]:
    """Tables scroll by themselves where they are wider than the page."""
    found: list[Block] = []
    for block in blocks:
        if block["t"] == "Table":
            name = plain_text(block["c"][1]) or "Table"
            keys = [["tabindex", "0"], ["role", "region"], ["aria-label", name]]
            found.append({"t": "Div", "c": [["", ["scroll"], keys], [_labelled(block)]]})
        elif block["t"] == "Div":
            block["c"][1] = _tables(block["c"][1])
            found.append(block)
        else:
            found.append(block)
    return found


def _labelled(table: Block) -> Block:
    """Each cell carries the heading of its column, for screens too narrow for columns."""
    table["c"][0][1].append("stack")
    headings = [_heading(cell[4]) for row in table["c"][3][1] for cell in row[1]]
    for body in table["c"][4]:
        for row in body[3]:
            for heading, cell in zip(headings, row[1], strict=False):
                cell[0][2].append(["data-label", heading])
                _held_together(cell[4])
    return table


def _held_together(cell: list[Block]) -> None:
    """A cell of several parts is one part, so that a note stays beside its figure."""
    for block in cell:
        if len(block["c"]) > 1:
            block["c"] = marked(block["c"])


def _heading(cell: Any) -> str:
    """The heading's words, its note letters in brackets."""
    letters = [plain_text(n["c"]) for n in walk(cell) if n["t"] == "Superscript"]
    words = plain_text(_without_letters(cell))
    return words + (f" ({','.join(letters)})" if letters else "")


def _without_letters(node: Any) -> Any:
    if isinstance(node, list):
        kept = [n for n in node if not (isinstance(n, dict) and n.get("t") == "Superscript")]
        return [_without_letters(item) for item in kept]
    if isinstance(node, dict):
        return {name: _without_letters(value) for name, value in node.items()}
    return node


def _contents(blocks: list[Block]) -> list[tuple[str, str]]:
    """Anchor and title of every main heading."""
    heads = [b["c"] for b in blocks if b["t"] == "Header" and b["c"][0] == 1]
    return [(head[1][0], plain_text(head[2])) for head in heads if head[1][0]]


def _script_json(value: Any) -> str:
    """JSON that no text in it can turn into markup."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return said.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _bundle() -> str:
    """Vega-Embed and what it needs, as one script that loads nothing."""
    import vl_convert

    code = str(vl_convert.javascript_bundle("window.drawChart = vegaEmbed;"))
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--")
