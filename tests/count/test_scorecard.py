from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from counterclaim.case import Case
from counterclaim.count import explain, score
from counterclaim.errors import CounterclaimError, DefinitionError, NotFound
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from tests.count.rows import MAPPING, acled, sheet, tiny_case, ucdp


def answers(case: Case, **options: Any) -> dict[tuple[str, str, str], Answer]:
    """Answers by measure, period and by."""
    return {
        (cell.measure.id, cell.period.text, cell.by): cell.answer
        for row in score(case, **options).rows
        for cell in row.cells
    }


def card(measures: dict[str, Any], **scorecard: Any) -> dict[str, Any]:
    """Definitions with these measures in one scorecard over 2022."""
    return {
        "window": "2022",
        "measures": measures,
        "scorecards": {"one": {"measures": list(measures), **scorecard}},
    }


@pytest.mark.parametrize("deaths", ["inflicted", "suffered"])
def test_acled_battles_do_not_say_who_died(tmp_path: Path, deaths: str) -> None:
    """Deaths inflicted or suffered are refused where the data has one number an event."""
    measure = {"dataset": "acled", "actor": "state", "kinds": ["battle"], "deaths": deaths}
    case = tiny_case(tmp_path / "case", card({"m": measure}))
    acled(case, [{}])
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Refusal)
    assert (answer.status, answer.code) == (Status.REFUSED, "deaths_by_side")
    assert answer.remedy


def test_acled_says_how_many_civilians_died_where_they_were_the_target(tmp_path: Path) -> None:
    """Refusals are earned: violence against civilians has its deaths of civilians."""
    measure = {
        "dataset": "acled",
        "actor": "state",
        "kinds": ["violence_against_civilians"],
        "deaths": "civilians",
    }
    case = tiny_case(tmp_path / "case", card({"m": measure}))
    attack = {
        "event_type": "Violence against civilians",
        "sub_event_type": "Attack",
        "actor2": "Civilians (Aland)",
        "civilian_targeting": "Civilian targeting",
        "fatalities": 7,
    }
    acled(case, [attack, {"fatalities": 50}])
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Figure)
    assert answer.quantity.ends == (None, 7, None)


ATTACK = {
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor2": "Civilians (Aland)",
    "civilian_targeting": "Civilian targeting",
}
CIVILIANS = {
    "actors.csv": "civilians,Civilians,civilians,\n",
    "actor_names.csv": "civilians,Civilians,,,,\n",
}


def test_deaths_inflicted_in_attacks_on_civilians_are_the_total(tmp_path: Path) -> None:
    """Where civilians are the second actor, one total per event says what was inflicted."""
    kinds = ["violence_against_civilians"]
    measure = {"dataset": "acled", "actor": "state", "kinds": kinds, "deaths": "inflicted"}
    case = tiny_case(tmp_path / "case", card({"m": measure}))
    acled(case, [ATTACK | {"fatalities": 7}, {"fatalities": 50}])
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Figure)
    assert answer.quantity.ends == (None, 7, None)


def test_civilians_are_counted_where_they_are_victims(tmp_path: Path) -> None:
    """An actor of the kind civilians needs no role; what it suffered are civilian deaths."""
    measures = {
        what: {"dataset": "ucdp_ged", "actor": "civilians", "kinds": ["one_sided"], **more}
        for what, more in {
            "events": {"counts": "acts"},
            "deaths": {},
            "suffered": {"deaths": "suffered"},
        }.items()
    }
    case = tiny_case(tmp_path / "case", card(measures))
    for file, line in CIVILIANS.items():
        with (case.path / file).open("a", encoding="utf-8") as table:
            table.write(line)
    row = {"type_of_violence": 3, "side_b": "Civilians", "deaths_civilians": 4}
    ucdp(Case.open(case.path), [row | {"low": 3, "best": 4, "high": 9}, {}])
    found = answers(Case.open(case.path))
    ends = {what: found[what, "2022", ""] for what in measures}
    assert all(isinstance(answer, Figure) for answer in ends.values())
    quantities = [a.quantity.ends for a in ends.values() if isinstance(a, Figure)]
    assert quantities == [(1, 1, 1), (3, 4, 9), (None, 4, None)]


