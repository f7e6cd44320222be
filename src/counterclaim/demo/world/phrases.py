"""Invented sources, headlines and notes, as long and as untidy as real ones.

Texts are made once per world as pools; a record points into a pool. The pools have quotes,
commas, semicolons, letters beyond ASCII and line breaks, because real files have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from counterclaim.demo.world.story import COMPANY, SUCCESSOR, YEARS, Story

MONTHS = 12 * len(YEARS)

OFFICES = (
    "Coastal Herald",
    "Agence Océane",
    "Radio Brümel",
    "The Tidewater Monitor",
    "Veille Humanitaire, bulletin",
    "Observatory for Rural Safety",
    "Le Relais du Plateau",
    "Harbour Wire Service",
    "Kurier am Sund",
    "Mission d’observation, Note",
    "Señal Atlántica",
    "@plateau_watch",
    "Regional Rights Review",
    "Ministry of Defence, on its page",
)
SUBJECTS = (
    "Villagers",
    "Residents of three hamlets",
    "Traders on the market road",
    "Des habitants",
    "Local officials",
    "A council of elders",
    "Herders",
    "Survivors",
    "Zeugen aus dem Tal",
    "Two relief workers",
)
VERBS = (
    "describe a night of shooting",
    "report houses burnt and people missing",
    "dénoncent « des exécutions sommaires »",
    "count their dead after the clash",
    'dispute the army\'s account: "nobody here was armed"',
    "say that a convoy was ambushed, then the village searched",
    "speak of bodies found near the well",
    "ask for an inquiry; the authorities are silent",
    "confirm an exchange of fire",
    "flee towards the coast, some on foot",
)
TAILS = (
    "",
    "",
    ", according to a monthly summary",
    ": what is known so far",
    " - update no. 4",
    ", sources disagree on the toll",
    " (photographs)",
    ", le bilan s’alourdit",
    ", as fighting enters another week and roads to the district seat stay closed",
    ", while the ministry calls the operation “a full success”",
)
FOREIGN = (
    "{company} fighters seen beside the army",
    "Foreign soldiers and the army accused",
    "L’armée et les hommes de {company} mis en cause",
    "{sponsor} personnel named by witnesses",
)
WHERE = (
    "",
    "",
    ", near the old ferry landing",
    ", on the track to the salt pans",
    ", about 12 kilometres north of the district seat",
    " (also written with a double consonant in one report)",
    ", the hamlets of the eastern bank, and the road between them",
    ', a place that residents call "the three wells"',
    "\n\nnear the dry river bed",
    ",\nin the hills above the market, exact spot unclear",
    ", entre le marché et l’ancienne école",
    ", between the checkpoint and the fields that border the neighbouring district; the reports "
    "name two further hamlets without saying which of them was reached",
)
ORIGINAL = (
    None,
    "residents",
    "local officials",
    "military spokesperson; residents",
    "hospital staff",
    "témoins",
    "armed group's own statement",
    "relief workers; elders",
)
NOTES = (
    "Local sources gave differing accounts.",
    "The number of wounded is not known.",
    'A statement spoke of "bandits"; relatives said that those killed were farmers.',
    "Livestock was taken, and several houses were burnt.",
    "Les circonstances restent à préciser.",
    "Weapons were reportedly seized. Both sides claimed success in the days that followed, and no "
    "independent observer was able to reach the place for a week.",
    "One source dates the event a day later.",
    "Coding of the place follows the nearest named settlement.",
)


@dataclass(frozen=True)
class Pools:
    """Texts of a world.

    ``sources`` has MONTHS x ``variants`` rows: the sources that may be cited for an event of the
    month; the last quarter of the variants names foreign forces in a title.
    """

    variants: int
    sources: pa.Table
    where: pa.Array
    notes: pa.Array
    offices: pa.Array


def write_pools(seed: int, events: int, story: Story) -> Pools:
    """The pools of a world; larger worlds have more variants, so that few rows are alike."""
    rng = np.random.default_rng([seed, 13])
    variants = int(np.clip(events // 500, 24, 320)) // 4 * 4
    rows = [
        _bundle(rng, story, month, variant >= 3 * variants // 4)
        for month in range(MONTHS)
        for variant in range(variants)
    ]
    columns = (
        "number_of_sources",
        "source_article",
        "source_office",
        "source_date",
        "source_headline",
        "source_original",
    )
    table = pa.table({c: [row[i] for row in rows] for i, c in enumerate(columns)})
    pairs = [f"{a}; {b}" for a in OFFICES for b in OFFICES if a != b]
    return Pools(
        variants, table, pa.array(WHERE), pa.array(NOTES), pa.array([*OFFICES, *pairs[::7]])
    )


def _bundle(
    rng: np.random.Generator, story: Story, month: int, foreign: bool
) -> tuple[int, str, str, str, str, str | None]:
    """Sources of one event of ``month``: how many, articles, offices, dates, headlines, origin."""
    start = date(YEARS[0] + month // 12, month % 12 + 1, 1)
    count = int(rng.choice([1, 1, 1, 1, 1, 2, 3]))
    offices = [OFFICES[i] for i in rng.integers(0, len(OFFICES), count)]
    dates = [str(start + timedelta(int(d))) for d in rng.integers(1, 75, count)]
    titles = [_title(rng) for _ in range(count)]
    if foreign:
        titles[0] = f"{_mention(rng, story, start)}: {titles[0]}"
    articles = ";".join(
        f'"{office},{day},{title}"'
        for office, day, title in zip(offices, dates, titles, strict=True)
    )
    original = ORIGINAL[int(rng.integers(len(ORIGINAL)))]
    return count, articles, ";".join(offices), ";".join(dates), ";".join(titles), original


def _title(rng: np.random.Generator) -> str:
    a, b, c = (int(i) for i in rng.integers(0, 10, 3))
    return f"{SUBJECTS[a]} {VERBS[b]}{TAILS[c]}"


def _mention(rng: np.random.Generator, story: Story, start: date) -> str:
    at = SUCCESSOR if start >= story.handover else COMPANY
    company = next(name.text for name in story.acled_names if name.actor == at)
    form = FOREIGN[int(rng.integers(len(FOREIGN)))]
    return form.format(company=company, sponsor=story.sponsor)
