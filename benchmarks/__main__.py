"""Ingest and score a release-size file, in turn with bare scripts that do the same.

``python -m benchmarks [--events N] [--runs K]``: medians of alternating warm runs, after the
outputs of both were compared. Every figure is a ratio within this run; the machine's speed drifts.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
MEASURES = ("state_alone", "joint", "foreign", "front", "everything")
CASE = """\
title: an invented world
window: 2016/2023
groups:
{groups}
measures:
  state_alone: {{dataset: ucdp_ged, actor: state, attribution: alone, kinds: [one_sided]}}
  joint:
    dataset: ucdp_ged
    actor: state
    partner: foreign_forces
    attribution: joint
    kinds: [one_sided]
  foreign: {{dataset: ucdp_ged, actor: foreign_forces, attribution: alone, kinds: [one_sided]}}
  front: {{dataset: ucdp_ged, actor: front}}
  everything: {{dataset: ucdp_ged}}
scorecards:
  main: {{measures: [state_alone, joint, foreign, front, everything], period: year}}
"""


@dataclass(frozen=True)
class Run:
    """Seconds and peak memory of one whole process."""

    seconds: float
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=445_000, help="true events of the world")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="counterclaim-") as folder:
        measure(Path(folder), options.events, options.runs)


def measure(folder: Path, events: int, runs: int) -> None:
    from counterclaim.demo.world import build

    world = build(folder / "world", events, 1, layouts=["ucdp"])
    source = world.files["ucdp"]
    size = source.stat().st_size / 1e6
    print(f"{world.rows['ucdp']:,} rows, {size:,.0f} MB, {runs} runs of each in turn, medians\n")
    print("| what | ours | bare | ratio |\n|---|---|---|---|")
    ingest_ratios(folder, source, runs)
    case = case_for(folder / "case", world.directory)
    run(["counterclaim", "ingest", str(case), str(source), "--version", "24.1"])
    score_ratios(case, source, runs)


def ingest_ratios(folder: Path, source: Path, runs: int) -> None:
    target = folder / "bare.parquet"
    number = iter(range(1000))

    def ours() -> Run:
        case = case_for(folder / f"case{next(number)}", source.parent)
        found = timed(["counterclaim", "ingest", str(case), str(source), "--version", "24.1"])
        sha = json_of_snapshot(case)
        assert sha == bare_sha, "both must hash the same bytes"
        shutil.rmtree(case)
        return found

    def bare() -> Run:
        return timed([sys.executable, str(HERE / "bare_ingest.py"), str(source), str(target)])

    bare_sha = run([sys.executable, str(HERE / "bare_ingest.py"), str(source), str(target)])
    report("ingest, seconds", *in_turn(ours, bare, runs), lambda r: r.seconds)
    report("ingest, peak MB", *in_turn(ours, bare, 1), lambda r: r.megabytes)


def score_ratios(case: Path, source: Path, runs: int) -> None:
    events, sides = (next(case.glob(f"data/*.{t}.parquet")) for t in ("events", "participants"))
    names = names_in(case)
    command = ["counterclaim", "score", str(case), "--format", "json"]
    script = [sys.executable, str(HERE / "bare_score.py"), str(events), str(sides), *names]
    compare(json.loads(run(command)), json.loads(run(script)))
    report(
        "score, whole process, seconds",
        *in_turn(lambda: timed(command), lambda: timed(script), runs),
        lambda r: r.seconds,
    )
    query_ratios(case, events, sides, names, runs)
    pandas = [sys.executable, str(HERE / "pandas_score.py"), str(source), names[0]]
    if source.stat().st_size < 1e9:
        report(
            "score, against pandas reading the CSV for one measure, seconds",
            *in_turn(lambda: timed(command), lambda: timed(pandas), max(1, runs // 2)),
            lambda r: r.seconds,
        )


def query_ratios(
    case_path: Path, events: Path, sides: Path, names: Sequence[str], runs: int
) -> None:
    """The query of the scorecard, in this process, against hand-written SQL."""
    import duckdb

    from counterclaim.case import Case
    from counterclaim.count.engine import DuckDB
    from counterclaim.count.scorecard import score

    asked = []

    class Noting(DuckDB):
        def rows(self, expression: object) -> list[object]:  # type: ignore[override]
            asked.append(expression)
            return super().rows(expression)  # type: ignore[return-value]

    import counterclaim.count.counter as counter

    original = counter.engine
    counter.engine = lambda name: Noting()
    score(Case.open(case_path))
    counter.engine = original
    engine = DuckDB()
    for path, table in ((events, "events"), (sides, "participants")):
        stem = "".join(c if c.isalnum() else "_" for c in Case.open(case_path).snapshots()[0].id)
        engine.table(path, f"{table}_{stem}")
    text = (HERE / "bare_query.sql").read_text("utf-8")
    given = {"events": str(events), "sides": str(sides)} | dict(
        zip(("state", "foreign", "front"), names, strict=True)
    )
    for name, value in given.items():
        text = text.replace(f":{name}", "'" + value.replace("'", "''") + "'")
    connection = duckdb.connect()
    ours = lambda: seconds(lambda: engine.rows(asked[0]))  # noqa: E731
    bare = lambda: seconds(lambda: connection.execute(text).fetchall())  # noqa: E731
    report("the query itself, seconds", *in_turn(ours, bare, runs + 2), lambda r: r.seconds)


def seconds(work: Callable[[], object]) -> Run:
    start = time.perf_counter()
    work()
    return Run(time.perf_counter() - start, 0.0)


def in_turn(
    ours: Callable[[], Run], bare: Callable[[], Run], runs: int
) -> tuple[list[Run], list[Run]]:
    """A warm-up of each, then A B A B ..."""
    ours(), bare()
    pairs = [(ours(), bare()) for _ in range(runs)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def report(what: str, ours: Sequence[Run], bare: Sequence[Run], of: Callable[[Run], float]) -> None:
    mine, theirs = (statistics.median(of(r) for r in runs) for runs in (ours, bare))
    ratio = statistics.median(of(a) / of(b) for a, b in zip(ours, bare, strict=True))
    print(f"| {what} | {mine:.2f} | {theirs:.2f} | {ratio:.2f} |", flush=True)


def timed(command: Sequence[str]) -> Run:
    """Seconds of the whole process, and its own peak memory as the system accounts it."""
    wrapper = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    start = time.perf_counter()
    out = subprocess.run(
        [sys.executable, "-c", wrapper, *map(resolved, command)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return Run(time.perf_counter() - start, int(out) * resource.getpagesize() / 4096 / 1024)


def run(command: Sequence[str]) -> str:
    return subprocess.run(
        list(map(resolved, command)), check=True, capture_output=True, text=True
    ).stdout.strip()


def resolved(word: str) -> str:
    return str(Path(sys.executable).with_name(word)) if word == "counterclaim" else word


def case_for(folder: Path, world: Path) -> Path:
    """A new case over the actors of the world, with five measures in one scorecard."""
    run(["counterclaim", "new", str(folder)])
    for table in ("actors.csv", "actor_names.csv", "relations.csv"):
        shutil.copy(world / table, folder / table)
    text = (world / "world.yaml").read_text("utf-8")
    groups = text[text.index("groups:\n") + len("groups:\n") :].rstrip()
    (folder / "case.yaml").write_text(CASE.format(groups=groups), "utf-8")
    return folder


def names_in(case: Path) -> list[str]:
    from counterclaim.case import Case

    names = Case.open(case).table("actor_names")
    by_actor = {n.actor: n.name for n in reversed(names) if n.dataset == "ucdp_ged"}
    return [by_actor["state"], by_actor["company"], by_actor["front"]]


def json_of_snapshot(case: Path) -> str:
    from counterclaim.case import Case

    return Case.open(case).snapshots()[0].sha256


def compare(ours: dict[str, object], bare: list[dict[str, int]]) -> None:
    """Stops if a figure of the bare script is not that of the scorecard."""
    rows = {int(row["period"]): row["measures"] for row in ours["rows"]}  # type: ignore[index, attr-defined]
    for expected in bare:
        for name in MEASURES:
            cell = rows[expected["year"]][name]
            if cell["status"] == "ok":
                found = (cell["low"], cell["best"], cell["high"], cell["ids"])
                wanted = tuple(expected[f"{name}_{end}"] for end in ("low", "best", "high", "n"))
                assert found == wanted, (expected["year"], name, found, wanted)


if __name__ == "__main__":
    main()