@pytest.mark.parametrize("deaths", ["total", "inflicted", "civilians"])
def test_a_number_without_a_range_stands_for_low_and_high(tmp_path: Path, deaths: str) -> None:
    """Of an own sheet of attacks, rows without a range keep the sum's range whole."""
    measure = {"dataset": "own", "actor": "front", "kinds": ["one_sided"], "deaths": deaths}
    more = {"mappings": {"own": {"dataset": "own", **MAPPING}}}
    case = tiny_case(tmp_path / "case", card({"m": measure}) | more)
    sheet(case, [{"killed": 10}, {"least": 1, "killed": 2, "most": 5, "day": "2022-04-01"}])
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Figure)
    assert answer.quantity.ends == (11, 12, 15)
    assert "point_values" in answer.caveats


@pytest.mark.parametrize("field", ["actor1", "assoc_actor_1", "actor2", "assoc_actor_2"])
def test_an_actor_is_found_in_any_of_four_fields(tmp_path: Path, field: str) -> None:
    """An actor counts in whichever field the provider put it, once an event."""
    measure = {"dataset": "acled", "actor": "front", "counts": "acts", "role": "any"}
    case = tiny_case(tmp_path / "case", card({"m": measure}))
    row = {"actor1": "Somebody", "actor2": "Somebody else", field: "Blue Front"}
    acled(case, [row, {"actor1": "Nobody", "actor2": "Nobody else"}])
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Figure)
    assert answer.quantity.best == 1


def test_deaths_by_side_keep_the_range_that_the_total_allows(tmp_path: Path) -> None:
    """Own deaths: best is the column, low takes off the surplus, high adds unknown and room."""
    measure = {"dataset": "ucdp_ged", "actor": "front", "deaths": "suffered"}
    case = tiny_case(tmp_path / "case", card({"m": measure}))
    event = {"deaths_a": 2, "deaths_b": 5, "deaths_unknown": 1, "low": 6, "best": 8, "high": 11}
    ucdp(case, [event])
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Figure)
    assert answer.quantity.ends == (3, 5, 9)


def test_undirected_events_have_no_initiator(tmp_path: Path) -> None:
    """Asking who began a battle between two sides is refused."""
    measure = {
        "dataset": "ucdp_ged",
        "actor": "front",
        "role": "initiator",
        "kinds": ["state_based"],
    }
    case = tiny_case(tmp_path / "case", card({"m": measure}))
    ucdp(case, [{}])
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Refusal)
    assert answer.code == "direction"


def test_months_hold_what_lies_inside_and_what_touches(tmp_path: Path) -> None:
    """An event across two months is in neither month's low and in both months' high."""
    measure = {"dataset": "ucdp_ged", "actor": "front"}
    case = tiny_case(tmp_path / "case", card({"m": measure}, period="month"))
    span = {"day": "2022-03-30", "last": "2022-04-02", "low": 4, "best": 5, "high": 6}
    ucdp(case, [span, {"day": "2022-03-01"}, {"day": "2022-04-20"}])
    found = answers(case)
    march, april = found["m", "2022-03", ""], found["m", "2022-04", ""]
    assert isinstance(march, Figure)
    assert isinstance(april, Figure)
    assert march.quantity.ends == (1, 6, 7)
    assert april.quantity.ends == (1, 1, 7)
    assert march.events is not None
    assert march.events.ends == (1, 2, 2)
    assert isinstance(found["m", "2022-05", ""], Refusal)


@pytest.mark.parametrize("dataset", ["ucdp_ged", "incidents"])
def test_a_month_asked_for_alone_is_the_month_of_the_scorecard(
    tmp_path: Path, dataset: str
) -> None:
    """An event across the edge of a total's window counts where its provider places it."""
    months = {"measures": ["m"], "period": "month"}
    totals = {"measures": ["m"], "period": "total", "window": "2022-03/2022-04"}
    definitions = card({"m": {"dataset": dataset, "actor": "front"}})
    definitions["scorecards"] = {"months": months, "april": totals | {"window": "2022-04"}}
    definitions["scorecards"]["both"] = totals
    case = tiny_case(tmp_path / "case", definitions)
    span = {"day": "2022-03-30", "last": "2022-04-02", "low": 4, "best": 5, "high": 6}
    ucdp(case, [span, {"day": "2022-03-01"}, {"day": "2022-04-20"}])
    april = answers(case, scorecard="months")["m", "2022-04", ""]
    assert isinstance(april, Figure)
    assert april.quantity.ends == (1, 1, 7)
    assert answers(case, scorecard="april")["m", "2022-04", ""] == april
    assert explain(case, "m", "2022-04").cell.answer == april
    both = answers(case, scorecard="both")["m", "2022-03/2022-04", ""]
    assert isinstance(both, Figure)
    assert both.quantity.ends == (6, 7, 8)


