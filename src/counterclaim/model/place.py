"""Places with their precision, and sites with a dated function."""

from __future__ import annotations

from counterclaim.model.actor import Valid
from counterclaim.model.record import Amount, Names, Record


class Place(Record):
    """A location; ``precision`` says what the coordinates stand for (see ``event.py``)."""

    id: str
    name: str
    aliases: Names = ()
    lat: Amount = None
    lon: Amount = None
    precision: str = ""
    country: str = ""
    admin1: str = ""


class Site(Record):
    """A place with a function (base, detention) that an actor held for a time."""

    id: str
    place: str
    function: str
    actor: str = ""
    valid: Valid = None
    citations: Names = ()
    sensitivity: str = ""
