from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.cli import resolve
from counterclaim.errors import NotFound
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period
from tests.count.rows import tiny_case, ucdp


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case with two releases, a row that stands twice, and a claim about it."""
    made = tiny_case(tmp_path / "case", {})
    row = {"deaths_b": 4, "low": 4, "best": 4, "high": 4}
    ucdp(made, [row], version="23.1")
    ucdp(made, [row, row, {"day": "2022-09-09", "side_b": "Green Front"}], version="24.1")
    claim = Claim(id="c1", actor="state", place="Birk town", window=Period.parse("2022-03-04"))
    made.write("claims", [claim])
    return made


def test_doubles_are_listed_with_reasons(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """Two rows that say the same are named with what they share."""
    resolve.doubles(case.path, "ucdp_ged", format="json")
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["left"], found["right"]) == ("ucdp_ged:1", "ucdp_ged:2")
    assert "same deaths" in found["reasons"]


def test_a_claim_is_offered_its_events(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """A claim with place, window and actor is offered the events that fit; another is an error."""
    resolve.offer(case.path, "c1")
    assert "ucdp_ged:1" in capsys.readouterr().out
    with pytest.raises(NotFound):
        resolve.offer(case.path, "nobody")


def test_a_name_is_suggested_an_actor(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt name suggests the actor; a strange one says that nothing was found."""
    resolve.names(case.path, "Blue Frnt", format="csv")
    assert "front" in capsys.readouterr().out
    resolve.names(case.path, "Zzyzx")
    assert capsys.readouterr().out.strip() == "Nothing found."


def test_revisions_list_what_came(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """Two snapshots of a dataset are compared by id."""
    before, after = sorted(s.id for s in case.snapshots())
    resolve.revisions(case.path, before, after, format="json")
    found = json.loads(capsys.readouterr().out)
    assert [(row["what"], row["event"]) for row in found] == [
        ("added", "ucdp_ged:2"),
        ("added", "ucdp_ged:3"),
    ]
