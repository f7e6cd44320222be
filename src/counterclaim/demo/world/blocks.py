"""One block of the world: its truth, what each dataset holds of it, and the rows of each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from counterclaim.demo.world import acled_layout, survey_layout, ucdp_layout
from counterclaim.demo.world.observation import COPIES, Records, break_order, recorded
from counterclaim.demo.world.revision import revise
from counterclaim.demo.world.scene import Scene
from counterclaim.demo.world.story import ACTORS
from counterclaim.demo.world.tally import Tally
from counterclaim.demo.world.truth import CLASSES, NOBODY, Truth, happen, stream

Ints = NDArray[np.int64]

BLOCK = 50_000  # events that are drawn and written together
UCDP_STREAM, ACLED_STREAM, SURVEY_STREAM, RELEASE_STREAM = 2, 3, 4, 5
ENDS = ("low", "best", "high")
FATAL_ENDS = ("fatal_low", "fatal_best", "fatal_high")
UCDP_LAYOUTS = frozenset({"ucdp", "ucdp_web", "ucdp_next"})
ACLED_LAYOUTS = frozenset({"acled", "acled_monadic", "acled_monadic_api"})


@dataclass
class Block:
    """What one block gives.

    ``tables`` rows by layout; ``links`` true event and record id; ``events`` the true events;
    ``revisions`` what the next release changed; ``covered`` and ``records`` tallies by dataset.
    """

    true: Tally = field(default_factory=lambda: Tally(CLASSES))
    tables: dict[str, pa.Table] = field(default_factory=dict)
    links: list[pa.Table] = field(default_factory=list)
    revisions: list[pa.Table] = field(default_factory=list)
    covered: dict[str, Tally] = field(default_factory=dict)
    records: dict[str, Tally] = field(default_factory=dict)
    held: dict[str, pa.Array] = field(default_factory=dict)
    events: list[pa.Table] = field(default_factory=list)


def play(scene: Scene, number: int) -> Block:
    """Draw block ``number`` and write it in every layout of the scene."""
    start = number * BLOCK
    span = (start, min(start + BLOCK, scene.events))
    truth = happen(scene.story, scene.land, scene.seed, number, span)
    block, layouts = Block(), set(scene.layouts)
    parties = (truth.lead, truth.partner, truth.foe)
    block.true.add(scene.days.year(truth.first), truth.kind, parties, truth.deaths)
    if layouts & UCDP_LAYOUTS:
        _play_ucdp(scene, truth, block, number)
    if layouts & ACLED_LAYOUTS:
        _play_acled(scene, truth, block, number)
    if "survey" in layouts:
        _play_survey(scene, truth, block, number)
    block.events.append(_true_events(scene, truth, block))
    return block


def _play_ucdp(scene: Scene, truth: Truth, block: Block, number: int) -> None:
    rng = stream(scene.seed, number, UCDP_STREAM)
    held = recorded(truth, scene.story, scene.land, scene.noise, scene.noise.missing_ucdp, rng)
    held = break_order(held.take(ucdp_layout.eligible(held)), scene.noise, rng)
    late = rng.random(len(held)) < scene.noise.revised_added
    records = held.take(~late)
    table = _ucdp_table(scene, truth, records, scene.books)
    if "ucdp" in scene.layouts:
        block.tables["ucdp"] = table
    if "ucdp_web" in scene.layouts:
        block.tables["ucdp_web"] = ucdp_layout.web_rows(table, records, scene.days)
    _link(block, "ucdp", truth, records, table.column("id").cast(pa.string()))
    _count_ucdp(scene, block, truth, records)
    if "ucdp_next" in scene.layouts:
        _play_next_release(scene, truth, block, number, (held, late))


def _ucdp_table(scene: Scene, truth: Truth, records: Records, books: ucdp_layout.Books) -> pa.Table:
    return ucdp_layout.rows(truth, records, scene.story, scene.land, scene.pools, books, scene.days)


def _count_ucdp(scene: Scene, block: Block, truth: Truth, records: Records) -> None:
    lead, partner = ucdp_layout.visible(truth, records, scene.story)
    ends = (records.low, records.best, records.high)
    kind = np.where(records.odd, len(CLASSES), truth.kind[records.at])
    tally = Tally(CLASSES, (*ENDS, *FATAL_ENDS))
    years = scene.days.year(records.first)
    extra = (*ends, *((end > 0).astype(np.int64) for end in ends))
    tally.add(years, kind, (lead, partner, truth.foe[records.at]), truth.deaths[records.at], extra)
    _cover(scene, block, "ucdp", truth, records, tally)


def _play_next_release(
    scene: Scene, truth: Truth, block: Block, number: int, before: tuple[Records, NDArray[np.bool_]]
) -> None:
    rng = stream(scene.seed, number, RELEASE_STREAM)
    records, changes = revise(*before, truth, scene.land, scene.noise, rng)
    table = _ucdp_table(scene, truth, records, scene.next_books)
    block.tables["ucdp_next"] = table
    block.revisions.append(changes)
    _link(block, "ucdp_next", truth, records, table.column("id").cast(pa.string()))


def _play_acled(scene: Scene, truth: Truth, block: Block, number: int) -> None:
    rng, noise = stream(scene.seed, number, ACLED_STREAM), scene.noise
    records = recorded(truth, scene.story, scene.land, noise, noise.missing_acled, rng)
    table = acled_layout.rows(
        truth, records, scene.story, scene.land, scene.pools, scene.acled_names, scene.days
    )
    writers = {
        "acled": lambda rows: rows,
        "acled_monadic": acled_layout.actor_rows,
        "acled_monadic_api": acled_layout.api_actor_rows,
    }
    for name in ACLED_LAYOUTS & set(scene.layouts):
        block.tables[name] = writers[name](table)
    _link(block, "acled", truth, records, table.column("event_id_cnty"))
    tally = Tally(acled_layout.CLASSES, ("fatalities",))
    kind = acled_layout.event_class(truth, records)
    days = acled_layout.stated_day(records)
    _count(scene, truth, records, tally, (kind, days), (records.best,))
    _cover(scene, block, "acled", truth, records, tally)


def _play_survey(scene: Scene, truth: Truth, block: Block, number: int) -> None:
    rng, noise = stream(scene.seed, number, SURVEY_STREAM), scene.noise
    records = recorded(truth, scene.story, scene.land, noise, noise.missing_survey, rng)
    names = scene.survey_names
    table = survey_layout.rows(truth, records, scene.land, scene.pools, names, scene.days)
    block.tables["survey"] = table
    _link(block, "survey", truth, records, table.column("id"))
    tally, kind = Tally(CLASSES, ENDS), np.where(records.odd, len(CLASSES), truth.kind[records.at])
    ends = (records.low, records.best, records.high)
    _count(scene, truth, records, tally, (kind, records.first), ends)
    _cover(scene, block, "survey", truth, records, tally)


def _count(
    scene: Scene,
    truth: Truth,
    records: Records,
    tally: Tally,
    kind_and_day: tuple[Ints, Ints],
    extra: Sequence[Ints],
) -> None:
    """Count records under the parties that they name, with the true deaths behind them."""
    kind, day = kind_and_day
    lead, partner, foe = (side[records.at] for side in (truth.lead, truth.partner, truth.foe))
    years = scene.days.year(day)
    tally.add(years, kind, (lead, partner, foe), truth.deaths[records.at], extra)


def _cover(
    scene: Scene, block: Block, dataset: str, truth: Truth, records: Records, tally: Tally
) -> None:
    """Keep the records' tally, and count each true event that the dataset holds once."""
    at, covered = np.unique(records.at), Tally(CLASSES)
    parties = (truth.lead[at], truth.partner[at], truth.foe[at])
    covered.add(scene.days.year(truth.first[at]), truth.kind[at], parties, truth.deaths[at])
    block.covered[dataset], block.records[dataset] = covered, tally


