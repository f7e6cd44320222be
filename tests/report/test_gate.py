"""What must not leave a case does not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from counterclaim.case import Case
from counterclaim.count.scorecard import Scored
from counterclaim.errors import ExportRefused
from counterclaim.model.snapshot import Snapshot
from counterclaim.report.gate import Gate, rebuildable
from counterclaim.report.publish import Publication, publish
from tests.report.invented import CANARIES, rich
from tests.report.opened import texts


def test_no_canary_is_in_any_public_output(published: Publication) -> None:
    """Secrets planted in every kind of field are in no output, archives and tables opened."""
    found = [
        (name, canary)
        for name, text in texts(published.folder)
        for canary in CANARIES
        if canary in text
    ]
    assert found == []


def test_the_canaries_would_be_seen(rich_case: Case, tmp_path: pytest.TempPathFactory) -> None:
    """A private export holds what the public one keeps back: the search can find it."""
    done = publish(rich_case, ["csv", "crate"], public=False, out=tmp_path)  # type: ignore[arg-type]
    whole = " ".join(text for _, text in texts(done.folder))
    assert {c for c in CANARIES if c in whole} == set(CANARIES)


def test_the_manifest_says_how_many(published: Publication) -> None:
    """What was left out, coarsened or stripped is counted."""
    manifest = json.loads((published.folder / "manifest.json").read_text())
    kept = manifest["kept_back"]
    assert kept["sensitive claims left out"] == 1
    assert kept["sensitive sites coarsened"] == 1
    assert kept["sensitive sites left out"] == 1
    assert kept["personal names stripped"] == 1
    assert kept["source fields of events stripped"] == 184


def test_a_survivors_site_is_named_by_its_region(published: Publication) -> None:
    """A sensitive site keeps its function and loses its place and coordinates."""
    rows = (published.folder / "tables" / "sites.csv").read_text().splitlines()
    coarse = [row for row in rows if row.startswith("Mopti,")]
    assert coarse == ["Mopti,detention,,,,,admin1"]


def closed(case: Case) -> Case:
    """The case with its events under terms that forbid the publication of rows."""
    rows = [s.model_copy(update={"terms": "no_rows"}) for s in case.snapshots()]
    case.write("snapshots", rows)
    return case


@pytest.mark.parametrize("form", ["parquet", "geojson", "crate"])
def test_rows_under_closed_terms_stop_a_public_export(
    form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Formats that hold rows are refused, the message names the snapshots, nothing is written."""
    case = closed(rich(tmp_path_factory.mktemp("closed") / "case"))
    with pytest.raises(ExportRefused) as caught:
        publish(case, ["csv", form])
    assert case.snapshots()[0].id in str(caught.value)
    assert form in str(caught.value)
    assert not (case.path / "out").exists()


def test_figures_from_closed_data_may_be_published(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A table of yearly sums holds no rows, so it passes."""
    case = closed(rich(tmp_path_factory.mktemp("sums") / "case"))
    done = publish(case, ["csv"])
    assert (done.folder / "tables" / "scorecard-civilians.csv").is_file()


def test_cells_that_are_single_days_could_be_rebuilt(scored: Scored) -> None:
    """A scorecard by day tells single events apart; one by year does not."""
    snapshot = Snapshot(id="x", dataset="acled", terms="no_rows")
    yearly = replace(scored, snapshots=(snapshot,))
    daily = replace(yearly, scorecard=scored.scorecard.model_copy(update={"period": "day"}))
    assert not rebuildable(yearly, {"x"})
    assert rebuildable(daily, {"x"})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("by @someone_12 on the day", "by [handle removed] on the day"),
        ("see https://t.me/channel/3 now", "see [handle removed] now"),
        ("mail a.b@example.org.", "mail [address removed]."),
        ("in /home/me/case/x.docx there", "in [path removed] there"),
        (r"in C:\Users\me\x.docx there", "in [path removed] there"),
        ("ucdp_ged@25.1#3d1d6b32", "ucdp_ged@25.1#3d1d6b32"),
        ("and/or, 12/2023, km/h, https://example.org/a/b/c", None),
        ("the climax.com page", None),
    ],
)
def test_handles_addresses_and_paths_are_stripped(
    rich_case: Case, text: str, left: str | None
) -> None:
    """Handles, addresses and paths go; fractions, dates, snapshots and web pages stay."""
    assert Gate(rich_case).text(text) == (text if left is None else left)
