"""Invented ledgers of news reports: what must be found is, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from counterclaim.check import check
from counterclaim.ledger import Ledger
from counterclaim.model.actor import Actor, ActorRelation
from counterclaim.model.claim import Claim
from counterclaim.model.place import Place
from counterclaim.model.source import Document

FOLDER = Path(__file__).parent / "ledgers"


def _written() -> list[tuple[str, dict[str, Any]]]:
    reader = YAML(typ="safe")
    files = [reader.load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yml"))]
    return [(title, book) for file in files for title, book in file.items()]


LEDGERS = dict(_written())


def _claim(row: dict[str, Any]) -> Claim:
    cells = {key: value if _is_number(value) else str(value) for key, value in row.items()}
    exact = cells.pop("exact", None)
    if exact is not None:
        cells |= {"low": exact, "best": exact, "high": exact}
        cells.setdefault("comparator", "exact")
    return Claim.model_validate(cells)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _text(row: dict[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in row.items()}


def _ledger(book: dict[str, Any]) -> Ledger:
    return Ledger(
        claims=tuple(_claim(row) for row in book["claims"]),
        places=tuple(Place.model_validate(_text(row)) for row in book.get("places", ())),
        actors=tuple(Actor.model_validate(_text(row)) for row in book.get("actors", ())),
        relations=tuple(
            ActorRelation.model_validate(_text(row)) for row in book.get("relations", ())
        ),
        documents=tuple(Document.model_validate(row) for row in book.get("documents", ())),
    )


@pytest.mark.parametrize("title", LEDGERS)
def test_what_must_be_found_is_and_nothing_else(title: str) -> None:
    """Every expected finding with its verdict and severity; whatever else is told is wrong."""
    book = LEDGERS[title]
    found = check(_ledger(book)).findings
    told = sorted((sorted(each.claims), each.verdict, each.severity) for each in found)
    expected = [
        (sorted(each["claims"]), each["verdict"], each["severity"])
        for each in book.get("found", ())
    ]
    assert told == sorted(expected)


@pytest.mark.parametrize("title", LEDGERS)
def test_the_same_is_found_under_other_names_and_in_another_order(title: str) -> None:
    """Neither the ids nor the order of the claims decide what is found."""
    book = LEDGERS[title]
    first = check(_ledger(book)).findings
    renamed = {row["id"]: f"z{len(book['claims']) - at}" for at, row in enumerate(book["claims"])}
    other = {**book, "claims": [_renamed(row, renamed) for row in reversed(book["claims"])]}
    second = check(_ledger(other)).findings
    told = sorted((sorted(renamed[c] for c in f.claims), f.verdict, f.severity) for f in first)
    assert sorted((sorted(f.claims), f.verdict, f.severity) for f in second) == told


def _renamed(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    changed = {**row, "id": names[row["id"]]}
    if "operand" in row:
        changed["operand"] = "; ".join(names[o.strip()] for o in row["operand"].split(";"))
    if "part_of" in row:
        changed["part_of"] = names[row["part_of"]]
    return changed


def test_many_of_the_ledgers_hold_nothing_to_find() -> None:
    """Agreements are tried as much as contradictions: at least a third must stay silent."""
    silent = [title for title, book in LEDGERS.items() if not book.get("found")]
    assert 3 * len(silent) >= len(LEDGERS)
