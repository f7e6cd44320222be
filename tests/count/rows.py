"""Tiny files in the providers' layouts, made of a few invented rows."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from ruamel.yaml import YAML

from counterclaim.case import Case
from counterclaim.demo.world.acled_layout import COLUMNS as ACLED
from counterclaim.demo.world.ucdp_layout import COLUMNS as UCDP
from counterclaim.ingest import ingest

UCDP_ROW = {
    "relid": "x",
    "active_year": "true",
    "code_status": "Clear",
    "type_of_violence": "1",
    "side_a": "Government of Aland",
    "side_b": "Blue Front",
    "number_of_sources": "2",
    "source_office": "Agency",
    "source_headline": "Fighting reported",
    "where_prec": "1",
    "where_coordinates": "Birk town",
    "adm_1": "North region",
    "country": "Aland",
    "country_id": "9",
    "region": "Africa",
    "event_clarity": "1",
    "date_prec": "1",
    "latitude": "1",
    "longitude": "2",
    "deaths_a": "0",
    "deaths_b": "0",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "low": "1",
    "best": "1",
    "high": "1",
}
ACLED_ROW = {
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Aland (2020-)",
    "inter1": "State forces",
    "actor2": "Blue Front",
    "inter2": "Rebel group",
    "interaction": "State forces-Rebel group",
    "iso": "999",
    "region": "Western Africa",
    "country": "Aland",
    "admin1": "North",
    "location": "Birk",
    "latitude": "1",
    "longitude": "2",
    "geo_precision": "1",
    "source": "Agency",
    "source_scale": "National",
    "fatalities": "1",
    "timestamp": "1700000000",
}
ACTORS = "id,name,kind,valid\nstate,Aland forces,state,\nfront,Blue Front,rebel,\n"
NAMES = (
    "actor,name,language,dataset,valid,judgement\n"
    "state,Government of Aland,,ucdp_ged,,\n"
    "state,Military Forces of Aland (2020-),,acled,,\n"
    "front,Blue Front,,,,\n"
)


def tiny_case(folder: Path, definitions: Mapping[str, object]) -> Case:
    """A case with a state and a front, and what ``definitions`` add to case.yaml."""
    Case.create(folder, title="tiny")
    (folder / "actors.csv").write_text(ACTORS, "utf-8")
    (folder / "actor_names.csv").write_text(NAMES, "utf-8")
    with (folder / "case.yaml").open("w", encoding="utf-8") as file:
        YAML().dump({"title": "tiny", **definitions}, file)
    return Case.open(folder)


def ucdp(case: Case, rows: Iterable[Mapping[str, object]], version: str = "24.1") -> None:
    """Takes rows in the release layout into the case; ``day`` and ``last`` give the dates."""
    full = []
    for number, row in enumerate(rows, start=1):
        day = str(row.get("day", "2022-03-04"))
        dates = {"date_start": day, "date_end": row.get("last", day), "year": day[:4]}
        own = {key: value for key, value in row.items() if key not in {"day", "last"}}
        full.append({**UCDP_ROW, "id": number, **dates, **own})
    file = _written(case, f"ged-{version}.csv", UCDP, full)
    ingest(case, [file], version=version)


def acled(case: Case, rows: Iterable[Mapping[str, object]]) -> None:
    """Takes rows in ACLED's layout into the case."""
    full = [
        {
            **ACLED_ROW,
            "event_id_cnty": f"ALA{number}",
            "event_date": row.get("day", "2022-03-04"),
            "year": str(row.get("day", "2022"))[:4],
            **{key: value for key, value in row.items() if key != "day"},
        }
        for number, row in enumerate(rows, start=1)
    ]
    ingest(case, [_written(case, "acled.csv", ACLED, full)])


SHEET = ("day", "group", "victims", "class", "killed", "least", "most")
MAPPING: dict[str, object] = {
    "columns": {
        "date": "day",
        "initiator": "group",
        "victims": "victims",
        "kind": "class",
        "low": "least",
        "best": "killed",
        "high": "most",
    },
    "kinds": {"raid": "one_sided", "clash": "battle"},
}


def sheet(case: Case, rows: Iterable[Mapping[str, object]]) -> None:
    """Takes rows of the analyst's own into the case, through its mapping ``own``."""
    row = {"day": "2022-03-04", "group": "Blue Front", "victims": "villagers", "class": "raid"}
    ingest(case, [_written(case, "own.csv", SHEET, [{**row, **more} for more in rows])], "own")


def _written(
    case: Case, name: str, columns: Iterable[str], rows: Iterable[Mapping[str, object]]
) -> Path:
    file = case.path.parent / f"{case.path.name}-{name}"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(columns))
        writer.writeheader()
        writer.writerows(rows)
    return file