def test_a_total_of_years_is_the_sum_of_its_years(tmp_path: Path) -> None:
    """An event across the turn of a year counts in the provider's year, and in no other total."""
    definitions = card({"m": {"dataset": "ucdp_ged", "actor": "front"}})
    definitions["scorecards"] = {
        "years": {"measures": ["m"], "period": "year", "window": "2021/2022"},
        "total": {"measures": ["m"], "period": "total", "window": "2022"},
    }
    case = tiny_case(tmp_path / "case", definitions)
    span = {"day": "2021-12-30", "last": "2022-01-02", "low": 4, "best": 5, "high": 6}
    ucdp(case, [span, {"day": "2022-03-01"}, {"day": "2021-03-01"}])
    year = answers(case, scorecard="years")["m", "2022", ""]
    total = answers(case, scorecard="total")["m", "2022", ""]
    assert isinstance(year, Figure)
    assert isinstance(total, Figure)
    assert total.quantity.ends == year.quantity.ends == (1, 1, 1)
    assert total.ids == year.ids == 1


def test_a_month_that_events_only_touch_says_how_many(tmp_path: Path) -> None:
    """No row is counted in the later month; the events that may belong to it stand beside."""
    measure = {"dataset": "ucdp_ged", "actor": "front"}
    case = tiny_case(tmp_path / "case", card({"m": measure}, period="month"))
    ucdp(case, [{"day": "2022-03-30", "last": "2022-04-02", "low": 4, "best": 5, "high": 6}])
    april = answers(case)["m", "2022-04", ""]
    assert isinstance(april, Refusal)
    assert (april.status, april.code) == (Status.NOT_RECORDED, "no_rows")
    assert [(c.quantity.ends, c.events) for c in april.context] == [((4, 5, 6), 1)]
    assert "1 event dated across its edge" in april.reason


@pytest.mark.parametrize("dataset", ["ucdp_ged", "incidents"])
def test_days_hold_the_events_of_their_dates(tmp_path: Path, dataset: str) -> None:
    """A scorecard by day counts each event on its day; one over several is in the low of none."""
    measure = {"dataset": dataset, "actor": "front"}
    days = card({"m": measure}, period="day", window="2022-02-26/2022-03-04")
    case = tiny_case(tmp_path / "case", days)
    span = {"day": "2022-03-02", "last": "2022-03-03", "low": 4, "best": 5, "high": 6}
    ucdp(case, [span, {"day": "2022-02-28"}, {"day": "2022-03-01"}, {"day": "2022-03-01"}])
    found = {key[1]: answer for key, answer in answers(case).items()}
    figures = {day: answer for day, answer in found.items() if isinstance(answer, Figure)}
    assert {day: answer.quantity.best for day, answer in figures.items()} == {
        "2022-02-28": 1,
        "2022-03-01": 2,
        "2022-03-02": 5,
    }
    assert figures["2022-03-02"].quantity.ends == (0, 5, 6)
    assert isinstance(found["2022-03-03"], Refusal)


def test_a_day_known_to_the_week_counts_in_the_month_of_its_date(tmp_path: Path) -> None:
    """ACLED's event_date decides the month, though the event may have happened before it."""
    measure = {"dataset": "acled", "actor": "front", "counts": "acts"}
    case = tiny_case(tmp_path / "case", card({"m": measure}, period="month"))
    acled(case, [{"day": "2022-03-03", "time_precision": "2"}])
    found = answers(case)
    assert isinstance(found["m", "2022-02", ""], Refusal)
    march = found["m", "2022-03", ""]
    assert isinstance(march, Figure)
    assert march.quantity.ends == (0, 1, 1)


