"""What an ingest reports: rows read, issues by rule, names never seen, what was noticed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counterclaim.model.snapshot import Issue, Snapshot


@dataclass(frozen=True)
class RuleCount:
    """How many rows broke a rule, and the first of them."""

    rule: str
    count: int
    message: str
    examples: tuple[Issue, ...]


@dataclass(frozen=True)
class Receipt:
    """One file, ingested. ``rows`` are events (or totals) after rows of one event were joined.

    ``new_names`` are names that no row of ``actor_names.csv`` knows, with their number of events;
    ``said`` what was noticed and read rightly; ``question`` what only the analyst can answer, with
    how to answer it. ``unchanged`` is true if the same file had been ingested before.
    """

    file: Path
    snapshot: Snapshot
    rows: int
    issues: tuple[RuleCount, ...] = ()
    new_names: tuple[tuple[str, int], ...] = ()
    said: tuple[str, ...] = ()
    question: str = ""
    unchanged: bool = False


@dataclass(frozen=True)
class Recognition:
    """What a file is: dataset, layout, and the columns that it lacks or has beyond the layout."""

    file: Path
    dataset: str
    layout: str
    version: str
    columns: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    said: tuple[str, ...]
