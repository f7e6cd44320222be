"""Two files about the same invented happenings, each as its provider writes: no table of actors.

The truth is written first: day, village, parties and deaths. One file tells of it with the state
as "Government of ...", with districts, spans of days and places that are only near; the other with
the forces as "Military Forces of ... (2021-)", long forms behind a colon, plain letters, other
deaths, companions of the victims, and many events that the first does not hold.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from counterclaim.case import Case
from tests.count.rows import acled, ucdp

Row = dict[str, object]
START, DAYS = date(2023, 3, 1), 90
SYLLABLES = ("ba", "do", "gué", "ki", "lo", "mou", "na", "ri", "sé", "tu", "wa", "zo", "nia", "kha")


@dataclass(frozen=True)
class Style:
    """How both providers write one country and its parties."""

    country: tuple[str, str]
    state: tuple[str, tuple[str, ...]]
    rebels: Mapping[str, tuple[str, ...]]


STYLES = (
    Style(
        ("Mali", "Mali"),
        (
            "Government of Mali",
            ("Military Forces of Mali (2021-)", "Police Forces of Mali (2021-) Gendarmerie"),
        ),
        {
            "JNIM": ("JNIM: Group for Support of Islam and Muslims",),
            "IS": ("Islamic State (Greater Sahara)", "Islamic State Sahel Province (ISSP)"),
        },
    ),
    Style(
        ("Myanmar (Burma)", "Myanmar"),
        (
            "Government of Myanmar (Burma)",
            ("Military Forces of Myanmar (2021-)", "Military Forces of Myanmar (2021-) Air Wing"),
        ),
        {
            "KIO": ("KIO/KIA: Kachin Independence Organization/Kachin Independence Army",),
            "PDF": ("PDF: Peoples Defense Force", "Unidentified Armed Group (Myanmar)"),
        },
    ),
    Style(
        ("Somalia", "Somalia"),
        (
            "Government of Somalia",
            ("Military Forces of Somalia (2022-)", "Military Forces of Somalia (2022-) Danab"),
        ),
        {"Al-Shabaab": ("Al Shabaab",), "IS": ("Islamic State (Somalia)",)},
    ),
)


@dataclass(frozen=True)
class Village:
    """A place as both gazetteers have it."""

    name: str
    other_name: str
    district: str
    lat: float
    lon: float
    other: tuple[float, float]


def matched_files(
    folder: Path, style: Style, seed: int, happenings: int = 60
) -> tuple[Case, set[tuple[str, str]]]:
    """A case with both files, and the pairs of records that tell of one happening."""
    draw = random.Random(f"{style.country[0]} {seed}")
    villages = [_village(draw) for _ in range(90)]
    told, also = [], []
    for at in range(happenings):
        truth = _happening(draw, style, draw.choice(villages))
        told.append(_first(draw, style, truth, villages))
        if draw.random() < 0.75:
            also.append((at, _second(draw, style, truth, villages, draw.choice((0, 0, 0, 1, -1)))))
    also += [
        (-1, _second(draw, style, _happening(draw, style, draw.choice(villages), 0.3), villages, 0))
        for _ in range(3 * happenings)
    ]
    draw.shuffle(also)
    case = Case.create(folder, title="two files")
    ucdp(case, told)
    acled(case, [row for _, row in also])
    return case, {
        (f"ucdp_ged:{at + 1}", f"acled:ALA{number}")
        for number, (at, _) in enumerate(also, start=1)
        if at >= 0
    }


@dataclass(frozen=True)
class Happening:
    """What happened."""

    day: date
    village: Village
    rebel: str
    is_one_sided: bool
    by_state: bool
    deaths: int


def _village(draw: random.Random) -> Village:
    name = "".join(draw.choice(SYLLABLES) for _ in range(3)).capitalize()
    other = name.replace("é", "e").replace("mou", "mu").replace("kh", "k")
    district = draw.choice(["Alta", "Bero", "Cantu", "Doma", "Elfa"])
    lat, lon = 14 + 3 * draw.random(), 3 * draw.random()
    return Village(name, other, district, lat, lon, _moved(draw, lat, lon, abs(draw.gauss(0, 2))))


def _moved(draw: random.Random, lat: float, lon: float, km: float) -> tuple[float, float]:
    turn = draw.random() * 2 * math.pi
    return lat + km * math.sin(turn) / 111, lon + km * math.cos(turn) / 107


def _happening(
    draw: random.Random, style: Style, village: Village, deadly: float = 1.0
) -> Happening:
    deaths = max(1, round(draw.lognormvariate(1, 1))) if draw.random() < deadly else 0
    return Happening(
        START + timedelta(draw.randrange(DAYS)),
        village,
        draw.choice(sorted(style.rebels)),
        draw.random() < 0.4,
        draw.random() < 0.25,
        deaths,
    )


def _first(draw: random.Random, style: Style, truth: Happening, villages: list[Village]) -> Row:
    """The happening as UCDP tells it."""
    before, after = (draw.randint(0, 2), draw.randint(1, 2)) if draw.random() < 0.2 else (0, 0)
    attacker = style.state[0] if truth.by_state or not truth.is_one_sided else truth.rebel
    row: Row = {
        "day": str(truth.day - timedelta(before)),
        "last": str(truth.day + timedelta(after)),
        "date_prec": "2" if after else "1",
        "type_of_violence": "3" if truth.is_one_sided else "1",
        "side_a": attacker,
        "side_b": "Civilians" if truth.is_one_sided else truth.rebel,
        "country": style.country[0],
        "adm_1": "North region",
        "adm_2": f"{truth.village.district} district",
        "low": truth.deaths, "best": truth.deaths, "high": truth.deaths + draw.randint(0, 2),
    }  # fmt: skip
    return row | _first_place(draw, truth.village, villages)


def _first_place(draw: random.Random, village: Village, villages: list[Village]) -> Row:
    kind = draw.choices(("exact", "near", "district"), (0.55, 0.3, 0.15))[0]
    if kind == "district":
        name = f"{village.district} district"
        return {"where_prec": "3", "where_coordinates": name, "latitude": 15.5, "longitude": 1.5}
    close = [v for v in villages if math.hypot(v.lat - village.lat, v.lon - village.lon) < 0.22]
    at = draw.choice(close) if kind == "near" else village
    return {
        "where_prec": "2" if kind == "near" else "1",
        "where_coordinates": f"{at.name} village",
        "where_description": f"{village.name}, near {at.name}",
        "latitude": at.lat,
        "longitude": at.lon,
    }


def _second(
    draw: random.Random, style: Style, truth: Happening, villages: list[Village], days: int
) -> Row:
    """The happening as ACLED tells it, ``days`` off."""
    force, rebel = draw.choice(style.state[1]), draw.choice(style.rebels[truth.rebel])
    victims = f"Civilians ({style.country[1]})"
    attacker = force if truth.by_state or not truth.is_one_sided else rebel
    deaths = truth.deaths if draw.random() < 0.5 else round(truth.deaths * draw.uniform(0.5, 1.6))
    kind = "Violence against civilians" if truth.is_one_sided else "Battles"
    return {
        "day": str(truth.day + timedelta(days)),
        "event_type": kind,
        "sub_event_type": "Attack" if truth.is_one_sided else "Armed clash",
        "civilian_targeting": "Civilian targeting" if truth.is_one_sided else "",
        "actor1": attacker,
        "actor2": victims if truth.is_one_sided else rebel,
        "assoc_actor_2": f"Farmers ({style.country[1]})" if truth.is_one_sided else "",
        "country": style.country[1],
        "admin1": "North",
        "admin2": truth.village.district,
        "location": truth.village.other_name,
        "latitude": round(truth.village.other[0], 4),
        "longitude": round(truth.village.other[1], 4),
        "geo_precision": draw.choice(("1", "2")),
        "fatalities": deaths,
    }
