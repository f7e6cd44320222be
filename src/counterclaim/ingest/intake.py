"""The order of an ingest: recognise, read, check, cover, keep.

Every file is read into a folder of its own first. Only when all of them are whole are they added
to the case, so that a file that is refused, or a process that is killed, leaves the case as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterclaim.errors import InputError
from counterclaim.ingest import narrower, participants, totals
from counterclaim.ingest.connectors import CONNECTORS
from counterclaim.ingest.coverage import cover
from counterclaim.ingest.open_file import Mappings, mapping_named, open_source
from counterclaim.ingest.reading import connect
from counterclaim.ingest.receipt import Receipt, Recognition, RuleCount
from counterclaim.ingest.release import UNKNOWN, Release, ucdp_version
from counterclaim.ingest.shaping import EVENTS, ISSUES, PARTICIPANTS, shape_events, write_issues
from counterclaim.ingest.source import Source
from counterclaim.ingest.sql import text
from counterclaim.model.period import Period
from counterclaim.model.snapshot import Issue, Snapshot

if TYPE_CHECKING:
    from counterclaim.case import Case

EXAMPLES = 3
TOTALS = "totals.parquet"


@dataclass(frozen=True)
class Stated:
    """What the analyst says of the files; it goes before what they say of themselves."""

    version: str = ""
    released: str = ""
    retrieved: str = ""
    filters: str = ""
    coverage: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Staged:
    """A file that was read whole; ``folder`` is None if the case held it before."""

    receipt: Receipt
    folder: Path | None


def take_in(
    case: Case,
    files: Sequence[Path],
    dataset: str | None,
    stated: Stated,
    progress: Callable[[str], object] | None = None,
) -> tuple[Receipt, ...]:
    """Read every file, then add them all; see :func:`counterclaim.ingest.ingest`."""
    _check_stated(files, stated)
    say = progress or (lambda words: None)
    with tempfile.TemporaryDirectory(prefix="counterclaim-") as workspace:
        staged: list[Staged] = []
        for number, file in enumerate(files, 1):
            say(f"reading {file.name} ({number} of {len(files)})")
            folder = Path(workspace) / str(number)
            folder.mkdir()
            staged.append(_stage(case, file, folder, dataset, stated, staged))
        say("adding to the case")
        for one in staged:
            _keep(case, one)
    return tuple(one.receipt for one in staged)


def _check_stated(files: Sequence[Path], stated: Stated) -> None:
    """Refuses an ingest of nothing, and dates that are none, before any file is read."""
    if not files:
        raise InputError("no file is named", remedy="counterclaim ingest CASE FILE...")
    for name, day in (("released", stated.released), ("retrieved", stated.retrieved)):
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            raise InputError(
                f"the day on which the data was {name} is no date",
                seen=day,
                expected="year-month-day, such as 2025-06-30",
            ) from None


def look_at(file: Path, dataset: str | None, mappings: Mappings | None = None) -> Recognition:
    """What a file is, from its first rows."""
    with tempfile.TemporaryDirectory(prefix="counterclaim-") as workspace:
        source = open_source(file, Path(workspace), dataset, mappings or {})
    match = source.match
    return Recognition(
        file,
        match.card.dataset,
        match.layout,
        ucdp_version(file.name),
        source.header.names,
        match.missing,
        match.extra,
        _noticed(source),
    )


def _stage(
    case: Case,
    file: Path,
    folder: Path,
    dataset: str | None,
    stated: Stated,
    before: Sequence[Staged],
) -> Staged:
    mappings = case.definitions.mappings
    source = open_source(file, folder, dataset, mappings)
    held = (snapshot for snapshot in case.snapshots() if case.holds(snapshot))
    known = (*held, *(one.receipt.snapshot for one in before))
    for snapshot in known:
        same = (snapshot.dataset, snapshot.sha256) == (source.card.dataset, source.plain.sha256)
        if same and stated.version in {"", snapshot.version}:
            said = (f"the same bytes were ingested before as {snapshot.id}",)
            return Staged(Receipt(file, snapshot, snapshot.rows, said=said, unchanged=True), None)
    con = connect(folder)
    try:
        return Staged(_read(con, case, source, folder, stated), folder)
    finally:
        con.close()


def _read(con: Any, case: Case, source: Source, folder: Path, stated: Stated) -> Receipt:
    if source.card.table == "totals":
        return _read_totals(con, source, folder, stated)
    shaped = shape_events(con, source, folder)
    source = shaped.source
    connector = CONNECTORS.get(source.card.dataset, CONNECTORS["spreadsheet"])
    mapping = mapping_named(source.card.dataset, case.definitions.mappings)
    version = stated.version or (mapping.version if mapping else "")
    release = connector.release(source.plain.given.name, shaped.facts, version)
    own = mapping.coverage.model_dump(exclude={"note"}) if mapping else {}
    covered = cover(source.card, release, shaped.facts, own | dict(stated.coverage))
    released = stated.released or (mapping.released if mapping else "") or shaped.facts.released
    snapshot = _snapshot(source, release, stated, covered).model_copy(
        update={"rows": shaped.facts.rows, "issues": shaped.issues, "released": released[:10]}
    )
    relation = f"read_parquet({text(folder / PARTICIPANTS)})"
    names = {n.name for n in case.table("actor_names") if n.dataset in {"", snapshot.dataset}}
    return Receipt(
        source.plain.given,
        snapshot,
        shaped.facts.rows,
        counted_issues(con, folder / ISSUES),
        participants.newly_seen(con, relation, sorted(names)),
        (*_noticed(source), *shaped.said, *_said_of_window(snapshot, shaped.facts.last)),
        _questions(con, case, snapshot, folder, release),
    )


def _read_totals(con: Any, source: Source, folder: Path, stated: Stated) -> Receipt:
    source, queries = totals.read_totals(con, source, folder / TOTALS)
    release = totals.release(source, stated.version, folder / TOTALS, con)
    issues = write_issues(con, queries, folder / ISSUES)
    relation = f"read_parquet({text(folder / TOTALS)})"
    rows = con.execute(f"SELECT count(*) FROM {relation}").fetchone()[0]
    covered = totals.cover(con, relation, release) | dict(stated.coverage)
    snapshot = _snapshot(source, release, stated, covered).model_copy(
        update={"rows": rows, "issues": issues, "released": stated.released, "table": "totals"}
    )
    counted = counted_issues(con, folder / ISSUES)
    return Receipt(source.plain.given, snapshot, rows, counted, said=_noticed(source))


def counted_issues(con: Any, file: Path) -> tuple[RuleCount, ...]:
    """Issues by rule, the most frequent first, each with its first rows."""
    relation = f"read_parquet({text(file)})"
    counts = con.execute(
        f"SELECT rule, count(*), min(message) FROM {relation} GROUP BY rule ORDER BY 2 DESC, 1"
    ).fetchall()
    return tuple(
        RuleCount(rule, count, message, _examples(con, relation, rule))
        for rule, count, message in counts
    )


def _examples(con: Any, relation: str, rule: str) -> tuple[Issue, ...]:
    found = con.execute(
        f'SELECT row, "column", value, rule, message, event FROM {relation} '
        f'WHERE rule = {text(rule)} ORDER BY row, "column" LIMIT {EXAMPLES}'
    )
    names = [column[0] for column in found.description]
    return tuple(
        Issue(**{n: v for n, v in zip(names, row, strict=True) if v is not None})
        for row in found.fetchall()
    )


def _snapshot(
    source: Source, release: Release, stated: Stated, covered: Mapping[str, Any]
) -> Snapshot:
    card, plain = source.card, source.plain
    window = covered.get("window")
    modified = date.fromtimestamp(plain.given.stat().st_mtime).isoformat()
    return Snapshot(
        id=f"{card.dataset}@{release.version}#{plain.sha256[:8]}",
        dataset=card.dataset,
        version=release.version,
        sha256=plain.sha256,
        file=plain.given.name,
        layout=source.match.layout,
        stage=release.stage,
        window=Period.parse(window) if isinstance(window, str) else window,
        places=tuple(covered.get("places", ())),
        kinds=tuple(covered.get("kinds", ())),
        actors=tuple(covered.get("actors", ())),
        filters=stated.filters,
        retrieved=stated.retrieved or modified,
        licence=card.licence,
        citation=" ".join(card.citation),
        terms=card.terms,
    )


def _noticed(source: Source) -> tuple[str, ...]:
    """What was unusual about the file and its header, and was read rightly."""
    said = [*source.plain.said, *source.header.said]
    if not source.plain.whole:
        said.append("the last line has no line end; if a download was cut off, rows are missing")
    missing = [column for column in source.match.missing if column]
    if missing:
        said.append(f"columns that the layout has and the file has not: {', '.join(missing)}")
    if source.match.extra and source.card.extra == "keep":
        said.append(f"columns outside the mapping, kept as given: {', '.join(source.match.extra)}")
    return tuple(said)


def _said_of_window(snapshot: Snapshot, last: date | None) -> tuple[str, ...]:
    window = snapshot.window
    if window is None:
        return ()
    said = [f"covers {window}" + _limits(snapshot)]
    if last and window.end and last > window.end:
        said.append(f"the last event ({last}) lies after the end of what the version covers")
    return tuple(said)


def _limits(snapshot: Snapshot) -> str:
    parts = [
        f"{label} {', '.join(values[:6])}{' ...' if len(values) > 6 else ''}"
        for label, values in (
            ("places", snapshot.places),
            ("kinds", snapshot.kinds),
            ("actors", snapshot.actors),
        )
        if values
    ]
    return f" ({'; '.join(parts)} only)" if parts else ""


def _questions(con: Any, case: Case, snapshot: Snapshot, folder: Path, release: Release) -> str:
    questions = []
    if release.version == UNKNOWN and snapshot.dataset == "ucdp_ged":
        questions.append(
            "Which release is this? Neither the file nor its name says it; state the version "
            "(such as 25.1) so that the end of its data is known."
        )
    earlier = [s for s in case.snapshots() if _comparable(s, snapshot)]
    if earlier:
        before = case.data_file(earlier[-1], "events")
        if case.holds(earlier[-1]):
            questions.append(narrower.ask(con, earlier[-1], before, folder / EVENTS, release))
    return " ".join(question for question in questions if question)


def _comparable(earlier: Snapshot, snapshot: Snapshot) -> bool:
    """True if both are of the same dataset and of places that they share."""
    if earlier.dataset != snapshot.dataset:
        return False
    both = earlier.places and snapshot.places
    return not both or bool(set(earlier.places) & set(snapshot.places))


def _keep(case: Case, staged: Staged) -> None:
    if staged.folder is None:
        return
    with case.adding(staged.receipt.snapshot) as target:
        for name in (EVENTS, PARTICIPANTS, TOTALS, ISSUES):
            if (staged.folder / name).exists():
                shutil.move(staged.folder / name, target / name)
