"""The report as one tree: the default one, or the analyst's own text with its figures bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.report.material import Material
from counterclaim.report.net import netted
from counterclaim.report.register import Printed
from counterclaim.report.sections import SECTIONS, method
from counterclaim.report.tree import Block, division, para, strong, walk, words

CLASS_WARNING = "warning"


@dataclass(frozen=True)
class Report:
    """``blocks`` is the tree; ``printed`` the codes of bound figures with their answers."""

    title: str
    blocks: tuple[Block, ...]
    style: str = ""
    language: str = "en"
    warnings: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the documents that the text cites, in the order of their first note."""
        named = [
            c["citationId"] for n in walk(list(self.blocks)) if n["t"] == "Cite" for c in n["c"][0]
        ]
        return tuple(dict.fromkeys(named))


def default_report(material: Material) -> Report:
    """Every section that the case supports."""
    blocks = opening(material)
    for section in SECTIONS.values():
        blocks += section(material)
    return Report(material.title, tuple(netted(blocks, material.gate.text)))


def lacking(material: Material) -> list[Block]:
    """What the first page must say where the note on method is not whole."""
    said = method.warning(material)
    return [division(CLASS_WARNING, [para(strong(said))])] if said else []


def opening(material: Material) -> list[Block]:
    """What stands on the first page before anything else."""
    found = lacking(material)
    if material.definitions.question:
        found.append(para(words(material.gate.text(material.definitions.question))))
    parts = [f"Dated {material.release.date}." if material.release.date else ""]
    parts += [f"Data under {material.licence}." if material.licence else ""]
    said = " ".join(part for part in parts if part)
    if said:
        found.append(division("small", [para(words(said))]))
    return found


def metadata(report: Report, references: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The tree's metadata: title, language and the cited documents."""
    return {
        "title": {"t": "MetaInlines", "c": words(report.title)},
        "lang": {"t": "MetaString", "c": report.language},
        "references": {"t": "MetaList", "c": list(references)},
        "suppress-bibliography": {"t": "MetaBool", "c": True},
        "link-citations": {"t": "MetaBool", "c": False},
    }
