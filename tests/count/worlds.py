"""Cases made of invented worlds, for tests that need a known truth."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from counterclaim.case import Case
from counterclaim.demo.world import Noise, World, build
from counterclaim.ingest import ingest

CLASSES = {"ucdp": ("state_based", "one_sided"), "acled": ("battle", "violence_against_civilians")}
PARTNERS = {"state": "foreign_forces", "foreign_forces": "state"}


@dataclass(frozen=True)
class WorldCase:
    """A case over one dataset of a world, and what the world knows to be true."""

    case: Case
    world: World
    truth: dict[str, Any]


def world_case(
    folder: Path, dataset: str, layout: str, *, events: int = 1500, seed: int, noise: Noise
) -> WorldCase:
    """A case with one measure per actor, class and attribution, over ``layout`` of ``dataset``."""
    made = build(folder / "world", events, seed, noise, [dataset, layout])
    truth = json.loads((folder / "world" / "truth.json").read_text("utf-8"))
    case = case_of(folder / "case", made, dataset)
    ingest(case, [made.files[layout]], version="24.1" if dataset == "ucdp" else None)
    return WorldCase(case, made, truth)


def case_of(folder: Path, made: World, dataset: str) -> Case:
    """An empty case with the world's actors, names, relations, groups and measures."""
    Case.create(folder, title="an invented world")
    for table in ("actors.csv", "actor_names.csv", "relations.csv"):
        shutil.copy(made.directory / table, folder / table)
    facts = YAML(typ="safe").load((made.directory / "world.yaml").read_text("utf-8"))
    measures = _measures({"ucdp": "ucdp_ged"}.get(dataset, dataset), CLASSES[dataset])
    definitions = {
        "title": "an invented world",
        "window": "2014/2023",
        "groups": facts["groups"],
        "measures": measures,
        "scorecards": {"all": {"measures": list(measures), "period": "year"}},
    }
    with (folder / "case.yaml").open("w", encoding="utf-8") as file:
        YAML().dump(_plain(definitions), file)
    return Case.open(folder)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if isinstance(value, bool | int | float) else str(value)


def _measures(dataset: str, classes: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for actor in ("state", "foreign_forces", "front", "movement", "militia"):
        for kind in classes:
            for attribution in ("alone", "joint", "any"):
                if attribution == "joint" and actor not in PARTNERS:
                    continue
                measure = {
                    "dataset": dataset,
                    "actor": actor,
                    "kinds": [kind],
                    "attribution": attribution,
                }
                if attribution == "joint":
                    measure["partner"] = PARTNERS[actor]
                found[f"{actor}_{kind}_{attribution}"] = measure
    return found