def test_quarters_and_total_sum_their_months(tmp_path: Path) -> None:
    """Coarser periods count the same events once."""
    measure = {"dataset": "ucdp_ged", "actor": "front"}
    case = tiny_case(tmp_path / "case", card({"m": measure}, period="quarter"))
    ucdp(case, [{"day": "2022-01-01"}, {"day": "2022-03-31"}, {"day": "2022-12-31"}])
    found = answers(case)
    sizes = [f.ids for f in found.values() if isinstance(f, Figure)]
    assert sizes == [2, 1]


def test_cells_split_by_place_and_by_actor(tmp_path: Path) -> None:
    """A scorecard by place or by actor has a row for each that the data holds."""
    measure = {"dataset": "ucdp_ged", "counts": "acts"}
    for by, wanted in (("admin1", {"North region", "South region"}), ("actor", {"state", "front"})):
        case = tiny_case(tmp_path / by, card({"m": measure}, by=by))
        ucdp(case, [{}, {"adm_1": "South region"}, {"adm_1": "South region"}])
        found = {key[2]: a for key, a in answers(case).items() if isinstance(a, Figure)}
        assert set(found) == wanted
        if by == "admin1":
            assert {k: a.ids for k, a in found.items()} == {"North region": 1, "South region": 2}


def test_an_uncovered_part_of_a_year_is_marked(tmp_path: Path) -> None:
    """A year that the data covers in part is a figure marked as part of the year."""
    measure = {"dataset": "ucdp_ged", "actor": "front"}
    rules = {"rules": {"coverage": {"ucdp_ged": {"window": "2022-01-01/2022-06-30"}}}}
    case = tiny_case(tmp_path / "case", card({"m": measure}) | rules)
    ucdp(case, [{"day": "2022-01-01"}, {"day": "2022-02-02"}])
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Figure)
    assert answer.partial
    whole = tiny_case(tmp_path / "whole", card({"m": measure}))
    ucdp(whole, [{"day": "2022-01-01"}, {"day": "2022-02-02"}])
    unmarked = answers(whole)["m", "2022", ""]
    assert isinstance(unmarked, Figure)
    assert not unmarked.partial


def test_candidate_data_is_provisional(tmp_path: Path) -> None:
    """A figure from candidate data says that it will be revised."""
    measure = {"dataset": "ucdp_ged", "actor": "front"}
    case = tiny_case(tmp_path / "case", card({"m": measure}))
    ucdp(case, [{}], version="22.0.3")
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Figure)
    assert answer.provisional


def test_the_newest_release_alone_speaks(tmp_path: Path) -> None:
    """Two releases that cover the same are never added; an older one answers as of its day."""
    measure = {"dataset": "ucdp_ged", "actor": "front"}
    case = tiny_case(tmp_path / "case", card({"m": measure}))
    ucdp(case, [{"best": 1}], version="23.1")
    ucdp(case, [{"best": 1}, {"best": 2, "high": 2}], version="24.1")
    newest = answers(case)["m", "2022", ""]
    assert isinstance(newest, Figure)
    assert newest.quantity.best == 3
    old = next(s.id for s in case.snapshots() if s.version == "23.1")
    before = answers(case, as_of=old)["m", "2022", ""]
    assert isinstance(before, Figure)
    assert before.quantity.best == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kinds": ["battle"]}, "other_kinds"),
        ({"deaths": "suffered"}, "no_actor"),
        ({"attribution": "joint"}, "no_actor"),
    ],
)
def test_a_question_that_the_dataset_cannot_mean_is_refused(
    tmp_path: Path, more: dict[str, object], code: str
) -> None:
    """Classes of another dataset, and deaths of nobody, are told and not counted."""
    case = tiny_case(tmp_path / "case", card({"m": {"dataset": "ucdp_ged", **more}}))
    ucdp(case, [{}])
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Refusal)
    assert (answer.status, answer.code) == (Status.REFUSED, code)


