"""What a record said when it was judged, as a short hash, so that a later change is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from counterclaim.model.claim import Judgement
from counterclaim.resolve.opening import Embedded, chosen
from counterclaim.resolve.records import Engine

if TYPE_CHECKING:
    from counterclaim.case import Case

_JUDGED = ("from", "to", "place", "lat", "lon", "deaths_low", "deaths_best", "deaths_high", "kind")


def content_hashes(case: Case, ids: Iterable[str], engine: Engine | None = None) -> dict[str, str]:
    """For each event id that the case's data holds, a short hash of what was judged of it."""
    wanted: dict[str, list[str]] = {}
    for id in sorted(set(ids)):
        wanted.setdefault(id.partition(":")[0], []).append(id)
    held = {s.dataset for s in case.snapshots() if s.table == "events"}
    found: dict[str, str] = {}
    for dataset in sorted(set(wanted) & held):
        engine = engine or Embedded()
        events = _events(case, dataset, engine)
        mine = events.filter(events.id.isin(wanted[dataset])).select("id", *_JUDGED)
        for row in engine.arrow(mine).to_pylist():
            text = "|".join(str(row[name]) for name in _JUDGED)
            found[row["id"]] = hashlib.sha1(text.encode()).hexdigest()[:10]
    return found


def content_hash(judgement: Judgement, hashes: Mapping[str, str]) -> str:
    """The state of both ends of a judgement; empty if the data holds neither."""
    ends = sorted((judgement.left, judgement.right))
    known = [hashes[end] for end in ends if end in hashes]
    return ".".join(known)


def _events(case: Case, dataset: str, engine: Engine) -> Any:
    snapshot = chosen(case, dataset)
    name = "".join(c if c.isalnum() else "_" for c in snapshot.id)
    return engine.table(case.data_file(snapshot, "events"), f"judged_{name}")
