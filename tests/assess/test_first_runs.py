from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from counterclaim.assess import assess
from counterclaim.assess.first_runs import TABLE
from counterclaim.case import Case
from tests.assess.cases import TODAY, case_with, run, scattered

ENTRY = {"kind": "trend", "series": "state", "question": "More from year to year?"}


def made(folder: Path) -> Case:
    """A case whose one assessment was run once."""
    case = case_with(folder / "case", {"one": ENTRY}, scattered(1, 100))
    assert not run(case).is_exploratory
    return case


def redeclare(case: Case, section: str, name: str, **changes: Any) -> None:
    """Change keys of one entry of case.yaml."""
    file = case.path / "case.yaml"
    stated = YAML(typ="safe").load(file.read_text("utf-8"))
    stated[section][name] |= changes
    with file.open("w", encoding="utf-8") as out:
        YAML().dump(stated, out)


def test_a_changed_choice_is_exploratory_and_named(tmp_path: Path) -> None:
    """A window changed after the first run is named, and the result is marked."""
    case = made(tmp_path)
    redeclare(case, "assessments", "one", window="2019/2021")
    result = run(case)
    assert result.changed == ("window",)
    assert any("Exploratory" in caveat for caveat in result.finding.caveats)


def test_a_changed_measure_is_exploratory_too(tmp_path: Path) -> None:
    """What a measure counts is a choice of every assessment that reads it."""
    case = made(tmp_path)
    redeclare(case, "measures", "state", role="any")
    assert run(case).changed == ("measure state",)


def test_other_words_are_no_other_choice(tmp_path: Path) -> None:
    """A question or a title may be worded better at any time."""
    case = made(tmp_path)
    redeclare(case, "assessments", "one", question="Did they rise?", title="Yearly")
    redeclare(case, "measures", "state", title="attacks")
    assert not run(case).is_exploratory


def test_the_first_run_stays_on_record(tmp_path: Path) -> None:
    """Neither a rerun nor a change replaces the first declaration; going back is no change."""
    case = made(tmp_path)
    first = case.table(TABLE)
    redeclare(case, "assessments", "one", window="2019/2021")
    run(case)
    assert case.table(TABLE) == first
    redeclare(case, "assessments", "one", window="2019/2022")
    assert not run(case).is_exploratory


def test_only_what_was_run_is_recorded(tmp_path: Path) -> None:
    """An assessment that was not asked for, or run without a record, has no first run."""
    entries = {"one": ENTRY, "two": {**ENTRY, "series": "front"}}
    case = case_with(tmp_path / "case", entries, scattered(1, 100))
    assess(case, ["two"], record=False)
    assert case.table(TABLE) == ()
    assess(case, ["two"], on=TODAY)
    assert [(row.id, row.on) for row in case.table(TABLE)] == [("two", str(TODAY))]
