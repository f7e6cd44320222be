"""Short stable codes for cells: scorecard, period, place or actor, measure: ``T1-2024-J``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from counterclaim.model.measure import Measure, Scorecard
from counterclaim.model.period import Period


def scorecard_codes(scorecards: Mapping[str, Scorecard]) -> dict[str, str]:
    """The code of every scorecard: its own, or T1, T2 ... in the order of the case."""
    taken = {s.code for s in scorecards.values() if s.code}
    free = (f"T{n}" for n in range(1, 10_000) if f"T{n}" not in taken)
    return {name: card.code or next(free) for name, card in scorecards.items()}


def measure_codes(measures: Mapping[str, Measure]) -> dict[str, str]:
    """The code of every measure: its own, or the shortest unused one made of its id's initials."""
    taken = {m.code for m in measures.values() if m.code}
    codes: dict[str, str] = {}
    for name, measure in measures.items():
        codes[name] = measure.code or next(c for c in _proposals(name) if c not in taken)
        taken.add(codes[name])
    return codes


def cell_code(scorecard: str, period: Period, measure: str, by: str = "") -> str:
    """The code of a cell."""
    when = period.text.replace("/", "_")
    return "-".join(part for part in (scorecard, when, _slug(by), measure) if part)


def _proposals(name: str) -> list[str]:
    initials = "".join(word[0] for word in re.split(r"[^A-Za-z0-9]+", name) if word).upper() or "M"
    return [initials, *(f"{initials}{n}" for n in range(2, 10_000))]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_") or ("_" if text else "")