def _link(block: Block, dataset: str, truth: Truth, records: Records, ids: pa.Array) -> None:
    """Note which record describes which true event."""
    where = np.full(truth.number.size, -1)
    order = np.argsort(-records.copy, kind="stable")  # the first copy is written last, and stays
    where[records.at[order]] = order
    block.held[dataset] = ids.take(pa.array(where, mask=where < 0))
    columns = {
        "event": truth.number[records.at],
        "dataset": pa.repeat(dataset, len(records)),
        "record": ids,
        "copy": pa.array(COPIES).take(pa.array(records.copy)),
    }
    block.links.append(pa.table(columns))


def _true_events(scene: Scene, truth: Truth, block: Block) -> pa.Table:
    """The block's true events, with the id of the first record in each dataset, or null."""
    land, actors = scene.land, pa.array([*ACTORS, None])
    partner = np.where(truth.partner == NOBODY, len(ACTORS), truth.partner)
    names = land.tables["acled"].column("name").combine_chunks()
    nothing = pa.nulls(truth.number.size, pa.string())
    day = {k: pa.array(d.astype("datetime64[D]")) for k, d in _spans(truth).items()}
    return pa.table(
        {
            "event": truth.number,
            **day,
            "year": scene.days.year(truth.first),
            "place": names.take(pa.array(truth.place)),
            "latitude": land.lat[truth.place],
            "longitude": land.lon[truth.place],
            "class": pa.array(CLASSES).take(pa.array(truth.kind)),
            "remote": truth.remote,
            "lead": actors.take(pa.array(truth.lead)),
            "partner": actors.take(pa.array(partner)),
            "foe": actors.take(pa.array(truth.foe)),
            "attribution": pa.array(["alone", "joint"]).take(pa.array(truth.joint.astype(int))),
            "deaths_lead": truth.deaths[:, 0],
            "deaths_foe": truth.deaths[:, 1],
            "deaths_civilians": truth.deaths[:, 2],
            "deaths": truth.total,
            **{name: block.held.get(name, nothing) for name in ("ucdp", "acled", "survey")},
        }
    )


def _spans(truth: Truth) -> dict[str, Ints]:
    return {"date_from": truth.first, "date_to": truth.last}
