"""The story of an invented country: who fights in it, under which names, from which day.

Everything here is made up from a seed. The country lies in the open ocean, so that no place of
it can be taken for a real one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

STATE, COMPANY, SUCCESSOR, FRONT, MOVEMENT, MILITIA, CIVILIANS = range(7)
ACTORS = ("state", "company", "successor", "front", "movement", "militia", "civilians")
KINDS = ("state", "company", "company", "rebel", "rebel", "militia", "civilians")
FIRST_YEAR, LAST_YEAR = 2014, 2023
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
EPOCH = date(1970, 1, 1)
FIRST_DAY = (date(FIRST_YEAR, 1, 1) - EPOCH).days
LAST_DAY = (date(LAST_YEAR, 12, 31) - EPOCH).days

COUNTRIES = ("Orvenia", "Taskerra", "Belmoura", "Quendal", "Ysmere", "Dravonne", "Halcoste")
SPONSORS = ("Vostmark", "Quessaria", "Nordhelm", "Castelune", "Irmenau", "Ostravel")
COMPANIES = ("Halberd", "Ninefold", "Greylantern", "Ironbough", "Palisade")
CORPS = ("Meridian", "Longstride", "Farwatch", "Causeway")
LANDS = ("Saltmarsh", "Amber Coast", "Lowland", "Estuary", "Redcliff")
RIDGES = ("Grey Ridge", "High Terrace", "Cloudpass", "Stonefell")
WARDENS = ("Orchard", "Harvest", "Millstone", "Vineyard")


@dataclass(frozen=True)
class Name:
    """A dated string for an actor: ``since`` and ``until`` are days, both inclusive."""

    actor: int
    text: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Story:
    """What is true of the country and its parties, whatever any dataset says.

    ``present_from``    first day of the foreign company
    ``separable_from``  first day on which UCDP's layout names the foreign forces; before it a
                        joint event is recorded under the state alone
    ``handover``        first day of the successor; the company's last day is the day before
    ``share``           percent of the successor's people who came from the company, and the
                        range that is publicly reported: (low, true, high)
    """

    country: str
    sponsor: str
    code: str
    present_from: date
    separable_from: date
    handover: date
    regime_change: date
    renaming: date
    share: tuple[int, int, int]
    ucdp_names: tuple[Name, ...]
    acled_names: tuple[Name, ...]
    survey_names: tuple[Name, ...]
    renamed_in_next_release: tuple[str, str]

    @property
    def breaks(self) -> Ints:
        """Days (since 1970-01-01) that no recorded date crosses: years and turns of the story."""
        turns = (self.present_from, self.handover, self.regime_change, self.renaming)
        years = [date(year, 1, 1) for year in (*YEARS, LAST_YEAR + 1)]
        return np.array(sorted({(day - EPOCH).days for day in (*turns, *years)}), dtype=np.int64)

    def foreign(self, days: Ints) -> Ints:
        """The foreign force (company or successor) of each day."""
        return np.where(days < day_number(self.handover), COMPANY, SUCCESSOR)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def tell(seed: int) -> Story:
    """The story that belongs to ``seed``: names, turning days, personnel share."""
    rng = np.random.default_rng([seed, 7])
    country, sponsor = str(rng.choice(COUNTRIES)), str(rng.choice(SPONSORS))
    present = date(2016, 4, 1) + timedelta(int(rng.integers(500)))
    separable = date(present.year + int(rng.integers(2, 4)), 1, 1)
    handover = date(2021, 3, 1) + timedelta(int(rng.integers(560)))
    regime = date(2015, 6, 1) + timedelta(int(rng.integers(1200)))
    renaming = date(2017, 2, 1) + timedelta(int(rng.integers(1400)))
    company, corps = str(rng.choice(COMPANIES)), str(rng.choice(CORPS))
    front, ridge = str(rng.choice(LANDS)), str(rng.choice(RIDGES))
    wardens = f"{rng.choice(WARDENS)} Wardens"
    words = _Words(country, sponsor, company, corps, front, ridge, wardens)
    true = int(rng.integers(66, 84))
    return Story(
        country,
        sponsor,
        country[:3].upper(),
        present,
        separable,
        handover,
        regime,
        renaming,
        (true - int(rng.integers(2, 7)), true, true + int(rng.integers(2, 7))),
        _ucdp_names(words, handover),
        _acled_names(words, regime, renaming),
        _survey_names(words),
        (f"{front} Front", f"{front} Front for Renewal"),
    )


@dataclass(frozen=True)
class _Words:
    country: str
    sponsor: str
    company: str
    corps: str
    front: str
    ridge: str
    wardens: str


def _ucdp_names(w: _Words, handover: date) -> tuple[Name, ...]:
    """UCDP's habit: foreign contractors stand under the government that sent them."""
    sent = f"Government of {w.sponsor}"
    return (
        Name(STATE, f"Government of {w.country}"),
        Name(COMPANY, sent, None, handover - timedelta(1)),
        Name(SUCCESSOR, sent, handover),
        Name(FRONT, f"{w.front} Front"),
        Name(MOVEMENT, f"{w.ridge} Movement"),
        Name(MILITIA, w.wardens),
        Name(CIVILIANS, "Civilians"),
    )


def _acled_names(w: _Words, regime: date, renaming: date) -> tuple[Name, ...]:
    """ACLED's habit: armies are dated by their government; a new name replaces the old one."""
    year, forces = regime.year, f"Military Forces of {w.country}"
    return (
        Name(STATE, f"{forces} (2009-{year})", None, regime - timedelta(1)),
        Name(STATE, f"{forces} ({year}-)", regime),
        Name(COMPANY, f"{w.company} Company"),
        Name(SUCCESSOR, f"{w.corps} Corps"),
        Name(FRONT, f"{w.front} Front"),
        Name(MOVEMENT, f"{w.ridge} Movement", None, renaming - timedelta(1)),
        Name(MOVEMENT, f"United Assembly of {w.ridge}", renaming),
        Name(MILITIA, f"{w.wardens} Militia ({w.country})"),
        Name(CIVILIANS, f"Civilians ({w.country})"),
    )


def _survey_names(w: _Words) -> tuple[Name, ...]:
    return (
        Name(STATE, f"{w.country} army"),
        Name(COMPANY, f"{w.company} contractors"),
        Name(SUCCESSOR, f"{w.corps} Corps soldiers"),
        Name(FRONT, f"{w.front} fighters"),
        Name(MOVEMENT, f"{w.ridge} fighters"),
        Name(MILITIA, w.wardens),
        Name(CIVILIANS, "residents"),
    )
