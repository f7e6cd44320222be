"""From a case to what is published: every format asked for, through the gate, with a manifest."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterclaim.case.disk import write_whole
from counterclaim.errors import UnknownFormat
from counterclaim.report import bibliography, crate, manifest
from counterclaim.report.citations import with_notes
from counterclaim.report.document import Report
from counterclaim.report.extra import needs_report
from counterclaim.report.formats import docx, html, markdown, pdf, tables
from counterclaim.report.gate import Gate
from counterclaim.report.mapping import Layers, feature_collection, layers
from counterclaim.report.material import Material, material
from counterclaim.report.own_text import report_of
from counterclaim.report.pictures import Picture, pictures
from counterclaim.report.register import Printed, enter, printed
from counterclaim.report.sheets import Sheet, sheets

if TYPE_CHECKING:
    from counterclaim.case import Case

Progress = Callable[[str], None]


@dataclass
class Run:
    """One export in the making; each part is made once, when a format first asks for it."""

    material: Material
    language: str = "en"
    outputs: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def report(self) -> Report:
        """The report as a tree with citations."""
        return report_of(self.material)

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The report as a tree with notes."""
        return with_notes(self.report, self.material.ledger.document_of, self.material.case.path)

    @cached_property
    def layers(self) -> Layers:
        """What the map shows."""
        return layers(self.material)

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """The drawings."""
        return pictures(self.material, self.layers)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables."""
        return sheets(self.material)


@dataclass(frozen=True)
class Publication:
    """What was written. ``kept_back`` counts what the gate left out, coarsened or stripped."""

    release: str
    folder: Path
    paths: tuple[Path, ...]
    warnings: tuple[str, ...]
    kept_back: Mapping[str, int]


def publish(
    case: Case,
    formats: Sequence[str],
    *,
    public: bool = True,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Write the report of a case in the formats asked for, and enter its figures in the register.

    ``formats`` are keys of :data:`FORMATS`; ``out`` is ``out/`` in the case folder by default.
    Nothing is written before everything is made. Raises ``ExportRefused`` at the gate,
    ``UnknownFormat``, and ``MissingExtra`` where the extra ``report`` is not installed.
    """
    asked = _known(formats)
    tell = progress or (lambda _: None)
    Gate(case, public).refuse_rows(asked)
    with needs_report():
        tell("counting")
        run = Run(material(case, public=public))
        for name in asked:
            tell(name)
            run.outputs |= FORMATS[name](run)
    return _written(run, asked, out or case.path / "out")


def _written(run: Run, asked: Sequence[str], folder: Path) -> Publication:
    material = run.material
    stance = "--public" if material.gate.public else "--private"
    command = f"counterclaim report . --to {','.join(asked)} {stance}"
    warnings = run.report.warnings
    listed = manifest.write(material, run.outputs, command, warnings).encode()
    paths = []
    for path, content in [*sorted(run.outputs.items()), (manifest.NAME, listed)]:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
        paths.append(file)
    enter(material.case, material.release, figures(run))
    kept = dict(sorted(material.gate.kept.items()))
    return Publication(material.release.id, folder, tuple(paths), warnings, kept)


def figures(run: Run) -> list[Printed]:
    """Every figure and refusal that the report prints, with its code."""
    cells = [c for s in run.material.scored for row in s.rows for c in row.cells]
    found = [printed(c.code, c.answer, [c.snapshot.id] if c.snapshot else []) for c in cells]
    return [*found, *run.report.printed]


def _known(formats: Sequence[str]) -> list[str]:
    asked = list(dict.fromkeys(f.strip().lower() for f in formats if f.strip()))
    for name in asked:
        if name not in FORMATS:
            raise UnknownFormat("no such report format", seen=name, expected=", ".join(FORMATS))
    # The crate holds the outputs of the others, so it comes last.
    return sorted(asked or list(DEFAULT), key=list(FORMATS).index)


def _html(run: Run) -> dict[str, bytes]:
    report = run.report
    page = html.write(run.tree, run.pictures, years=run.layers.years, language=report.language)
    return {"report.html": page.encode()}


def _docx(run: Run) -> dict[str, bytes]:
    house = run.material.case.path / docx.HOUSE_TEMPLATE
    template = house if house.is_file() else None
    return {"report.docx": docx.write(run.tree, run.pictures, template=template)}


def _pdf(run: Run) -> dict[str, bytes]:
    release = run.material.release
    content = pdf.write(run.tree, run.pictures, release=release, language=run.report.language)
    return {"report.pdf": content}


def _markdown(run: Run) -> dict[str, bytes]:
    text = markdown.write(run.tree, run.pictures)
    return {"report.md": text.encode(), **_charts(run)}


def _charts(run: Run) -> dict[str, bytes]:
    """Every picture as SVG and PNG."""
    found: dict[str, bytes] = {}
    for picture in run.pictures.values():
        found[f"charts/{picture.name}.svg"] = picture.wide.encode()
        found[f"charts/{picture.name}.png"] = picture.png
    return found


def _xlsx(run: Run) -> dict[str, bytes]:
    return {"report.xlsx": tables.workbook(run.sheets)}


def _csv(run: Run) -> dict[str, bytes]:
    return {
        f"tables/{tables.file_name(sheet.name)}.csv": tables.csv_text(sheet).encode()
        for sheet in run.sheets
    }


def _parquet(run: Run) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        paths = tables.parquet(run.sheets, run.material, Path(name))
        return {f"tables/{path.name}": path.read_bytes() for path in paths}


def _geojson(run: Run) -> dict[str, bytes]:
    found = run.material.gate.value(feature_collection(run.layers))
    return {"map.geojson": json.dumps(found, ensure_ascii=False, indent=1).encode()}


def _bibliography(run: Run) -> dict[str, bytes]:
    documents = run.material.ledger.documents
    return {
        "bibliography.json": bibliography.write(documents, "csl").encode(),
        "bibliography.bib": bibliography.write(documents, "bibtex").encode(),
        "bibliography.ris": bibliography.write(documents, "ris").encode(),
    }


def _crate(run: Run) -> dict[str, bytes]:
    return {"crate.zip": crate.write(run.material, run.outputs)}


FORMATS: Mapping[str, Callable[[Run], dict[str, bytes]]] = {
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
    "md": _markdown,
    "charts": _charts,
    "xlsx": _xlsx,
    "csv": _csv,
    "parquet": _parquet,
    "geojson": _geojson,
    "bib": _bibliography,
    "crate": _crate,
}
"""Every format by the name that ``--to`` takes."""

DEFAULT = ("html", "docx", "pdf", "xlsx", "csv", "bib")
"""What is written where nothing is asked for."""
