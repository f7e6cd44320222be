"""Records as an analyst's own simple sheet: one row an event, names as people say them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from counterclaim.demo.world.days import Calendar
from counterclaim.demo.world.gazetteer import Gazetteer
from counterclaim.demo.world.names import NameList
from counterclaim.demo.world.observation import Records
from counterclaim.demo.world.phrases import Pools
from counterclaim.demo.world.truth import ONE_SIDED, Truth

_LAYOUT = """
id date date_to place district region latitude longitude group with opponent type killed_min
killed killed_max source comment
"""
COLUMNS: tuple[str, ...] = tuple(_LAYOUT.split())
TYPES = pa.array(["fighting", "attack on civilians", "other"])


def keys(truth: Truth, records: Records) -> NDArray[np.int64]:
    """Numbers of the sheet's rows: unique, without a trace of which belong together."""
    return 1 + ((truth.number[records.at] * 4 + records.copy) * 69_069 + 5) % (1 << 27)


def rows(
    truth: Truth,
    records: Records,
    land: Gazetteer,
    pools: Pools,
    names: NameList,
    days: Calendar,
) -> pa.Table:
    """The records as a table with COLUMNS, in order."""
    day, lead = truth.first[records.at], truth.lead[records.at]
    steady = np.zeros(len(records), dtype=np.bool_)
    spelt = land.tables["survey"].take(records.place + land.entries * records.place_slip)
    number = pa.array(keys(truth, records)).cast(pa.string())
    kind = np.where(records.odd, 2, truth.kind[records.at] == ONE_SIDED)
    columns = {
        "id": pc.binary_join_element_wise("S", number, "-"),
        "date": days.write(records.first, "iso"),
        "date_to": days.write(records.last, "iso"),
        "place": spelt.column("name"),
        "district": spelt.column("adm_2"),
        "region": spelt.column("adm_1"),
        "latitude": spelt.column("latitude"),
        "longitude": spelt.column("longitude"),
        "group": names.write(lead, day, records.slip),
        "with": names.write(truth.partner[records.at], day, steady),
        "opponent": names.write(truth.foe[records.at], day, steady),
        "type": TYPES.take(pa.array(kind)),
        "killed_min": pa.array(records.low),
        "killed": pa.array(records.best),
        "killed_max": pa.array(records.high),
        "source": pools.offices.take(pa.array((records.draw >> 7) % len(pools.offices))),
        "comment": pools.notes.take(pa.array((records.draw >> 3) % len(pools.notes))),
    }
    return pa.table({name: columns[name] for name in COLUMNS})
