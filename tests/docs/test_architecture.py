"""ARCHITECTURE.md speaks of the code that is there."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module

import pytest

from docs.examples import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
PACKAGE = ROOT / "src" / "counterclaim"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LISTS = sorted(set(re.findall(r"`counterclaim\.([a-z_.]+)\.([A-Z_]+)`", TEXT)))
ROOMS = sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").is_file())


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_named(room: str) -> None:
    """The table of rooms has a line for every folder of the package."""
    assert f"| `{room}/` |" in TEXT


def test_no_room_is_invented() -> None:
    """The table of rooms has no line for a folder that is not there."""
    rooms = TEXT.partition("## Rooms")[2].partition("## ")[0]
    assert set(re.findall(r"^\| `(\w+)/` \|", rooms, re.M)) == set(ROOMS)


def test_what_a_room_offers_is_there() -> None:
    """Every function or class that the table of rooms names is defined in that room."""
    rooms = TEXT.partition("## Rooms")[2].partition("## ")[0]
    for room, offered in re.findall(r"^\| `(\w+)/` \|.*\| ([^|]+) \|$", rooms, re.M):
        sources = "\n".join(f.read_text("utf-8") for f in (PACKAGE / room).rglob("*.py"))
        for name in re.findall(r"`(\w+)`", offered):
            assert re.search(rf"^(def|class) {name}\b", sources, re.M), f"{room}: {name}"


@pytest.mark.parametrize(("module", "name"), LISTS)
def test_lists_to_add_to_exist(module: str, name: str) -> None:
    """A list that one is told to add a line to exists, and holds something."""
    assert len(getattr(import_module(f"counterclaim.{module}"), name)) > 1


def test_there_is_a_list_for_every_kind_of_leaf() -> None:
    """Sources, checks, assessments, formats, sections and commands each have their list."""
    named = {name for _, name in LISTS}
    assert {"DATASETS", "CONNECTORS", "CHECKS", "KINDS", "FORMATS", "SECTIONS", "COMMANDS"} <= named


def test_files_that_are_named_exist() -> None:
    """Every file or folder of the package that the page names is there."""
    named = re.findall(r"`((?:\w+/)+\w*(?:\.py|\.yml|\.md)?)`", TEXT)
    for path in named:
        known = [(PACKAGE / path), (ROOT / path)]
        assert re.search("NAME|STAGE", path) or any(p.exists() for p in known), path


def test_every_dependency_has_its_reason() -> None:
    """Every package that is installed is named with what it is for, and no other."""
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(line for lines in extras for line in lines)]
    names = {re.split(r"[\[<>=~! ]", line)[0] for line in wanted}
    tables = TEXT.partition("## What each dependency is for")[2].partition("## To add")[0]
    told = {name for cell in re.findall(r"^\|[^\n]*\|", tables, re.M) for name in _packages(cell)}
    assert told == names


def _packages(row: str) -> list[str]:
    """The names in code of a row, but for the name of an extra in its first cell."""
    cells = row.strip("|").split("|")
    package_cells = cells[1:2] if len(cells) == 3 else cells[:1]
    return [name for cell in package_cells for name in re.findall(r"`([\w.-]+)`", cell)]


def test_the_order_of_imports_is_the_one_that_is_tested() -> None:
    """The way that the page gives is the way that the layout test holds."""
    from tests.test_layout import RANKS

    way = re.search(r"errors < model[^.]*", TEXT)
    assert way
    said = re.findall(r"\w+", way[0])
    assert said == sorted(RANKS, key=lambda room: RANKS[room])
