"""The account of a world: its true totals, its settings, and tables for a case folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterclaim.demo.world.scene import Scene
from counterclaim.demo.world.story import (
    ACTORS,
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    SUCCESSOR,
    Name,
    Story,
)

if TYPE_CHECKING:
    from counterclaim.demo.world.builder import World

DATASETS = {"ucdp": "ucdp_ged", "acled": "acled", "survey": "survey"}  # as cases call them
GROUP = "foreign_forces"


def write_account(world: World, scene: Scene) -> None:
    """Write truth.json, world.yaml, actors.csv, actor_names.csv, relations.csv."""
    directory = world.directory
    _save(world, "truth", "truth.json", json.dumps(truth_of(world, scene), indent=1) + "\n")
    _save(world, "settings", "world.yaml", _settings(world))
    tables = {
        "actors": (("id", "name", "kind", "valid"), _actors(scene.story)),
        "actor_names": (
            ("actor", "name", "language", "dataset", "valid", "judgement"),
            _names(scene.story),
        ),
        "relations": (
            (
                "subject",
                "predicate",
                "object",
                "valid",
                "share_low",
                "share_high",
                "share_of",
                "citations",
            ),
            _relations(scene.story),
        ),
    }
    for name, (header, rows) in tables.items():
        world.files[name] = directory / f"{name}.csv"
        _table(world.files[name], header, rows)


def _save(world: World, name: str, file: str, text: str) -> None:
    world.files[name] = world.directory / file
    world.files[name].write_text(text, encoding="utf-8")


def truth_of(world: World, scene: Scene) -> dict[str, Any]:
    """What is true of the world, and of what each dataset holds of it.

    ``totals`` counts true events. In ``datasets``, ``covered`` counts each true event that the
    dataset holds once; ``records`` counts its records (doubles as often as they stand there)
    under the parties they name, with the true deaths behind them beside the recorded ones.
    A cell that is not listed is zero. ``hidden`` lists what the dataset cannot tell.
    """
    story = world.story
    low, true, high = story.share
    return {
        "seed": world.seed,
        "events": world.events,
        "window": f"{FIRST_YEAR}/{LAST_YEAR}",
        "present_from": str(story.present_from),
        "handover": {
            "date": str(story.handover),
            "predecessor": "company",
            "successor": "successor",
            "personnel_share": {"low": low, "true": true, "high": high, "unit": "percent"},
        },
        "groups": {GROUP: ["company", "successor"]},
        "totals": world.true.cells(),
        "datasets": {name: _dataset(world, scene, name) for name in world.records},
    }


def _dataset(world: World, scene: Scene, name: str) -> dict[str, Any]:
    misspelt = {"acled": scene.acled_names.misspelt, "survey": scene.survey_names.misspelt}
    return {
        "files": {k: p.name for k, p in world.files.items() if k.startswith(name)},
        "rows": {k: n for k, n in world.rows.items() if k.startswith(name)},
        "covered": world.covered[name].cells(),
        "records": world.records[name].cells(),
        "hidden": _hidden(world.story, name),
        "misspelt_actors": misspelt.get(name, {}),
    }


def _hidden(story: Story, name: str) -> list[dict[str, Any]]:
    """What a dataset cannot tell: whom, what and in which window."""
    if name == "ucdp":
        window = f"{FIRST_YEAR}/{story.separable_from - timedelta(1)}"
        reason = "foreign forces are recorded under the state"
        whom = ["company", "successor", GROUP]
        return [
            {"actors": whom, "attributions": ["any"], "window": window, "reason": reason},
            {
                "actors": ["state"],
                "attributions": ["alone", "joint"],
                "window": window,
                "reason": reason,
            },
        ]
    if name == "acled":
        window, what = f"{FIRST_YEAR}/{LAST_YEAR}", ["inflicted", "suffered"]
        reason = "one total of deaths, no direction"
        return [
            {
                "actors": [a for a in ACTORS if a != "civilians"],
                "classes": ["battle", "remote_violence"],
                "measures": what,
                "window": window,
                "reason": reason,
            }
        ]
    return []


def _settings(world: World) -> str:
    story = world.story
    lines = [
        "# An invented world; nothing in it is real.",
        f"events: {world.events}",
        f"seed: {world.seed}",
        f"layouts: [{', '.join(world.layouts)}]",
        f"country: {story.country}",
        f"present_from: {story.present_from}",
        f"separable_from: {story.separable_from}",
        f"handover: {story.handover}",
        f"regime_change: {story.regime_change}",
        f"renaming: {story.renaming}",
        "noise:",
        *(f"  {key}: {value}" for key, value in asdict(world.noise).items()),
        "rows:",
        *(f"  {key}: {value}" for key, value in world.rows.items()),
        "groups:",
        f"  {GROUP}:",
        "    name: Foreign forces",
        "    members:",
        f"      - {{actor: company, valid: {story.present_from}/{_eve(story)}}}",
        f"      - {{actor: successor, valid: {story.handover}/..}}",
    ]
    return "\n".join(lines) + "\n"


def _eve(story: Story) -> str:
    return str(story.handover - timedelta(1))


def _actors(story: Story) -> Iterable[Sequence[object]]:
    latest = {name.actor: name.text for name in story.acled_names}
    valid = {1: f"{story.present_from}/{_eve(story)}", SUCCESSOR: f"{story.handover}/.."}
    for i, (actor, kind) in enumerate(zip(ACTORS, KINDS, strict=True)):
        yield actor, latest[i], kind, valid.get(i, "")


def _names(story: Story) -> Iterable[Sequence[object]]:
    lists = {"ucdp": story.ucdp_names, "acled": story.acled_names, "survey": story.survey_names}
    for dataset, names in lists.items():
        for name in names:
            yield ACTORS[name.actor], name.text, "en", DATASETS[dataset], _valid(name), ""


def _valid(name: Name) -> str:
    if name.since is None and name.until is None:
        return ""
    return f"{name.since or '..'}/{name.until or '..'}"


def _relations(story: Story) -> Iterable[Sequence[object]]:
    low, _, high = story.share
    present, until, after = story.present_from, _eve(story), story.handover
    return [
        ("company", "operates_with", "state", f"{present}/{until}", "", "", "", ""),
        ("successor", "operates_with", "state", f"{after}/..", "", "", "", ""),
        ("successor", "succeeds", "company", f"{after}/..", low, high, "personnel", ""),
        ("militia", "allied_with", "state", "", "", "", "", ""),
    ]


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