def test_events_are_no_published_totals(tmp_path: Path) -> None:
    """A series asked of events, and events asked of a dataset not held, are not covered."""
    measures = {
        "series": {"dataset": "ucdp_ged", "series": "os_total_deaths"},
        "other": {"dataset": "acled"},
    }
    case = tiny_case(tmp_path / "case", card(measures))
    ucdp(case, [{}])
    found = answers(case)
    for name in measures:
        answer = found[name, "2022", ""]
        assert isinstance(answer, Refusal)
        assert answer.status is Status.NOT_COVERED
    assert isinstance(found["other", "2022", ""], Refusal)
    assert "ucdp_ged" in getattr(found["other", "2022", ""], "reason", "")


@pytest.mark.parametrize("as_of", ["yesterday", "2020-13-45", "ucdp_ged@9#0", "posted:2020"])
def test_a_date_or_snapshot_that_there_is_not_is_refused(tmp_path: Path, as_of: str) -> None:
    """An unreadable date and an unknown snapshot end the command; they are not empty data."""
    case = tiny_case(tmp_path / "case", card({"m": {"dataset": "ucdp_ged"}}))
    ucdp(case, [{}])
    with pytest.raises(CounterclaimError):
        score(case, as_of=as_of)


def test_data_is_not_known_before_the_days_that_it_covers(tmp_path: Path) -> None:
    """Without a stated day of release a snapshot cannot have been out before its last day."""
    case = tiny_case(tmp_path / "case", card({"m": {"dataset": "ucdp_ged", "counts": "acts"}}))
    ucdp(case, [{}], "23.1")
    ucdp(case, [{}, {"day": "2022-05-05"}, {"day": "2023-05-06"}], "24.1")
    for as_of, events in (("2023-06", 1), ("2024-06", 2)):
        answer = answers(case, as_of=as_of)["m", "2022", ""]
        assert isinstance(answer, Figure)
        assert answer.ids == events
    assert isinstance(answers(case, as_of="2021")["m", "2022", ""], Refusal)


def test_a_scorecard_without_a_window_covers_the_years_of_its_data(tmp_path: Path) -> None:
    """Neither the scorecard nor the case states a window: the years of the events are shown."""
    definitions = card({"m": {"dataset": "ucdp_ged", "counts": "acts"}})
    del definitions["window"]
    case = tiny_case(tmp_path / "case", definitions)
    with pytest.raises(DefinitionError, match="no window"):
        score(case)
    ucdp(case, [{"day": "2021-03-02"}, {"day": "2023-03-02"}])
    assert [row.period.text for row in score(case).rows] == ["2021", "2022", "2023"]


def held(case: Case) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Ends, partial and provisional of every figure by measure and period."""
    return {
        (measure, period): (*answer.quantity.ends, answer.partial, answer.provisional)
        for (measure, period, _), answer in answers(case).items()
        if isinstance(answer, Figure)
    }


@pytest.mark.parametrize("turned", [False, True])
def test_extracts_of_two_countries_answer_together(tmp_path: Path, turned: bool) -> None:
    """Each country's rows come from its own extract, in whatever order they were taken in."""
    names = {"all": {}, "here": {"place": "Aland"}, "there": {"place": "Beland"}}
    measures = {name: {"dataset": "ucdp_ged", **more} for name, more in names.items()}
    case = tiny_case(tmp_path / "case", card(measures))
    files = [("Aland", "24.1", 3), ("Beland", "24.1", 4), ("Aland", "25.1", 5)]
    for country, version, best in reversed(files) if turned else files:
        row = {"country": country, "low": best, "best": best, "high": best}
        days = [{"day": "2022-01-02"}, {"day": f"20{int(version[:2]) - 1}-12-30"}]
        ucdp(Case.open(case.path), [row | day for day in days], version)
    found = held(Case.open(case.path))
    assert {name: ends[1] for (name, _), ends in found.items()} == {"all": 9, "here": 5, "there": 4}
    assert not any(partial for *_, partial, _ in found.values())


