"""Link invented worlds whose truth is known: time, memory, precision, recall, calibration.

``python -m benchmarks.linking [--events N ...] [--seed S] [--noise TEXT]``: two datasets of each
world are linked in a process of their own at the default setting, the sensitivity grid included;
``cpu`` counts seconds of both cores, for machines that others use too.
Recall is against true events that both datasets hold; bins are of the pairs proposed as the same,
with Wilson's 95 % interval of the share that is true.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

PAIRS = (("ucdp_ged", "ucdp"), ("acled", "acled"))
EDGES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


def prepared(events: int, seed: int, noise: str, folder: Path) -> Path:
    """A case with both datasets of a world, its truth beside it."""
    from counterclaim.case import Case
    from counterclaim.demo.world import build, noise_of
    from counterclaim.ingest import ingest

    world = build(folder / "world", events, seed, noise_of(noise), ("ucdp", "acled"))
    case = Case.create(folder / "case", "an invented world")
    for name in ("actors", "actor_names", "relations"):
        (case.path / f"{name}.csv").write_text((world.directory / f"{name}.csv").read_text())
    ingest(case, [world.directory / "ucdp_ged.csv", world.directory / "acled.csv"])
    return case.path


def measured(case: Path) -> dict[str, Any]:
    """Seconds and megabytes of linking, and how right the links are."""
    from counterclaim.case import Case
    from counterclaim.resolve import link

    start, used = time.perf_counter(), time.process_time()
    links = link(Case.open(case), *(dataset for dataset, _ in PAIRS))
    seconds, used = time.perf_counter() - start, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    right = truth(links.table, case.parent / "world" / "truth_links.parquet")
    spent = {"seconds": round(seconds, 1), "cpu": round(used, 1), "MB": round(memory)}
    return {"records": list(links.sizes)} | spent | right


def truth(table: Any, file: Path) -> dict[str, Any]:
    """Precision, recall and the calibration of the pairs proposed as the same."""
    import duckdb

    base = duckdb.connect()
    base.register("links", table)
    for at, (_, name) in enumerate(PAIRS):
        base.execute(
            f"CREATE TABLE side_{at} AS SELECT record, event FROM '{file}' WHERE dataset = '{name}'"
        )
    base.execute(
        "CREATE TABLE judged AS SELECT probability, a.event AS event, a.event = b.event AS hit "
        "FROM links JOIN side_0 a ON a.record = split_part(links.left, ':', 2) "
        "JOIN side_1 b ON b.record = split_part(links.right, ':', 2) WHERE relation = 'same'"
    )
    rows = base.execute("SELECT probability, hit FROM judged").fetchall()
    found = base.execute("SELECT count(DISTINCT event) FROM judged WHERE hit").fetchall()[0][0]
    both = base.execute(
        "SELECT count(DISTINCT event) FROM side_0 JOIN side_1 USING (event)"
    ).fetchall()[0][0]
    right = sum(hit for _, hit in rows)
    return {
        "precision": round(right / len(rows), 4),
        "recall": round(found / both, 4),
        "bins": list(calibration(rows)),
    }


def calibration(rows: list[tuple[float, bool]]) -> Any:
    """For each bin: its edges, pairs, mean probability, true share and its interval."""
    for low, high in pairwise(EDGES):
        inside = [(p, hit) for p, hit in rows if low <= p < high]
        if inside:
            n, true = len(inside), sum(hit for _, hit in inside)
            yield {
                "from": low,
                "to": min(high, 1.0),
                "pairs": n,
                "mean": round(sum(p for p, _ in inside) / n, 3),
                "true": round(true / n, 3),
                "interval": wilson(true, n),
            }


def wilson(true: int, n: int, z: float = 1.96) -> list[float]:
    """Wilson's interval of a share."""
    middle = (true + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * (true * (n - true) / n + z * z / 4) ** 0.5
    return [round(middle - half, 3), round(middle + half, 3)]


def main() -> None:
    """Print a line of JSON for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--events", type=int, nargs="+", default=[50_000, 100_000, 200_000, 400_000]
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", default="")
    parser.add_argument("--case", type=Path, help="link a case that is there, and nothing else")
    given = parser.parse_args()
    if given.case:
        print(json.dumps(measured(given.case)))
        return
    for events in given.events:
        with tempfile.TemporaryDirectory() as folder:
            case = prepared(events, given.seed, given.noise, Path(folder))
            command = [sys.executable, "-m", "benchmarks.linking", "--case", str(case)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            print(json.dumps({"events": events} | json.loads(done.stdout)), flush=True)


if __name__ == "__main__":
    main()
