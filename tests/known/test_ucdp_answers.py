"""Rows that are read must add up to what UCDP itself has published."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import DamagedFile
from counterclaim.ingest import ingest

STATE = "Government of Mali"
JOINT = "Government of Mali, Government of Russia (Soviet Union)"


def relation(case: Case, snapshot: object, part: str) -> str:
    """A part of a snapshot as a relation in SQL."""
    return f"read_parquet('{case.data_file(snapshot, part)}')"  # type: ignore[arg-type]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """An empty case."""
    return Case.create(tmp_path / "case", "Known answers")


def test_dyad_years_of_burkina_faso_equal_the_published_battle_deaths(
    case: Case, shared: Path
) -> None:
    """State-based rows of the web export sum to every published dyad-year, low, best and high."""
    import duckdb

    folder = shared / "data" / "ucdp"
    rows, totals = ingest(
        case, [folder / "ged241_burkina_faso_web_export.csv", folder / "BattleDeaths_v24_1.csv"]
    )
    events = relation(case, rows.snapshot, "events")
    published = relation(case, totals.snapshot, "totals")
    counted = (
        "SELECT native_dyad_new_id AS dyad, provider_year AS year, sum(deaths_low) AS low, "
        f"sum(deaths_best) AS best, sum(deaths_high) AS high FROM {events} "
        "WHERE kind = 'state_based' GROUP BY ALL"
    )
    compared = duckdb.sql(
        "SELECT t.low, t.best, t.high, c.low, c.best, c.high "
        f"FROM {published} t LEFT JOIN ({counted}) c "
        'ON c.dyad = t.native_dyad_id AND c.year = year(t."from") '
        "WHERE t.place = 'Burkina Faso'"
    ).fetchall()
    assert len(compared) == 11
    assert [row[:3] for row in compared] == [row[3:] for row in compared]


PUBLISHED = {
    (JOINT, 2024): (108, 233, 299, 636, 293),
    (STATE, 2022): (25, 275, 275, 303, 275),
    (STATE, 2023): (43, 204, 204, 473, 204),
    (STATE, 2024): (8, 17, 29, 33, 29),
}


def test_the_rows_of_mali_equal_the_published_totals(case: Case, shared: Path) -> None:
    """One-sided deaths by the state, and by the state with Russia, come out as published."""
    import duckdb

    name = "ged251_mali_one_sided_state_2021-12-31_2024.csv"
    receipt = ingest(case, [shared / "data" / "ucdp" / name])[0]
    found = duckdb.sql(
        "SELECT native_side_a, provider_year, count(*), sum(deaths_low), sum(deaths_best), "
        "sum(deaths_high), sum(deaths_civilians) "
        f"FROM {relation(case, receipt.snapshot, 'events')} WHERE provider_year > 2021 GROUP BY ALL"
    ).fetchall()
    assert receipt.rows == 185
    assert {row[:2]: tuple(map(int, row[2:6])) for row in found} == {
        key: values[:4] for key, values in PUBLISHED.items()
    }
    joint = next(row for row in found if row[0] == JOINT)
    assert joint[6] == PUBLISHED[JOINT, 2024][4]


def test_the_joint_rows_of_mali_name_both_governments(case: Case, shared: Path) -> None:
    """Each of the 108 joint events has both governments as joint initiators."""
    import duckdb

    name = "ged251_mali_one_sided_state_2021-12-31_2024.csv"
    receipt = ingest(case, [shared / "data" / "ucdp" / name])[0]
    found = duckdb.sql(
        f"SELECT name, count(*) FROM {relation(case, receipt.snapshot, 'participants')} "
        "WHERE joint AND role = 'initiator' AND together = 2 GROUP BY name ORDER BY name"
    ).fetchall()
    assert found == [(STATE, 108), ("Government of Russia (Soviet Union)", 108)]


def test_the_candidate_with_damaged_dates_is_refused(case: Case, shared: Path) -> None:
    """Dates that a spreadsheet reduced to minutes stop the ingest at their first cell."""
    name = "candidate_26_0_4_dates_damaged_by_excel.csv"
    with pytest.raises(DamagedFile) as caught:
        ingest(case, [shared / "data" / "ucdp" / name])
    assert (caught.value.row, caught.value.column) == (2, "date_start")
    assert caught.value.seen == "00:00.0"
    assert case.snapshots() == ()
