"""How an invented world is misreported: each way of going wrong has a name and a share."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any

from counterclaim.errors import CounterclaimError


@dataclass(frozen=True)
class Noise:
    """Shares (0 to 1) of records that are touched; ``shift_days`` alone counts days.

    ``missing_*``              true events that the dataset does not hold
    ``misspelt_actors``        records whose actor is spelt wrongly (ACLED's layout and the survey:
                               UCDP's names come from its own coded list)
    ``misspelt_places``        records whose place name is spelt wrongly
    ``shifted_dates``          records dated up to ``shift_days`` off, without saying so
    ``coarse_dates``           records that give a window of days, and say so
    ``moved_places``           records placed at the nearest other village, without saying so
    ``coarse_places``          records placed near, or at a centroid, and say so
    ``different_deaths``       records whose deaths differ from the truth
    ``wide_ranges``            records whose low and high lie beyond what the difference needs
    ``doubles``                records that stand a second time under another id
    ``near_doubles``           likewise, with another date, place precision and deaths
    ``broken_order``           UCDP records whose best lies above high
    ``unknown_categories``     records of a class that the provider's codebook does not know
    ``impossible_coordinates`` records whose latitude or longitude is off the globe
    ``revised_added`` / ``revised_removed`` / ``revised_changed``
                               records that the next release of UCDP's layout adds, drops, changes
    """

    missing_ucdp: float = 0.08
    missing_acled: float = 0.10
    missing_survey: float = 0.40
    misspelt_actors: float = 0.01
    misspelt_places: float = 0.05
    shifted_dates: float = 0.06
    shift_days: int = 2
    coarse_dates: float = 0.06
    moved_places: float = 0.03
    coarse_places: float = 0.08
    different_deaths: float = 0.25
    wide_ranges: float = 0.30
    doubles: float = 0.003
    near_doubles: float = 0.005
    broken_order: float = 0.002
    unknown_categories: float = 0.0005
    impossible_coordinates: float = 0.0005
    revised_added: float = 0.03
    revised_removed: float = 0.01
    revised_changed: float = 0.04

    def __post_init__(self) -> None:
        """Raises :class:`CounterclaimError` for a share outside 0 to 1, or negative days."""
        for field in fields(self):
            value = getattr(self, field.name)
            top = 30 if field.name == "shift_days" else 1
            if not 0 <= value <= top:
                raise CounterclaimError(
                    f"The noise setting {field.name} is out of range.",
                    seen=value,
                    expected=f"a number from 0 to {top}",
                    remedy=f"give for instance {field.name}={field.default}",
                )


NONE = Noise(**{field.name: 0 for field in fields(Noise)})
HEAVY = Noise(
    missing_ucdp=0.15,
    missing_acled=0.20,
    missing_survey=0.50,
    misspelt_actors=0.05,
    misspelt_places=0.20,
    shifted_dates=0.12,
    shift_days=3,
    coarse_dates=0.12,
    moved_places=0.06,
    coarse_places=0.15,
    different_deaths=0.50,
    wide_ranges=0.60,
    doubles=0.01,
    near_doubles=0.02,
    broken_order=0.01,
    unknown_categories=0.005,
    impossible_coordinates=0.005,
    revised_added=0.06,
    revised_removed=0.03,
    revised_changed=0.12,
)
PRESETS = {"none": NONE, "modest": Noise(), "heavy": HEAVY}


def noise_of(text: str) -> Noise:
    """The noise that ``text`` spells: ``heavy``, ``key=value,key=value``, or a preset and keys.

    Raises :class:`CounterclaimError` for a key, preset or value that is not known.
    """
    noise = Noise()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        key, equals, value = part.partition("=")
        noise = _with(noise, key.strip(), value.strip()) if equals else _preset(key)
    return noise


def _preset(name: str) -> Noise:
    if name not in PRESETS:
        raise _unknown("preset of noise", name, list(PRESETS))
    return PRESETS[name]


def _with(noise: Noise, key: str, value: str) -> Noise:
    known = [field.name for field in fields(Noise)]
    if key not in known:
        raise _unknown("noise setting", key, known)
    try:
        number: Any = int(value) if key == "shift_days" else float(value)
    except ValueError as error:
        raise CounterclaimError(
            f"The noise setting {key} needs a number.", seen=value, expected="a share such as 0.05"
        ) from error
    return replace(noise, **{key: number})


def _unknown(what: str, seen: str, known: list[str]) -> CounterclaimError:
    near = get_close_matches(seen, known, n=1)
    return CounterclaimError(
        f"There is no such {what}.",
        seen=seen,
        expected=", ".join(known),
        remedy=f"did you mean {near[0]}?" if near else "choose one of these",
    )
