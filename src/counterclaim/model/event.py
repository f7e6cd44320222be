"""The two bulk tables of a snapshot, declared once: events and participants.

A third shape, totals, holds what a provider publishes already added up (country-years,
dyad-years). All three are Parquet files; nothing here reads or writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "int64", "float64", "date", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a bulk table: its name, type and meaning."""

    name: str
    type: ColumnType
    meaning: str


EVENTS: tuple[Column, ...] = (
    Column("id", "string", "`dataset:provider_id`"),
    Column("row", "int64", "row of the file as a spreadsheet shows it (the header is row 1)"),
    Column("from", "date", "first day on which it may have happened"),
    Column("to", "date", "last day on which it may have happened"),
    Column("provider_year", "int64", "the year under which the provider counts it"),
    Column("provider_day", "date", "the day under which it counts it, where that is not the first"),
    Column("date_precision", "string", "day, days, week, month, longer"),
    Column("kind", "string", "class of event: see KINDS"),
    Column("native_kind", "string", "the provider's own class, as given"),
    Column("native_subkind", "string", "the provider's own subclass, as given"),
    Column("place", "string", "name of the place, as given"),
    Column("admin1", "string", "first-order division, as given"),
    Column("admin2", "string", "second-order division, as given"),
    Column("country", "string", "country, as given"),
    Column("region", "string", "world region, as given"),
    Column("lat", "float64", "latitude in degrees north, as given"),
    Column("lon", "float64", "longitude in degrees east, as given"),
    Column("place_precision", "string", "exact, near, admin2, admin1, region, country, world"),
    Column("deaths_low", "int64", "deaths in total, low"),
    Column("deaths_best", "int64", "deaths in total, best"),
    Column("deaths_high", "int64", "deaths in total, high"),
    Column("deaths_a", "int64", "deaths of side a, where the provider gives them"),
    Column("deaths_b", "int64", "deaths of side b, where the provider gives them"),
    Column("deaths_civilians", "int64", "deaths of civilians, where the provider gives them"),
    Column("deaths_unknown", "int64", "deaths of unknown status, where the provider gives them"),
    Column("sources", "int64", "number of sources that the provider names"),
    Column("source_names", "string", "the sources' names or offices, as given"),
    Column("source_titles", "string", "the cited titles, as given"),
    Column("note", "string", "the provider's notes or description of the place, as given"),
    Column("civilians_targeted", "boolean", "the provider says that civilians were the target"),
    Column("released", "string", "when the provider last changed the row, where it says so"),
)

PARTICIPANTS: tuple[Column, ...] = (
    Column("event", "string", "id of the event"),
    Column("row", "int64", "row of the event, a key that is quicker to join than its id"),
    Column("side", "string", "a or b: associated actors stand on the side that they support"),
    Column("field", "string", "the provider's field that the name stood in"),
    Column("name", "string", "the name, as given after splitting a joint one"),
    Column("given", "string", "the whole name as the provider wrote it"),
    Column("role", "string", "initiator, target, victims, party (undirected), unclear"),
    Column("basis", "string", "dataset, analyst or column order: what the role rests on"),
    Column("joint", "boolean", "acts together with another participant of its side"),
    Column("together", "int64", "how many participants stand on its side of the event"),
)

TOTALS: tuple[Column, ...] = (
    Column("id", "string", "`dataset:series:place:period`"),
    Column("series", "string", "what is added up, by the provider's column name"),
    Column("place", "string", "country, as given"),
    Column("subject", "string", "dyad or actor, where the total is of one"),
    Column("from", "date", "first day"),
    Column("to", "date", "last day"),
    Column("low", "int64", "low"),
    Column("best", "int64", "best"),
    Column("high", "int64", "high"),
)

# Classes of event that connectors map their own classes to. The first three are UCDP's types of
# organised violence; the rest are ACLED's event types.
KINDS: tuple[str, ...] = (
    "state_based",
    "non_state",
    "one_sided",
    "battle",
    "remote_violence",
    "violence_against_civilians",
    "riot",
    "protest",
    "strategic",
    "other",
)

ROLES: tuple[str, ...] = ("initiator", "target", "victims", "party", "unclear")
DATE_PRECISIONS: tuple[str, ...] = ("day", "days", "week", "month", "longer")
PLACE_PRECISIONS: tuple[str, ...] = (
    "exact",
    "near",
    "admin2",
    "admin1",
    "region",
    "country",
    "world",
)
# Coordinates of these are centroids: never drawn as points, never matched by distance.
CENTROIDS: tuple[str, ...] = ("admin2", "admin1", "region", "country", "world")


def kind_words(kind: str) -> str:
    """How a reader is shown a class of event: ``one-sided``, ``violence against civilians``."""
    hyphened = kind in {"state_based", "non_state", "one_sided"}
    return kind.replace("_", "-" if hyphened else " ")