def test_months_of_candidate_files_add_up(tmp_path: Path) -> None:
    """The final release and each month's candidate file speak for their own days."""
    measure = {"dataset": "ucdp_ged", "actor": "front"}
    case = tiny_case(tmp_path / "case", card({"m": measure}) | {"window": "2023/2024"})
    ucdp(case, [{"day": "2023-01-04", "best": 2, "high": 2}, {"day": "2023-12-31"}], "24.1")
    for month, best in ((1, 5), (2, 7)):
        row = {"day": f"2024-0{month}-05", "low": best, "best": best, "high": best}
        ucdp(case, [row], f"24.0.{month}")
    case = Case.open(case.path)
    found = held(case)
    assert found["m", "2023"] == (2, 3, 3, False, False)
    assert found["m", "2024"] == (12, 12, 12, True, True)
    told = explain(case, "m", "2024")
    assert [row["deaths_best"] for row in told.rows] == [7, 5]
    assert [other.version for other in told.others] == ["24.0.1"]
    assert [s.version for s in score(case).snapshots] == ["24.0.1", "24.0.2", "24.1"]


@pytest.mark.parametrize("turned", [False, True])
def test_of_one_version_the_fuller_file_speaks(tmp_path: Path, turned: bool) -> None:
    """A narrower export of the same release takes nothing away, whichever came first."""
    case = tiny_case(tmp_path / "case", card({"m": {"dataset": "ucdp_ged", "counts": "acts"}}))
    full = [{"day": "2022-01-01"}, {"day": "2022-03-04"}, {"day": "2022-12-30"}]
    for rows in (full[::2], full) if turned else (full, full[::2]):
        ucdp(Case.open(case.path), rows)
    assert held(Case.open(case.path))["m", "2022"][:3] == (3, 3, 3)


def test_no_cell_without_rows_is_zero(tmp_path: Path) -> None:
    """A year without rows is not recorded, a year after the data not covered."""
    measure = {"dataset": "ucdp_ged", "actor": "front"}
    definitions = card({"m": measure}) | {"window": "2021/2030"}
    case = tiny_case(tmp_path / "case", definitions)
    ucdp(case, [{}, {"day": "2020-02-02"}])
    found = {key[1]: a for key, a in answers(case).items() if isinstance(a, Refusal)}
    assert found["2021"].status is Status.NOT_RECORDED
    assert found["2030"].status is Status.NOT_COVERED
    assert "2022" not in found


def test_a_case_without_data_says_so(tmp_path: Path) -> None:
    """Every cell of a case without data is not covered, with the command that would help."""
    case = tiny_case(tmp_path / "case", card({"m": {"dataset": "ucdp_ged", "actor": "front"}}))
    answer = answers(case)["m", "2022", ""]
    assert isinstance(answer, Refusal)
    assert answer.status is Status.NOT_COVERED
    assert "ingest" in answer.remedy


def test_unknown_names_are_told_with_those_that_exist(tmp_path: Path) -> None:
    """A scorecard or code that does not exist is an error that lists what does."""
    case = tiny_case(tmp_path / "case", card({"m": {"dataset": "ucdp_ged", "actor": "front"}}))
    with pytest.raises(NotFound, match="one"):
        score(case, "two")
    with pytest.raises(NotFound, match="T1-2022-M"):
        explain(case, "T9-2022-X")
    empty = tiny_case(tmp_path / "empty", {})
    with pytest.raises(DefinitionError):
        score(empty)
    with pytest.raises(CounterclaimError):
        score(case, engine_name="abacus")


@pytest.mark.parametrize("period", ["month", "day"])
def test_spark_and_duckdb_agree(tmp_path: Path, period: str) -> None:
    """The same expressions give the same cells on Spark as on DuckDB."""
    pytest.importorskip("pyspark", reason="needs the extra part for Spark")
    import shutil

    if shutil.which("java") is None:
        pytest.skip("needs a Java runtime")
    measures = {
        "deaths": {"dataset": "ucdp_ged", "actor": "front", "target": "state"},
        "own": {"dataset": "ucdp_ged", "actor": "front", "deaths": "suffered"},
        "events": {"dataset": "ucdp_ged", "counts": "acts"},
    }
    case = tiny_case(tmp_path / "case", card(measures, period=period, window="2022-03/2022-04"))
    ucdp(case, [{"deaths_b": 1}, {"day": "2022-03-30", "last": "2022-04-02", "best": 0, "low": 0}])
    assert answers(case, engine_name="spark=local[1]") == answers(case)
