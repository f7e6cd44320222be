"""Records in ACLED's layouts: dyadic (31 columns) and actor-based, a row per actor.

The rows are invented; only the layout is ACLED's. Actor columns carry no direction, a joint
action has its second actor in an ``assoc_actor`` column, and there are no deaths by side.
"""

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
from counterclaim.demo.world.story import CIVILIANS, STATE, Story
from counterclaim.demo.world.truth import NOBODY, ONE_SIDED, Truth

Ints = NDArray[np.int64]

_LAYOUT = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region
country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes
fatalities tags timestamp
"""
COLUMNS: tuple[str, ...] = tuple(_LAYOUT.split())
API_COLUMNS: tuple[str, ...] = tuple(
    name for name in COLUMNS if name not in {"actor2", "assoc_actor_2", "inter2"}
)
SIDES = (("actor1", "actor2"), ("assoc_actor_1", "assoc_actor_2"), ("inter1", "inter2"))
INTER = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)
INTER_OF = np.array([0, 7, 7, 1, 1, 2, 6])  # of state, company, successor, front, ...
BATTLE, REMOTE, ABUSE, ODD = range(4)
CLASSES = ("battle", "remote_violence", "violence_against_civilians")
EVENT_TYPES = pa.array(
    ["Battles", "Explosions/Remote violence", "Violence against civilians", "Skirmishes"]
)
SUB_TYPES = pa.array(
    ["Armed clash", "Air/drone strike", "Attack", "Skirmish", "Remote explosive/landmine/IED"]
)
GEO_PRECISION = np.array([1, 2, 2, 3, 3])
VERBS = pa.array([" clashed with ", " fought ", " exchanged fire with ", " attacked "])
MOST_DEATHS = 2000


def keys(truth: Truth, records: Records) -> Ints:
    """Numbers behind the country code: unique, without a trace of which belong together."""
    return 1 + ((truth.number[records.at] * 4 + records.copy) * 22_695_477 + 101) % (1 << 27)


def event_class(truth: Truth, records: Records) -> Ints:
    """BATTLE, REMOTE, ABUSE, or ODD where the class is one that no codebook knows."""
    one_sided, remote = truth.kind[records.at] == ONE_SIDED, truth.remote[records.at]
    plain = np.where(remote, REMOTE, np.where(one_sided, ABUSE, BATTLE))
    return np.where(records.odd, ODD, plain)


def stated_day(records: Records) -> Ints:
    """The one day that is given: somewhere in the window where the date is coarse."""
    span = records.last - records.first + 1
    return records.first + np.where(span > 7, records.draw % span, 0)


def rows(
    truth: Truth,
    records: Records,
    story: Story,
    land: Gazetteer,
    pools: Pools,
    names: NameList,
    days: Calendar,
) -> pa.Table:
    """The records as a table with COLUMNS, in order."""
    n, day = len(records), stated_day(records)
    kind = event_class(truth, records)
    columns = _actors(truth, records, story, names)
    spelt = land.tables["acled"].take(records.place + land.entries * records.place_slip)
    places = {name: spelt.column(name).combine_chunks() for name in spelt.column_names}
    one_sided = truth.kind[records.at] == ONE_SIDED
    number = pa.array(keys(truth, records)).cast(pa.string())
    columns |= {
        "event_id_cnty": pc.binary_join_element_wise(story.code, number, ""),
        "event_date": days.write(day, "iso"),
        "year": pa.array(days.year(day)),
        "time_precision": pa.array(1 + np.searchsorted([1, 7], records.last - records.first + 1)),
        "disorder_type": pa.repeat("Political violence", n),
        "event_type": EVENT_TYPES.take(pa.array(kind)),
        "sub_event_type": SUB_TYPES.take(pa.array(_sub_type(truth, records, kind))),
        "civilian_targeting": _where(one_sided, "Civilian targeting"),
        "iso": pa.repeat(907, n),
        "region": pa.repeat("Western Africa", n),
        "country": pa.repeat(story.country, n),
        "admin1": places["adm_1"],
        "admin2": places["adm_2"],
        "admin3": pa.nulls(n, pa.string()),
        "location": places["name"],
        "latitude": places["latitude"],
        "longitude": places["longitude"],
        "geo_precision": pa.array(GEO_PRECISION[records.precision]),
        "source": pools.offices.take(pa.array((records.draw >> 7) % len(pools.offices))),
        "source_scale": pa.repeat("Subnational-National", n),
        "fatalities": pa.array(records.best),
        "tags": _where(records.draw % 29 == 0, "local administrators"),
        "timestamp": pa.array(day * 86_400 + 1_209_600 + records.draw % 604_800),
    }
    columns["notes"] = _notes(columns, records, pools, one_sided, days)
    return pa.table({name: columns[name] for name in COLUMNS})


def _where(true: NDArray[np.bool_], text: str) -> pa.Array:
    return pa.array([None, text]).take(pa.array(true.astype(np.int64)))


def _sub_type(truth: Truth, records: Records, kind: Ints) -> Ints:
    """Air strikes are the state's and the foreign forces'; others lay mines."""
    mine = (kind == REMOTE) & (truth.lead[records.at] > STATE + 2)
    return np.where(mine, 4, kind)


def _actors(truth: Truth, records: Records, story: Story, names: NameList) -> dict[str, pa.Array]:
    """The six actor columns: in battles either side may come first, partners in either order."""
    lead, partner, foe = (field[records.at] for field in (truth.lead, truth.partner, truth.foe))
    swap_partner = (partner != NOBODY) & (records.draw % 3 == 0)
    main = np.where(swap_partner, partner, lead)
    beside = np.where(swap_partner, lead, partner)
    swap = (foe != CIVILIANS) & (records.draw % 2 == 1)
    nobody = np.full(len(records), NOBODY)
    first, second = np.where(swap, foe, main), np.where(swap, main, foe)
    assoc_1, assoc_2 = np.where(swap, nobody, beside), np.where(swap, beside, nobody)
    day, no_slip = truth.first[records.at], np.zeros(len(records), dtype=np.bool_)
    inter_1, inter_2 = INTER_OF[first], INTER_OF[second]
    groups = _civil_groups(story, records, foe)
    return {
        "actor1": names.write(first, day, records.slip & ~swap),
        "assoc_actor_1": names.write(assoc_1, day, no_slip),
        "inter1": pa.array(INTER).take(pa.array(inter_1)),
        "actor2": names.write(second, day, records.slip & swap),
        "assoc_actor_2": pc.coalesce(names.write(assoc_2, day, no_slip), groups),
        "inter2": pa.array(INTER).take(pa.array(inter_2)),
        "interaction": _interaction(inter_1, inter_2),
    }


def _civil_groups(story: Story, records: Records, foe: Ints) -> pa.Array:
    """Who the civilians were, in a third of the rows: one group, or several with a semicolon."""
    farmers, women = f"Farmers ({story.country})", f"Women ({story.country})"
    texts = pa.array([None, farmers, f"{farmers}; {women}"])
    draw = (records.draw >> 9) % 9
    return texts.take(pa.array(np.where(foe == CIVILIANS, np.clip(draw - 6, 0, 2), 0)))


def _interaction(first: Ints, second: Ints) -> pa.Array:
    """Both classes of actor, the lower code first."""
    texts = pa.array([f"{a}-{b}" for a in INTER for b in INTER])
    return texts.take(pa.array(np.minimum(first, second) * len(INTER) + np.maximum(first, second)))


def _notes(
    columns: dict[str, pa.Array],
    records: Records,
    pools: Pools,
    one_sided: NDArray[np.bool_],
    days: Calendar,
) -> pa.Array:
    toll = ["No deaths were reported. "] + [f"{i} killed. " for i in range(1, MOST_DEATHS + 1)]
    return pc.binary_join_element_wise(
        "On ",
        days.write(stated_day(records), "words"),
        ", ",
        columns["actor1"],
        VERBS.take(pa.array(np.where(one_sided, 3, records.draw % 3))),
        columns["actor2"],
        " at ",
        columns["location"],
        ". ",
        pa.array(toll).take(pa.array(np.minimum(records.best, MOST_DEATHS))),
        pools.notes.take(pa.array((records.draw >> 3) % len(pools.notes))),
        "",
    )


def actor_rows(table: pa.Table) -> pa.Table:
    """A row per actor: each event twice, once from either side, so that deaths stand twice."""
    names = list(COLUMNS)
    swapped = {a: b for pair in SIDES for a, b in (pair, pair[::-1])}
    other = table.select([swapped.get(name, name) for name in names]).rename_columns(names)
    n = table.num_rows
    order = np.arange(2 * n).reshape(2, n).T.ravel()
    return pa.concat_tables([table, other]).take(order)


def api_actor_rows(table: pa.Table) -> pa.Table:
    """A row per actor as the interface sends it: the other side's columns left out."""
    return actor_rows(table).select(list(API_COLUMNS))
