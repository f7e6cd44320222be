"""The analyst's own sheet: its card is made from a mapping in ``case.yaml``.

Our column -> their column. Besides the columns of events: ``date`` (one day), ``side_a`` and
``side_b`` (undirected), ``initiator``, ``target`` and ``victims`` (the analyst says who acted),
each with ``..._with`` for those who acted together, and the short forms of ``SHORT``.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from counterclaim.case import SheetMapping
from counterclaim.errors import DefinitionError
from counterclaim.ingest.cards import Card, Layout, RoleRule, card
from counterclaim.ingest.coverage import Facts
from counterclaim.ingest.fields import Forms
from counterclaim.ingest.release import UNKNOWN, Release
from counterclaim.ingest.source import Source
from counterclaim.model.event import EVENTS, KINDS

SHORT: Mapping[str, tuple[str, ...]] = {
    "date": ("from", "to"),
    "date_from": ("from",),
    "date_to": ("to",),
    "deaths": ("deaths_best",),
    "low": ("deaths_low",),
    "best": ("deaths_best",),
    "high": ("deaths_high",),
    "kind": ("native_kind",),
    "source": ("source_names",),
    "title": ("source_titles",),
    "year": ("provider_year",),
}
SIDES: Mapping[str, tuple[str, ...]] = {
    "a": ("initiator", "initiator_with", "side_a", "side_a_with"),
    "b": ("target", "target_with", "victims", "victims_with", "side_b", "side_b_with"),
}
_OURS = {column.name for column in EVENTS} - {"row", "kind", "released"} | {"kind"}
_ACCEPTED = sorted(_OURS | set(SHORT) | {field for fields in SIDES.values() for field in fields})


def mapped_card(key: str, mapping: SheetMapping) -> Card:
    """The card of the sheet that ``mapping`` (under ``key`` in ``case.yaml``) describes.

    Raises :class:`DefinitionError` for a column of ours that does not exist.
    """
    base = card("spreadsheet")
    _refuse_unknown(key, mapping)
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
    """Nothing beyond the mapping."""
    return {}


def release(file_name: str, facts: Facts, version: str = "") -> Release:
    """The version that the mapping states; the window from the first to the last event."""
    return Release(version or UNKNOWN, facts.first, facts.last)


def _refuse_unknown(key: str, mapping: SheetMapping) -> None:
    for ours in mapping.columns:
        if ours not in _ACCEPTED:
            near = get_close_matches(ours, _ACCEPTED, 1)
            raise DefinitionError(
                f"the mapping {key} names a column that events do not have"
                + (f": did you mean {near[0]}?" if near else ""),
                seen=ours,
                expected=", ".join(_ACCEPTED),
                remedy="write our column on the left and the sheet's column on the right",
            )


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
            if target in _OURS:
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
