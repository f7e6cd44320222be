"""Small invented files in the providers' layouts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from counterclaim.case import Case
from counterclaim.ingest.cards import card

Row = Mapping[str, object]
Write = Callable[..., Path]
"""The fixture ``write``: name, content and encoding of a file, to its path."""

GED = card("ucdp_ged").layouts["release"].columns
WEB = card("ucdp_ged").layouts["web_export"].columns
ACLED = card("acled").layouts["dyadic_2025"].columns


def ged_row(number: int, **changes: object) -> dict[str, object]:
    """An invented row of one-sided violence in UCDP's columns."""
    day = f"2021-03-{1 + number % 28:02d} 00:00:00.000"
    row: dict[str, object] = dict.fromkeys(GED, "") | {
        "id": 900_000 + number,
        "year": 2021,
        "active_year": "true",
        "type_of_violence": 3,
        "side_a": "Government of Arda",
        "side_b": "Civilians",
        "dyad_name": "Government of Arda - Civilians",
        "number_of_sources": 2,
        "source_headline": "Villagers tell of a raid",
        "source_office": "Arda Radio",
        "where_prec": 1,
        "where_coordinates": f"Town {number}",
        "where_description": "near the river,\nsouth of the ford",
        "adm_1": "Sévaré région",
        "latitude": f"{10 + number / 100:.4f}",
        "longitude": f"{-4 - number / 100:.4f}",
        "country": "Arda",
        "region": "Africa",
        "date_prec": 1,
        "date_start": day,
        "date_end": day,
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": number,
        "deaths_unknown": 0,
        "best": number,
        "high": number + 2,
        "low": max(0, number - 1),
    }
    return row | changes


def web_row(number: int, **changes: object) -> dict[str, object]:
    """The same row as the web site exports it: US dates and ``*_est``."""
    row = ged_row(number)
    for name in ("best", "high", "low"):
        row[f"{name}_est"] = row[name]
    for name in ("date_start", "date_end"):
        year, month, day = str(row[name])[:10].split("-")
        row[name] = f"{month}/{day}/{year} 00:00:00"
    return {column: row[column] for column in WEB} | changes


def acled_row(number: int, **changes: object) -> dict[str, object]:
    """An invented battle in ACLED's columns of 2025."""
    row: dict[str, object] = dict.fromkeys(ACLED, "") | {
        "event_id_cnty": f"ARD{number}",
        "event_date": f"2021-03-{1 + number % 28:02d}",
        "year": 2021,
        "time_precision": 1,
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Military Forces of Arda (2019-)",
        "inter1": "State forces",
        "actor2": "River Front",
        "inter2": "Rebel group",
        "iso": 999,
        "region": "Western Arda",
        "country": "Arda",
        "location": f"Town {number}",
        "latitude": 10 + number / 100,
        "longitude": -4,
        "geo_precision": 1,
        "source": "Arda Radio; River Post",
        "notes": f"Invented event {number}.",
        "fatalities": number,
        "timestamp": 1_700_000_000 + number,
    }
    return row | changes


def as_text(
    rows: Iterable[Row],
    *,
    delimiter: str = ",",
    end: str = "\n",
    trailing: str = "",
    rename: Callable[[str], str] = str,
) -> str:
    """Rows as CSV; ``trailing`` is put at the end of every row but the header."""
    listed = list(rows)
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=delimiter, lineterminator=trailing + end)
    csv.writer(sink, delimiter=delimiter, lineterminator=end).writerow(map(rename, listed[0]))
    writer.writerows([row.values() for row in listed])
    return sink.getvalue()


def rows_of(case: Case, snapshot: Any, part: Any, query: str = "*", rest: str = "") -> list[Any]:
    """What a part of a snapshot holds, by a SELECT over it."""
    import duckdb

    file = case.data_file(snapshot, part)
    return list(duckdb.sql(f"SELECT {query} FROM read_parquet('{file}') {rest}").fetchall())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, to see that nothing changed."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}
