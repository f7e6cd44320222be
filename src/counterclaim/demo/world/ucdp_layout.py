"""Records as UCDP GED writes them: the release file (49 columns) and the web export (47)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from counterclaim.demo.world.days import Calendar
from counterclaim.demo.world.gazetteer import Gazetteer
from counterclaim.demo.world.observation import Records
from counterclaim.demo.world.phrases import Pools
from counterclaim.demo.world.story import (
    CIVILIANS,
    COMPANY,
    FRONT,
    MILITIA,
    MOVEMENT,
    STATE,
    SUCCESSOR,
    YEARS,
    Story,
    day_number,
)
from counterclaim.demo.world.truth import NOBODY, Truth

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_LAYOUT = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date
source_headline source_original where_prec where_coordinates where_description adm_1 adm_2
latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec
date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
gwnob
"""
COLUMNS: tuple[str, ...] = tuple(_LAYOUT.split())
WEB_COLUMNS: tuple[str, ...] = tuple(
    {"best": "best_est", "high": "high_est", "low": "low_est"}.get(name, name)
    for name in COLUMNS
    if name not in {"gwnoa", "gwnob"}
)
COUNTRY_ID, SPONSOR_ID = 5001, 5002
STATE_SIDE, JOINT_SIDE, SPONSOR_SIDE, FRONT_SIDE, MOVEMENT_SIDE, MILITIA_SIDE, PEOPLE = range(7)
SIDE_IDS = (5101, 5190, 5102, 6201, 6202, 6203, 1)
WHERE_PREC = np.array([1, 2, 3, 4, 6])  # of EXACT, NEAR, DISTRICT, REGION, COUNTRY
ODD_TYPE = 8  # no type of violence that the codebook knows
ID_SPACE = 1 << 27


@dataclass(frozen=True)
class Books:
    """UCDP's coded lists for one world: dyads, places, and where they start."""

    dyads: pa.Table
    places: pa.Table
    prefixes: pa.Array


def visible(truth: Truth, records: Records, story: Story) -> tuple[Ints, Ints]:
    """Lead and partner as this dataset names them: no partner before ``separable_from``."""
    named = truth.first >= day_number(story.separable_from)
    partner = np.where(named, truth.partner, NOBODY)
    return truth.lead[records.at], partner[records.at]


def keys(truth: Truth, records: Records) -> Ints:
    """Ids of the records: unique, and without a trace of which belong together."""
    plain = truth.number[records.at] * 4 + records.copy
    return 100_000 + (plain * 48_271_001 + 9_973) % ID_SPACE


def write_books(story: Story, land: Gazetteer) -> Books:
    """The coded lists; see :func:`rows` for how records point into them."""
    names = {name.actor: name.text for name in story.ucdp_names}
    sides = [names[STATE], f"{names[STATE]}, {names[COMPANY]}", names[COMPANY]]
    sides += [names[FRONT], names[MOVEMENT], names[MILITIA], names[CIVILIANS]]
    pairs = [(a, b) for a in range(7) for b in range(7)]
    dyads = pa.Table.from_pylist([_dyad(a, b, sides, story) for a, b in pairs])
    prefixes = [f"{story.code}-{year}-{_type(a, b)}-" for a, b in pairs for year in YEARS]
    return Books(dyads, _places(land), pa.array(prefixes))


def _type(a: int, b: int) -> int:
    if b == PEOPLE:
        return 3
    return 1 if a in {STATE_SIDE, JOINT_SIDE, SPONSOR_SIDE} else 2


def _dyad(a: int, b: int, sides: list[str], story: Story) -> dict[str, str | int | None]:
    kind, name = _type(a, b), f"{sides[a]} - {sides[b]}"
    conflict = f"{story.country}: Government" if kind == 1 else name
    governments = {STATE_SIDE: str(COUNTRY_ID), SPONSOR_SIDE: str(SPONSOR_ID)}
    governments[JOINT_SIDE] = f"{COUNTRY_ID}, {SPONSOR_ID}"
    number = 7000 + 10 * a + b
    return {
        "type_of_violence": kind,
        "conflict_dset_id": number,
        "conflict_new_id": 7900 if kind == 1 else number + 1000,
        "conflict_name": conflict,
        "dyad_dset_id": number,
        "dyad_new_id": number + 2000,
        "dyad_name": name,
        "side_a_dset_id": SIDE_IDS[a],
        "side_a_new_id": SIDE_IDS[a],
        "side_a": sides[a],
        "side_b_dset_id": 9999 if b == PEOPLE else SIDE_IDS[b],
        "side_b_new_id": SIDE_IDS[b],
        "side_b": sides[b],
        "gwnoa": governments.get(a),
        "gwnob": None,
    }


