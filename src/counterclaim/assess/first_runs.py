"""What an assessment declared when its results were first seen: later changes are exploratory.

The hash covers the declaration and the measures and groups that it reads; titles, questions and
notes may be reworded. The first run stays on record in ``first_runs.csv`` whatever follows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from counterclaim.assess.assessment import Assessment, plain
from counterclaim.case import Case
from counterclaim.model.assessment import FirstRun

TABLE = "first_runs"
REWORDED = frozenset({"id", "title", "question", "note", "code", "name"})


def choices(assessment: Assessment[Any]) -> dict[str, Any]:
    """What was declared, and the measures and groups behind it, without words for readers."""
    definitions = assessment.desk.case.definitions
    said = _bare(assessment.declared.model_dump(mode="json"))
    said["window"] = str(assessment.declared.window or definitions.window or "")
    measures = [assessment.desk.measure(s) for s in assessment.declared.read() if s.measure]
    groups = {p for m in measures for p in (m.actor, m.partner, m.target)} & {*definitions.groups}
    said |= {f"measure {m.id}": _bare(m.model_dump(mode="json")) for m in measures}
    said |= {f"group {g}": plain(definitions.groups[g].model_dump(mode="json")) for g in groups}
    return dict(sorted(said.items()))


def _bare(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key not in REWORDED and value}


def spelled(said: Mapping[str, Any]) -> str:
    """Choices as compact JSON, the same for the same choices."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def changed(assessment: Assessment[Any], known: Mapping[str, FirstRun]) -> tuple[str, ...]:
    """The choices that differ from those of the first run; nothing if there was none."""
    first = known.get(assessment.declared.id)
    now = choices(assessment)
    if first is None or first.declaration == digest(now):
        return ()
    then = json.loads(first.declared) if first.declared else {}
    keys = sorted({*now, *then})
    return tuple(key for key in keys if now.get(key) != then.get(key)) or ("the declaration",)


def digest(said: Mapping[str, Any]) -> str:
    """The hash of choices."""
    return hashlib.sha256(spelled(said).encode()).hexdigest()[:16]


def first_runs(case: Case) -> dict[str, FirstRun]:
    """The record of first runs by the assessment's name."""
    return {row.id: row for row in case.table(TABLE)}


def keep(case: Case, run: Iterable[Assessment[Any]], on: date) -> None:
    """Put those that were never run before on record; under the case's lock, merged by name."""
    known = first_runs(case)
    fresh = [
        FirstRun(id=a.declared.id, declaration=digest(said), on=str(on), declared=spelled(said))
        for a in run
        if a.declared.id not in known
        for said in (choices(a),)
    ]
    if fresh:
        case.write(TABLE, (*known.values(), *fresh))
