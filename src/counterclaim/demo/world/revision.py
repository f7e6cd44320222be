"""The next release of UCDP's layout: the same ids, some added, dropped or changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from counterclaim.demo.world.gazetteer import Gazetteer
from counterclaim.demo.world.noise import Noise
from counterclaim.demo.world.observation import DISTRICT, EXACT, Records
from counterclaim.demo.world.truth import Truth
from counterclaim.demo.world.ucdp_layout import keys

Bools = NDArray[np.bool_]
CHANGES = ("added", "removed", "deaths", "place")


def revise(
    held: Records,
    late: Bools,
    truth: Truth,
    land: Gazetteer,
    noise: Noise,
    rng: np.random.Generator,
) -> tuple[Records, pa.Table]:
    """The next release's records, and a table (record, change) of what differs from the first.

    ``held`` are all records, (n,) ``late`` those that the first release did not have yet. A
    change of deaths adds dead of unknown side and widens the range, so ranges still hold the
    truth; a change of place puts the record at its district's centroid.
    """
    n = len(held)
    removed = ~late & (rng.random(n) < noise.revised_removed)
    changed = ~late & ~removed & (rng.random(n) < noise.revised_changed)
    village = (held.precision == EXACT) & (held.place < land.villages)
    place = changed & village & (rng.random(n) < 0.5)
    deaths = changed & ~place
    number = keys(truth, held)
    marks = (late, removed, deaths, place)
    which = [np.flatnonzero(mark) for mark in marks]
    changes = pa.table(
        {
            "record": pa.array(number[np.concatenate(which)]).cast(pa.string()),
            "change": np.repeat(np.array(CHANGES), [found.size for found in which]).tolist(),
        },
        schema=pa.schema([("record", pa.string()), ("change", pa.string())]),
    )
    return _changed(held, deaths, place, land, rng).take(~removed), changes


def _changed(
    held: Records, deaths: Bools, place: Bools, land: Gazetteer, rng: np.random.Generator
) -> Records:
    more, wider = deaths * rng.integers(1, 4, len(held)), deaths * rng.integers(1, 4, len(held))
    district = land.levels[1, np.where(place, held.place, 0)]
    return replace(
        held,
        unknown=held.unknown + more,
        best=held.best + more,
        high=held.high + more + wider,
        place=np.where(place, district, held.place),
        precision=np.where(place, DISTRICT, held.precision),
    )
