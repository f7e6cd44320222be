from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from counterclaim.assess.registry import KINDS, NAMES, kind

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "assessments.md"
SHARED_KEYS = {"id", "kind", "title", "question", "window", "exclusions"}


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_is_documented_with_all_its_keys(name: str) -> None:
    """Each kind has a section of its name whose line of keys is what its declaration knows."""
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.M | re.S)
    assert section is not None
    line = re.search(r"^Keys: (.*?)\.$", section[1], re.M | re.S)
    assert line is not None
    assert set(re.findall(r"`(\w+)`", line[1])) == set(kind(name).declaration.model_fields) - (
        SHARED_KEYS
    )


def test_the_page_names_no_kind_that_is_not_there() -> None:
    """Every section of the page that is written like a kind is one."""
    sections = re.findall(r"^## ([a-z_]+)$", PAGE.read_text("utf-8"), re.M)
    assert sections == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_has_four_headings_and_a_test(name: str) -> None:
    """A kind's docstring says what it assumes, refuses, reads as and rests on; a test is there."""
    doc = importlib.import_module(f"counterclaim.assess.kinds.{name}").__doc__ or ""
    for heading in ("Assumes", "Refuses when", "Reads as", "Reference"):
        assert f"\n{heading}:" in doc
    assert (Path(__file__).parent / "kinds" / f"test_{name}.py").is_file()


def test_every_file_of_kinds_is_on_the_list() -> None:
    """No kind lies about unlisted."""
    folder = ROOT / "src" / "counterclaim" / "assess" / "kinds"
    assert {file.stem for file in folder.glob("*.py")} - {"__init__"} == {name for name, _ in KINDS}
