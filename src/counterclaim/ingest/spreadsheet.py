"""The analyst's own sheet: its card is made from a mapping in ``case.yaml``.

Our column -> their column. Besides the columns of events: ``date`` (one day), ``side_a`` and
``side_b`` (undirected), ``initiator``, ``target`` and ``victims`` (the analyst says who acted),
each with ``..._with`` for those who acted together, and the short forms of ``SHORT``.
"""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.case import SheetMapping
from counterclaim.case.sheet_columns import OURS, SHORT, SIDES
from counterclaim.errors import DefinitionError
from counterclaim.ingest.cards import Card, Layout, RoleRule, card
from counterclaim.ingest.coverage import Facts
from counterclaim.ingest.fields import Forms, given
from counterclaim.ingest.release import UNKNOWN, Release
from counterclaim.ingest.source import Source
from counterclaim.ingest.sql import blank, plain_whole
from counterclaim.model.event import KINDS


def mapped_card(key: str, mapping: SheetMapping) -> Card:
    """The card of the sheet that ``mapping`` (under ``key`` in ``case.yaml``) describes."""
    base = card("spreadsheet")
    stated = {"licence": mapping.licence, "title": mapping.title}
    return base.model_copy(
        update={
            "dataset": mapping.dataset or key,
            "layouts": {"mapped": _layout(key, mapping)},
            "columns": _columns(mapping),
            "codes": base.codes | {"kind": _kinds(mapping)},
            "sides": _sides(mapping),
            "roles": (*_roles(mapping), *base.roles),
            "date_format": mapping.date_format,
            "citation": (mapping.citation,) if mapping.citation else base.citation,
            "terms": mapping.terms,
        }
        | {name: value for name, value in stated.items() if value}
    )


def own(source: Source, forms: Forms) -> Mapping[str, str]:
    """A column of sources may hold names, separated by semicolons, as well as a number."""
    column = given(source, "sources")
    if column is None or given(source, "source_names") is not None:
        return {}
    number, names = plain_whole(column), f"CAST(len(string_split({column}, ';')) AS BIGINT)"
    return {
        "sources": f"CASE WHEN NOT {blank(column)} THEN coalesce({number}, {names}) END",
        "source_names": f"CASE WHEN NOT {blank(column)} AND {number} IS NULL THEN {column} END",
    }


def release(file_name: str, facts: Facts, version: str = "") -> Release:
    """The version that the mapping states; the window from the first to the last event."""
    return Release(version or UNKNOWN, facts.first, facts.last)


def _layout(key: str, mapping: SheetMapping) -> Layout:
    """Every mapped column is there; days, deaths and who acted stand in every row."""
    theirs = tuple(dict.fromkeys(mapping.columns.values()))
    always = {"date", "date_from", "from", "deaths", "best", "deaths_best", "initiator", "side_a"}
    filled = tuple(column for ours, column in mapping.columns.items() if ours in always)
    return Layout(title=f"mapping {key}", columns=theirs, required=theirs, filled=filled)


def _columns(mapping: SheetMapping) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for ours, theirs in mapping.columns.items():
        for target in SHORT.get(ours, (ours,)):
            if target in OURS:
                found[target] = (theirs,)
    found["to"] = tuple(dict.fromkeys((*found.get("to", ()), *found.get("from", ()))))
    return {target: theirs for target, theirs in found.items() if theirs}


def _sides(mapping: SheetMapping) -> dict[str, tuple[str, ...]]:
    return {
        side: tuple(mapping.columns[f].strip().lower() for f in fields if f in mapping.columns)
        for side, fields in SIDES.items()
    }


def _kinds(mapping: SheetMapping) -> dict[str, str]:
    stated = mapping.kinds or {kind: kind for kind in KINDS}
    for theirs, ours in stated.items():
        if ours not in KINDS:
            raise DefinitionError(
                f"the mapping gives the class {theirs!r} a kind that does not exist",
                seen=ours,
                expected=", ".join(KINDS),
                remedy="correct it under mappings, kinds",
            )
    return {theirs.strip().lower(): ours for theirs, ours in stated.items()}


def _roles(mapping: SheetMapping) -> tuple[RoleRule, ...]:
    """Who acted, where the mapping says so."""
    if "initiator" not in mapping.columns:
        return ()
    stated: list[RoleRule] = [RoleRule(side="a", role="initiator", basis="analyst")]
    if "victims" in mapping.columns:
        stated.append(RoleRule(side="b", role="victims", basis="analyst"))
    if "target" in mapping.columns:
        stated.append(RoleRule(side="b", role="target", basis="analyst"))
    return tuple(stated)
