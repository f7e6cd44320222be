from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.cli import main
from tests.count.rows import acled, tiny_case, ucdp


def run(*arguments: object) -> int:
    """The exit code of the command line."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def test_link_prints_pairs_and_takes_judgements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output holds JSON alone; after a judgement of no the pair is gone."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{"id": 1}])
    acled(case, [{}])
    assert run("link", case.path, "ucdp_ged", "acled", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(p["left"], p["right"]) for p in told["pairs"]] == [("ucdp_ged:1", "acled:ALA1")]
    judged = tmp_path / "judged.csv"
    judged.write_text("left,right,verdict,by\nucdp_ged:1,acled:ALA1,no,A. Analyst\n", "utf-8")
    options = ("--judge", judged, "--format", "csv")
    assert run("link", case.path, "ucdp_ged", "acled", *options) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    assert "1 new judgement" in printed.err


def test_an_unknown_dataset_ends_with_a_readable_block(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2, and the datasets that there are."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{}])
    assert run("link", case.path, "ucdp_ged", "nothing") == 2
    assert "ucdp_ged" in capsys.readouterr().err


def test_one_dataset_is_too_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a second dataset the command fails and names those that the case holds."""
    case = tiny_case(tmp_path / "case", {})
    ucdp(case, [{"id": 1}])
    assert run("link", case.path) != 0
    assert "two of: ucdp_ged" in capsys.readouterr().err
