"""What a file could have held, so that absence can be judged: window, places, kinds, actors."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from counterclaim.ingest.cards import Card
from counterclaim.ingest.release import Release
from counterclaim.model.period import Period

MANY_COUNTRIES = 80
FEW_ROWS = 5
OTHERS = 3

# A day that is known to the week only may reach into a year that the file does not hold.
_FIRST = 'greatest(min("from"), make_date(min(provider_year), 1, 1))'
_LAST = 'least(max("to"), make_date(max(provider_year), 12, 31))'


@dataclass(frozen=True)
class Facts:
    """What the rows of a file say about its extent."""

    rows: int
    first: date | None
    last: date | None
    last_year: int | None
    released: str
    regions: int
    deathless: bool
    countries: tuple[str, ...]
    kinds: tuple[str, ...]
    initiators: tuple[str, ...]
    in_every_event: tuple[str, ...]
    actors: int


def opening(day: date) -> date:
    """The first day of an extract whose first event fell on ``day``.

    The year's first day for an event in January, the month's for one in its first week: nobody
    filters by less; otherwise the day itself.
    """
    if day.month == 1:
        return day.replace(day=1)
    return day.replace(day=1) if day.day <= 7 else day


def closing(day: date) -> date:
    """The month's last day for an event in its last week, otherwise the day itself."""
    last = month_end(day)
    return last if (last - day).days < 7 else day


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def facts(con: Any, events: str, participants: str) -> Facts:
    """The facts of an events file and its participants, both as relations in SQL."""
    row = con.execute(
        f"SELECT count(*), {_FIRST}, {_LAST}, "
        'max(coalesce(provider_year, year("to"))), max(released), count(DISTINCT region), '
        "coalesce(bool_or(deaths_high = 0 AND deaths_best = 0), false), "
        "list_sort(list(DISTINCT country) FILTER (country IS NOT NULL)), "
        "list_sort(list(DISTINCT kind) FILTER (kind IS NOT NULL)) "
        f"FROM {events}"
    ).fetchone()
    rows, first, last, last_year, released, regions, deathless, countries, kinds = row
    initiators = _names(con, participants, "role = 'initiator'")
    common = _names(
        con, participants, "role <> 'victims'", f"HAVING count(DISTINCT event) = {rows}"
    )
    armed = _count(con, participants)
    return Facts(
        rows,
        first,
        last,
        last_year,
        released or "",
        regions,
        deathless,
        tuple(countries or ()),
        tuple(kinds or ()),
        initiators,
        common,
        armed,
    )


def cover(
    card: Card, release: Release, found: Facts, stated: Mapping[str, Any] | None
) -> dict[str, Any]:
    """``window``, ``places``, ``kinds`` and ``actors`` of a snapshot; ``stated`` values win.

    A file that holds one country or only some kinds covers no more than these.
    """
    given = {key: value for key, value in (stated or {}).items() if value}
    return {
        "window": Period.of(release.start, release.end) if release.start or release.end else None,
        "places": _places(card, found),
        "kinds": _kinds(card, found),
        "actors": _actors(found),
    } | given


def _places(card: Card, found: Facts) -> tuple[str, ...]:
    everywhere = bool(card.regions) and found.regions >= card.regions
    return () if everywhere or len(found.countries) > MANY_COUNTRIES else found.countries


def _kinds(card: Card, found: Facts) -> tuple[str, ...]:
    every = set(card.codes.get("kind", {}).values()) - {"other"}
    return () if not every or every <= set(found.kinds) else found.kinds


def _actors(found: Facts) -> tuple[str, ...]:
    """The actors that an export was filtered by, where its rows show it.

    Rows of one-sided violence alone: the actor of every row, or the states where there are no
    others. Rows of several kinds: one actor who is in all of them, beside several others.
    """
    if found.rows < FEW_ROWS:
        return ()
    if found.kinds == ("one_sided",):
        states = all(name.startswith("Government of ") for name in found.initiators)
        return found.in_every_event or (found.initiators if states else ())
    alone = len(found.in_every_event) == 1 and len(found.kinds) > 1
    return found.in_every_event if alone and found.actors > OTHERS else ()


def _names(con: Any, participants: str, where: str, having: str = "") -> tuple[str, ...]:
    found = con.execute(
        f"SELECT name FROM {participants} WHERE {where} GROUP BY name {having} ORDER BY name"
    ).fetchall()
    return tuple(str(row[0]) for row in found)


def _count(con: Any, participants: str) -> int:
    found = con.execute(
        f"SELECT count(DISTINCT name) FROM {participants} WHERE role <> 'victims'"
    ).fetchone()
    return int(found[0])
