"""What stands behind one figure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("typst", reason="needs the extra report")

from counterclaim.case import Case
from counterclaim.errors import NotFound
from counterclaim.model.claim import Claim
from counterclaim.report.dossier import dossier
from counterclaim.report.register import Printed, enter, history, history_lines, recalled
from counterclaim.report.release import Release
from tests.count.rows import acled, tiny_case, ucdp


def read(case: Case, code: str, folder: Path, public: bool = True) -> str:
    """The dossier's words."""
    paths = dossier(case, code, public=public, out=folder)
    assert [p.suffix for p in paths] == [".pdf", ".md"]
    return paths[1].read_text(encoding="utf-8")


def test_a_dossier_says_rule_rows_and_what_was_left_out(rich_case: Case, tmp_path: Path) -> None:
    """Figure, rule, rows, exclusions, what would change it, and who says otherwise."""
    text = read(rich_case, "T1-2024-J", tmp_path)
    for words in ("299 people (233-636)", "# Rule", "# Left out", "108 events", "one source"):
        assert words in text


def test_sources_are_named_in_the_private_version_alone(rich_case: Case, tmp_path: Path) -> None:
    """The public version holds no text from the provider's sources."""
    private = read(rich_case, "T1-2024-J", tmp_path, public=False)
    assert "Sources" in private
    assert "Sources" not in read(rich_case, "T1-2024-J", tmp_path)


def test_a_refusal_has_a_dossier_too(rich_case: Case, tmp_path: Path) -> None:
    """It opens with what is established and says what would help."""
    text = read(rich_case, "T1-2022-J", tmp_path)
    assert "cannot be separated" in text
    assert "275" in text
    assert "# What would change it" in text


def test_rows_that_terms_forbid_stay_out_beside_rows_that_may_be_shown(tmp_path: Path) -> None:
    """Where incidents rest on two datasets, the public version lists the open one's rows alone."""
    measures = {"m": {"dataset": "incidents", "actor": "front"}}
    cards = {"one": {"measures": ["m"], "window": "2022"}}
    case = tiny_case(tmp_path / "case", {"measures": measures, "scorecards": cards})
    ucdp(case, [{"id": 1}])
    acled(case, [{}])
    public = read(case, "T1-2022-M", tmp_path / "public")
    assert "ucdp_ged:1" in public
    assert "acled:ALA1" not in public
    assert "terms forbid" in public
    assert "acled:ALA1" in read(case, "T1-2022-M", tmp_path / "private", public=False)


def test_a_printed_code_is_answered_years_later(tmp_path: Path) -> None:
    """The register tells each release's figure, in order, even of a code that is gone."""
    case = Case.create(tmp_path / "case")
    for name, best in (("2025-01-01-aa", 10), ("2026-01-01-bb", 12)):
        figure = Printed(
            "T9-2020-X", {"status": "ok", "low": 8, "best": best, "high": 20}, ("s@1",)
        )
        assert enter(case, Release(name, None, ()), [figure]) == 1
        assert enter(case, Release(name, None, ()), [figure]) == 0
    assert [row.release for row in history(case, "T9-2020-X")] == ["2025-01-01-aa", "2026-01-01-bb"]
    assert "12 (8-20), counted from s@1" in history_lines(case, "T9-2020-X")[1]
    assert "10 (8-20)" in recalled(case, "T9-2020-X")
    with pytest.raises(NotFound, match="no release printed"):
        recalled(case, "T9-2021-X")


def test_figures_of_other_actors_do_not_stand_beside_it(rich_case: Case, tmp_path: Path) -> None:
    """What the army's foes did, and what gives no figure, is no rival of the army's figure."""
    own = {"counts": "killed", "place": "Mopti", "window": "2024", "low": 61, "best": 61}
    foe = Claim.model_validate({"id": "foe", "actor": "jnim", **own})
    army = Claim.model_validate(
        {"id": "own", "actor": "fama", "statement": "y", **own | {"low": 62, "best": 62}}
    )
    with_both = tmp_path / "case"
    shutil.copytree(rich_case.path, with_both)
    case = Case.open(with_both)
    case.write("claims", [*case.table("claims"), foe, army])
    text = read(case, "T1-2024-J", tmp_path)
    assert "62 people" in text
    assert "61 people" not in text
