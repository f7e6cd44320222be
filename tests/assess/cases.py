"""Cases made of invented events on given days, with the assessments that a test declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from counterclaim.assess import Assessed, Result, assess
from counterclaim.case import Case
from tests.count.rows import acled, tiny_case

WINDOW = "2019/2022"
FIRST, LAST = date(2019, 1, 1), date(2022, 12, 31)
TODAY = date(2023, 2, 1)
OTHERS = {
    "state": ("Military Forces of Aland (2020-)", "Somebody"),
    "front": ("Blue Front", "Else"),
}
MEASURES: Mapping[str, Mapping[str, Any]] = {
    name: {"dataset": "acled", "counts": "acts", "actor": name, "title": f"attacks by the {name}"}
    for name in OTHERS
}
DEATHS = {"dataset": "acled", "actor": "state", "title": "deaths with the state"}


def case_with(
    folder: Path,
    assessments: Mapping[str, Mapping[str, Any]],
    state: Iterable[date] = (),
    front: Iterable[date] = (),
    rows: Iterable[Mapping[str, object]] = (),
) -> Case:
    """A case over 2019 to 2022 with one event a day given; ``rows`` add to ACLED's columns."""
    definitions = {
        "window": WINDOW,
        "measures": {**MEASURES, "deaths": DEATHS},
        "rules": {"coverage": {"acled": {"window": WINDOW}}},
        "assessments": assessments,
    }
    case = tiny_case(folder, definitions)
    acled(case, [*_rows("state", state), *_rows("front", front), *rows, *ENDS])
    return case


ENDS = [
    {"day": day, "actor1": "Nobody", "actor2": "Nobody else"}
    for day in ("2019-01-01", "2022-12-31")
]


def _rows(actor: str, days: Iterable[date]) -> Iterable[dict[str, object]]:
    first, second = OTHERS[actor]
    for number, day in enumerate(days):
        outlet = f"Agency {number % 5}"
        yield {"day": str(day), "actor1": first, "actor2": second, "source": outlet}


def scattered(seed: int, many: int, first: date = FIRST, last: date = LAST) -> list[date]:
    """Days drawn evenly from ``first`` to ``last``."""
    rng = np.random.default_rng(seed)
    days = rng.integers(0, (last - first).days + 1, many)
    return [first + timedelta(days=int(day)) for day in sorted(days)]


def only(assessed: Assessed) -> Result:
    """The one result."""
    (result,) = assessed.results
    return result


def run(case: Case, **options: Any) -> Result:
    """The one assessment of the case, run today."""
    return only(assess(case, on=TODAY, **options))
