"""The register of printed figures: written with each release, asked years later by code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.errors import NotFound
from counterclaim.model.answer import Answer, Status
from counterclaim.model.quantity import Quantity
from counterclaim.model.register import PrintedFigure
from counterclaim.report.release import Release
from counterclaim.report.scorecard import answer_json
from counterclaim.report.words import STATUS_WORDS, quantity_words

if TYPE_CHECKING:
    from counterclaim.case import Case


@dataclass(frozen=True)
class Printed:
    """A figure that a report prints: its code, what it says, and the snapshots behind it."""

    code: str
    answer: Mapping[str, Any]
    snapshots: tuple[str, ...] = ()


def printed(code: str, answer: Answer, snapshots: Sequence[str] = ()) -> Printed:
    """A printed answer of the counting."""
    return Printed(code, answer_json(answer), tuple(snapshots))


def enter(case: Case, release: Release, figures: Iterable[Printed]) -> int:
    """Add the figures of a release to ``register.csv``; gives how many rows are new.

    A release that was entered before changes nothing.
    """
    there = case.table("register")
    known = {(row.code, row.release) for row in there}
    rows = {
        figure.code: PrintedFigure(
            code=figure.code,
            release=release.id,
            date=release.date,
            answer=_compact(figure.answer),
            snapshots=figure.snapshots,
        )
        for figure in figures
    }
    new = [row for row in rows.values() if (row.code, row.release) not in known]
    if new:
        case.write("register", [*there, *new])
    return len(new)


def history(case: Case, code: str) -> tuple[PrintedFigure, ...]:
    """What releases printed under a code, oldest first; empty for a code that none printed."""
    rows = [row for row in case.table("register") if row.code == code]
    return tuple(sorted(rows, key=lambda row: (row.date, row.release)))


def history_lines(case: Case, code: str) -> list[str]:
    """``2026-11-22 (release ...): 299 (233-636), counted from ucdp_ged@25.1#...``."""
    return [
        f"{row.date or 'undated'} (release {row.release}): {printed_words(row)}"
        + (f", counted from {'; '.join(row.snapshots)}" if row.snapshots else "")
        for row in history(case, code)
    ]


def recalled(case: Case, code: str) -> str:
    """What every release printed under a code, for a code that no scorecard has any more.

    Raises ``NotFound`` where no release printed it.
    """
    lines = history_lines(case, code)
    if not lines:
        raise NotFound(
            "no release printed this code",
            file=case.path / "register.csv",
            seen=code,
            remedy="counterclaim report CASE enters every printed figure",
        )
    return "\n".join([f"{code}: printed, oldest first", *(f"  {line}" for line in lines)])


def printed_words(row: PrintedFigure) -> str:
    """What a release printed, in the words of the tables."""
    answer = json.loads(row.answer or "{}")
    status = answer.get("status", "ok")
    if status != "ok":
        return STATUS_WORDS[Status(status)]
    if "words" in answer:
        return str(answer["words"])
    return quantity_words(Quantity(answer.get("low"), answer.get("best"), answer.get("high")))


def _compact(answer: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in answer.items() if name not in {"details", "context"}}
    return json.dumps(
        kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=float
    )
