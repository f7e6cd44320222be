"""The tables of a report as plain rows: what the workbook, the CSV and the Parquet files hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from counterclaim.count.scorecard import Scored
from counterclaim.count.tables import titled
from counterclaim.report.claim_words import about, claim_words, speaker
from counterclaim.report.material import Material
from counterclaim.report.page import caption
from counterclaim.report.scorecard import CSV_COLUMNS, flat
from counterclaim.report.sections.actors import relation_words, share_words

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Sheet:
    """A table: a name for its file or tab, a title, columns and rows of plain values."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets(material: Material) -> tuple[Sheet, ...]:
    """Every table of the report that has rows, with sources and licences last."""
    clean = material.gate.text
    found = [*(_scored(s) for s in material.scored), *_ledger_sheets(material)]
    return tuple(_cleaned(sheet, clean) for sheet in found if sheet.rows)


def _cleaned(sheet: Sheet, clean: Callable[[str], str]) -> Sheet:
    rows = tuple(
        tuple(clean(value) if isinstance(value, str) else value for value in row)
        for row in sheet.rows
    )
    return Sheet(sheet.name, clean(sheet.title), sheet.columns, rows)


def _scored(scored: Scored) -> Sheet:
    rows = [flat(cell) for row in scored.rows for cell in row.cells]
    return _sheet(f"scorecard {scored.scorecard.id}", caption(scored), CSV_COLUMNS, rows)


def _sheet(
    name: str, title: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> Sheet:
    values = tuple(tuple(plain(row.get(c)) for c in columns) for row in rows)
    return Sheet(name, title, tuple(columns), values)


def plain(value: Any) -> Value:
    """A value that a spreadsheet knows: whole numbers as such, periods and names as text."""
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, Decimal | float):
        return int(value) if value == int(value) else float(value)
    return str(value)


def _ledger_sheets(material: Material) -> Iterator[Sheet]:
    yield _reported(material)
    yield _contested(material)
    yield _findings(material)
    yield _sites(material)
    yield _relations(material)
    yield _sources(material)
    yield _licences(material)


REPORTED = (
    *("id", "statement", "about", "figure", "low", "best", "high", "comparator", "counts"),
    *("actor", "target", "population", "place", "window", "voice", "status", "document"),
    *("locator", "citations"),
)


def _reported(material: Material) -> Sheet:
    ledger = material.ledger
    rows = []
    for claim in ledger.claims:
        cells: dict[str, Any] = dict(claim.cells()) | {
            "about": about(claim, ledger),
            "figure": claim_words(claim),
            "voice": speaker(claim, ledger),
        }
        ends = dict(zip(("low", "best", "high"), claim.quantity.ends, strict=True))
        rows.append(cells | ends)
    return _sheet("reported figures", "Reported figures", REPORTED, rows)


def _contested(material: Material) -> Sheet:
    rows = [
        {
            "matter": group.title,
            "id": claim.id,
            "figure": claim_words(claim),
            "voice": speaker(claim, material.ledger),
            "status": claim.status,
        }
        for group in material.contested
        for claim in group.claims
    ]
    columns = ("matter", "id", "figure", "voice", "status")
    return _sheet("contested figures", "Contested figures", columns, rows)


def _findings(material: Material) -> Sheet:
    columns = ("id", "kind", "severity", "verdict", "claims", "explanation", "settle")
    rows = [
        {**{c: getattr(f, c) for c in columns}, "claims": "; ".join(f.claims)}
        for f in (*material.findings, *(a.finding for a in material.assessments))
    ]
    return _sheet("findings", "Findings", columns, rows)


def _sites(material: Material) -> Sheet:
    columns = ("place", "function", "actor", "valid", "lat", "lon", "precision")
    rows = []
    for site, place in material.sites:
        row: dict[str, Any] = {c: getattr(site, c, None) for c in ("function", "actor", "valid")}
        row["place"] = place.name if place else site.place
        if place:
            row |= {c: getattr(place, c) for c in ("lat", "lon", "precision")}
        rows.append(row)
    return _sheet("sites", "Sites by dated function", columns, rows)


def _relations(material: Material) -> Sheet:
    rows = [
        {
            "relation": relation_words(r, material),
            "valid": r.valid,
            "share": share_words(r),
            "share_low": r.share_low,
            "share_high": r.share_high,
        }
        for r in material.ledger.relations
    ]
    columns = ("relation", "valid", "share", "share_low", "share_high")
    return _sheet("relations", "Actors through time", columns, rows)


def _sources(material: Material) -> Sheet:
    columns = ("id", "type", "author", "title", "outlet", "issued", "accessed", "address")
    rows = [
        {
            "id": d.id,
            "type": d.type,
            "author": "; ".join(_person(p) for p in d.author),
            "title": d.title,
            "outlet": d.container_title or d.publisher,
            "issued": d.date,
            "accessed": _day(d.accessed),
            "address": d.url,
        }
        for d in material.ledger.documents
    ]
    return _sheet("sources", "Sources", columns, rows)


def _day(value: Any) -> str:
    parts = value.date_parts[0] if value and value.date_parts else ()
    return "-".join(f"{part:0{4 if n == 0 else 2}d}" for n, part in enumerate(parts))


def _person(person: Mapping[str, Any]) -> str:
    given, family = str(person.get("given", "")), str(person.get("family", ""))
    return str(person.get("literal", "")) or ", ".join(part for part in (family, given) if part)


def _licences(material: Material) -> Sheet:
    columns = ("dataset", "snapshot", "released", "accessed", "filter", "licence", "citation")
    rows = [
        {
            "dataset": titled(s),
            "snapshot": s.id,
            "released": s.released,
            "accessed": s.retrieved,
            "filter": s.filters,
            "licence": s.licence or "not stated",
            "citation": s.citation,
        }
        for s in material.snapshots
    ]
    rows.append({"dataset": "all of this export", "licence": material.licence or "not stated"})
    return _sheet("licences", "Data and licences", columns, rows)