def _places(land: Gazetteer) -> pa.Table:
    """Place columns of every entry, rightly and wrongly spelt; PRIO-GRID cells of half a degree."""
    spelt = land.tables["ucdp"]
    lat, lon = (spelt.column(c).to_numpy() for c in ("latitude", "longitude"))
    cell = np.floor((lat + 90) * 2) * 720 + np.floor((lon + 180) * 2) + 1
    points = [f"POINT ({x} {y})" for x, y in zip(lon.tolist(), lat.tolist(), strict=True)]
    table = spelt.rename_columns(
        ["where_coordinates", "adm_1", "adm_2", "latitude", "longitude"]
    ).append_column("geom_wkt", pa.array(points))
    return table.append_column("priogrid_gid", pa.array(cell.astype(np.int64)))


def rows(
    truth: Truth,
    records: Records,
    story: Story,
    land: Gazetteer,
    pools: Pools,
    books: Books,
    days: Calendar,
) -> pa.Table:
    """The records as a table with COLUMNS, in order."""
    n, year = len(records), days.year(records.first)
    dyad = _dyad_of(truth, records, story)
    columns = _columns(books.dyads.take(dyad))
    kind = columns["type_of_violence"].to_numpy()
    columns["type_of_violence"] = pa.array(np.where(records.odd, ODD_TYPE, kind))
    columns |= _columns(books.places.take(records.place + land.entries * records.place_slip))
    columns |= _columns(pools.sources.take(_cited(truth, records, pools, days)))
    number = keys(truth, records)
    prefix = books.prefixes.take(pa.array(dyad * len(YEARS) + year - YEARS[0]))
    numbers = pa.array(number).cast(pa.string())
    where = pools.where.take(pa.array(records.draw % len(pools.where)))
    columns |= {
        "id": pa.array(number),
        "relid": pc.binary_join_element_wise(prefix, numbers, ""),
        "year": pa.array(year),
        "active_year": pa.repeat("true", n),
        "code_status": pa.repeat("Clear", n),
        "where_prec": pa.array(WHERE_PREC[records.precision]),
        "where_description": _described(columns, where),
        "country": pa.repeat(story.country, n),
        "country_id": pa.repeat(COUNTRY_ID, n),
        "region": pa.repeat("Africa", n),
        "event_clarity": pa.array(1 + (records.draw % 17 == 0)),
        "date_prec": pa.array(date_precision(records)),
        "date_start": days.write(records.first, "ged"),
        "date_end": days.write(records.last, "ged"),
    }
    columns |= _death_columns(records)
    return pa.table({name: columns[name] for name in COLUMNS})


def _columns(table: pa.Table) -> dict[str, pa.Array]:
    return {name: table.column(name) for name in table.column_names}


def _described(columns: dict[str, pa.Array], tail: pa.Array) -> pa.Array:
    """The place in words: its name, its district where there is one, and a remark."""
    district = pc.fill_null(columns["adm_2"].combine_chunks(), "no district given")
    name = columns["where_coordinates"].combine_chunks()
    return pc.binary_join_element_wise(name, ", ", district, tail, "")


def _death_columns(records: Records) -> dict[str, pa.Array]:
    a, b, civilians = (pa.array(records.sides[:, i]) for i in range(3))
    return {
        "deaths_a": a,
        "deaths_b": b,
        "deaths_civilians": civilians,
        "deaths_unknown": pa.array(records.unknown),
        "best": pa.array(records.best),
        "high": pa.array(records.high),
        "low": pa.array(records.low),
    }


def _dyad_of(truth: Truth, records: Records, story: Story) -> Ints:
    """Row of the dyad list: seven sides by seven."""
    lead, partner = visible(truth, records, story)
    side = np.array([STATE_SIDE, SPONSOR_SIDE, SPONSOR_SIDE, FRONT_SIDE, MOVEMENT_SIDE, 5, PEOPLE])
    a = np.where(partner == NOBODY, side[lead], JOINT_SIDE)
    return np.asarray(a * 7 + side[truth.foe[records.at]])


def _cited(truth: Truth, records: Records, pools: Pools, days: Calendar) -> Ints:
    """Row of the source pool: by month; titles name the foreign force in half of its events."""
    third = 3 * pools.variants // 4
    lead, partner = truth.lead[records.at], truth.partner[records.at]
    foreign = np.isin(lead, (COMPANY, SUCCESSOR)) | (partner != NOBODY)
    named = foreign & (records.draw % 20 < 11)
    variant = (records.draw >> 5) % third
    variant = np.where(named, third + variant % (pools.variants - third), variant)
    return np.asarray(days.month(records.first) * pools.variants + variant)


def date_precision(records: Records) -> Ints:
    """1 a day, 2 up to six days, 3 a week, 4 a month, 5 longer: from the recorded window."""
    return 1 + np.searchsorted([1, 6, 7, 31], records.last - records.first + 1)


def web_rows(table: pa.Table, records: Records, days: Calendar) -> pa.Table:
    """A release table as the web export has it: other names, US dates."""
    table = table.drop_columns(["gwnoa", "gwnob"]).rename_columns(list(WEB_COLUMNS))
    for name, when in (("date_start", records.first), ("date_end", records.last)):
        at = table.column_names.index(name)
        table = table.set_column(at, name, days.write(when, "web"))
    return table


def eligible(records: Records) -> Bools:
    """UCDP holds events with a death, or with a death in its high estimate."""
    return np.asarray(records.high > 0)
