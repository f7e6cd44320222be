"""The report of a case: the default one, or the analyst's own ``report.md`` with figures bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from counterclaim.errors import CounterclaimError, NotFound, PeriodError
from counterclaim.report.bindings import BLOCKS, Bindings
from counterclaim.report.document import Report, default_report, lacking
from counterclaim.report.material import Material
from counterclaim.report.net import netted
from counterclaim.report.pandoc import read_markdown
from counterclaim.report.release import OWN_TEXT
from counterclaim.report.sections import REQUIRED, SECTIONS
from counterclaim.report.tree import Block, Inline, plain_text, walk

_BRACES = re.compile(r"\{\{\s*([^{}\n]+?)\s*\}\}")
# Letters that pandoc leaves together and no analyst types: they hold a binding's place.
_MARK = "\ue000{}\ue001"
_MARKED = re.compile("\ue000(\\d+)\ue001")
_NUMBER = re.compile(r"(?<![\w.-])\d[\d,. ]*\d|(?<![\w.-])\d+")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/](?:\d{2}|(?:19|20)\d\d))*")
_DATED = re.compile(
    r"\b\d{1,2}(?:\s*[-–]\s*\d{1,2})?\s+(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b|\b(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\s+\d{1,2}\b|\d{4}-\d{2}(?:-\d{2})?"
)


def report_of(material: Material) -> Report:
    """The tree to render."""
    file = material.case.path / OWN_TEXT
    if not file.is_file():
        return default_report(material)
    return own_report(material, file.read_text(encoding="utf-8-sig"))


def own_report(material: Material, text: str) -> Report:
    """The analyst's text with its figures bound.

    Method note and data section are added where the text does not call for them. A binding that
    the case cannot answer raises ``NotFound`` with the line; a number that is bound to nothing is
    a warning.
    """
    said = [match[1] for match in _BRACES.finditer(text)]
    lines = [text.count("\n", 0, match.start()) + 1 for match in _BRACES.finditer(text)]
    counted = iter(range(len(said)))
    tree = read_markdown(_BRACES.sub(lambda _: _MARK.format(next(counted)), text))
    warnings = (*unbound(tree["blocks"]), *unknown_sources(tree["blocks"], material))
    bindings = Bindings(material)
    filled = _Filled(bindings, said, lines)
    blocks = [*lacking(material), *filled.blocks(tree["blocks"])]
    called = {s.split()[1] for s in said if s.startswith("section ") and len(s.split()) > 1}
    for name in REQUIRED:
        if name not in called:
            blocks += netted(SECTIONS[name](material), material.gate.text)
    meta = tree["meta"]
    return Report(
        _text(meta, "title") or material.title,
        tuple(blocks),
        style=_text(meta, "csl"),
        language=_text(meta, "lang") or "en",
        warnings=warnings,
        printed=tuple(bindings.printed),
    )


class _Filled:
    """Puts words and blocks where the braces were."""

    def __init__(self, bindings: Bindings, said: list[str], lines: list[int]) -> None:
        self.bindings, self.said, self.lines = bindings, said, lines

    def blocks(self, blocks: list[Block]) -> list[Block]:
        """The blocks, with those that stand for others replaced."""
        found: list[Block] = []
        for block in blocks:
            alone = _MARKED.fullmatch(plain_text(block).strip()) if block["t"] == "Para" else None
            if alone and self.said[int(alone[1])].split()[0] in BLOCKS:
                found += self._asked(int(alone[1]), self.bindings.blocks)
            else:
                found.append(self._inside(block))
        return found

    def _inside(self, node: Any) -> Any:
        if isinstance(node, dict):
            return {name: self._inside(value) for name, value in node.items()}
        if not isinstance(node, list):
            return node
        found: list[Any] = []
        for item in node:
            if isinstance(item, dict) and item.get("t") == "Str" and _MARKED.search(item["c"]):
                found += self._split(item["c"])
            else:
                found.append(self._inside(item))
        return found

    def _split(self, text: str) -> Iterator[Inline]:
        for n, part in enumerate(_MARKED.split(text)):
            if n % 2:
                yield from self._asked(int(part), self.bindings.inline)
            elif part:
                yield {"t": "Str", "c": part}

    def _asked(self, at: int, answer: Any) -> list[Any]:
        try:
            gate = self.bindings.material.gate
            found: list[Any] = netted(answer(self.said[at]), gate.text)
        except (NotFound, PeriodError) as error:
            raise _located(error, self.lines[at]) from error
        return found


def _located(error: CounterclaimError, line: int) -> NotFound:
    return NotFound(
        error.message,
        file=OWN_TEXT,
        row=line,
        seen=error.seen,
        expected=error.expected,
        remedy="{{figure MEASURE PERIOD}}, {{claim ID}}, {{derivation ID}} or {{finding ID}}",
    )


def unbound(blocks: list[Block]) -> Iterator[str]:
    """A warning for every number in running text that is bound to nothing; dates are none."""
    for block in _running(_spoken(blocks)):
        text = plain_text(block)
        bare = _YEAR.sub("", _DATED.sub("", _MARKED.sub("", text)))
        for match in _NUMBER.finditer(bare):
            around = bare[max(0, match.start() - 30) : match.end() + 30].strip()
            yield f"unbound number {match[0].strip()!r} in {OWN_TEXT}: “… {around} …”"


def unknown_sources(blocks: list[Block], material: Material) -> Iterator[str]:
    """A warning for every key that the text cites and no source of the export has."""
    cites = (citation for node in walk(blocks) if node["t"] == "Cite" for citation in node["c"][0])
    for key in dict.fromkeys(str(citation["citationId"]) for citation in cites):
        if key not in material.ledger.document_of:
            yield f"no source has the key {key!r} that {OWN_TEXT} cites: no note is printed"


def _running(blocks: list[Block]) -> Iterator[Block]:
    for node in walk(blocks):
        if node["t"] in {"Para", "Plain"}:
            yield node


def _spoken(node: Any) -> Any:
    """Without notes, citations and code, whose numbers are nobody's figures."""
    if isinstance(node, list):
        kept = [
            item
            for item in node
            if not (isinstance(item, dict) and item.get("t") in {"Note", "Cite", "Code"})
        ]
        return [_spoken(item) for item in kept]
    if isinstance(node, dict):
        return {name: _spoken(value) for name, value in node.items()}
    return node


def _text(meta: Mapping[str, Any], name: str) -> str:
    return plain_text(meta[name]) or str(meta[name].get("c", "")) if name in meta else ""
