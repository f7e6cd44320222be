"""Claims that cannot all be true are found, told by voice, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.check.cells import Cells
from counterclaim.check.logic import findings, problem, search
from counterclaim.check.logic_sets import Component, conflicts_of
from counterclaim.check.logic_terms import Terms
from counterclaim.demo.ledger import invented_ledger
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period
from counterclaim.model.place import Place
from tests.check.invented import claim, ledger, told

ACTS: dict[str, Any] = {"actor": "Arda", "target": "Bren", "place": "Vale", "counts": "acts"}
DEAD: dict[str, Any] = {**ACTS, "counts": "killed"}
SPAN = "2021-12/2025-06"
CIVIL: dict[str, Any] = {"population": "civilians"}
CAP: dict[str, Any] = {"window": SPAN, "comparator": "never_more_than", "unit": "year"}


def _only(book: Ledger) -> tuple[str, str, frozenset[str]]:
    (found,) = findings(book)
    return found.severity, found.verdict, frozenset(found.claims)


def test_a_year_above_the_stated_maximum_is_an_error() -> None:
    """Five in one year contradicts "never more than four"; four does not."""
    cap = claim("cap", high=4, **CAP, **ACTS)
    five = claim("y", 5, window="2022", **ACTS)
    assert _only(ledger(five, cap)) == ("error", "contradicted", frozenset({"y", "cap"}))
    assert list(findings(ledger(claim("y", 4, window="2022", **ACTS), cap))) == []


def test_a_total_above_the_maximum_times_the_years_is_an_error() -> None:
    """Thirty in two years cannot be had with at most ten in each."""
    cap = claim("cap", high=10, **{**CAP, "window": "2022/2023"}, **ACTS)
    total = claim("t", 31, window="2022/2023", **ACTS)
    assert told(findings(ledger(cap, total))) == [{"cap", "t"}]


def test_a_year_outside_the_maximum_s_span_is_left_alone() -> None:
    """The maximum holds for its own window."""
    cap = claim("cap", high=4, **CAP, **ACTS)
    assert list(findings(ledger(claim("y", 5, window="2026", **ACTS), cap))) == []


def test_a_rise_every_year_does_not_end_in_none() -> None:
    """A later year without any breaks "rose every year"; the finding names only these two."""
    rise = claim("r", comparator="rises_each", window=SPAN, unit="year", **DEAD)
    none = claim("n", comparator="zero", low=0, best=0, high=0, window="2025", **DEAD)
    other = claim("o", 7, window="2023", **DEAD)
    assert told(findings(ledger(rise, none, other))) == [{"r", "n"}]


def test_a_rise_is_broken_by_two_years_that_fall() -> None:
    """12 and then 9 is no rise; 9 and then 12 is."""
    rise = claim("r", comparator="rises_each", window="2022/2024", **DEAD)
    fall = (claim("a", 12, window="2022", **DEAD), claim("b", 9, window="2023", **DEAD))
    climb = (claim("a", 9, window="2022", **DEAD), claim("b", 12, window="2023", **DEAD))
    assert told(findings(ledger(rise, *fall))) == [{"r", "a", "b"}]
    assert list(findings(ledger(rise, *climb))) == []


def test_parts_that_do_not_make_the_stated_total_are_an_error() -> None:
    """9 + 31 + 38 + 27 + 9 is 114, so a total of 112 is wrong, and the note shows the sum."""
    figures = (9, 31, 38, 27, 9)
    parts = [claim(f"p{at}", n, window="2022/2025", **ACTS) for at, n in enumerate(figures)]
    ids = tuple(part.id for part in parts)
    total = claim("t", 112, window="2022/2025", relation="total_of", operand=ids, **ACTS)
    (found,) = findings(ledger(total, *parts))
    assert (found.severity, set(found.claims)) == ("error", {"t", *ids})
    assert "114" in found.explanation
    right = total.model_copy(update={"low": 114, "best": 114, "high": 114})
    assert list(findings(ledger(right, *parts))) == []


def test_a_rounded_total_is_no_contradiction() -> None:
    """Parts of 152 and 145 make about 300."""
    parts = (claim("a", 152, window="2022", **DEAD), claim("b", 145, window="2023", **DEAD))
    total = claim("t", 300, window="2022/2023", **DEAD)
    assert list(findings(ledger(*parts, total))) == []


def test_years_sum_to_their_span() -> None:
    """Years that fill a span add up to it, without anybody saying "total"."""
    years = (claim("a", 12, window="2022", **DEAD), claim("b", 9, window="2023", **DEAD))
    assert told(findings(ledger(*years, claim("t", 23, window="2022/2023", **DEAD)))) == [
        {"a", "b", "t"}
    ]
    assert list(findings(ledger(*years, claim("t", 23, window="2022/2024", **DEAD)))) == []


def test_a_place_within_another_cannot_hold_more() -> None:
    """A town's dead are among the country's; the other way round nothing is wrong."""
    places = (Place(id="town", name="Town", country="Land"), Place(id="land", name="Land"))
    town = claim("a", 90, counts="killed", place="Town", window="2022-03")
    land = claim("b", 60, counts="killed", place="Land", window="2022")
    assert told(findings(ledger(town, land, places=places))) == [{"a", "b"}]
    fewer = claim("a", 40, counts="killed", place="Town", window="2022-03")
    assert list(findings(ledger(fewer, land, places=places))) == []


def test_killed_are_among_casualties_and_arrested_are_not_disappeared() -> None:
    """50 to 70 killed fit hundreds killed or wounded; more killed than casualties do not."""
    killed = claim("k", comparator="between", low=50, high=70, window="2024-09", **DEAD)
    harmed = claim(
        "c",
        comparator="vague",
        words="hundreds",
        window="2024-09",
        **{**DEAD, "counts": "casualties"},
    )
    held = claim("h", 5, window="2024-09", **{**DEAD, "counts": "arrested"})
    gone = claim("d", 8, window="2024-09", **{**DEAD, "counts": "disappeared"})
    assert list(findings(ledger(killed, harmed, held, gone))) == []
    fewer = claim(
        "c", comparator="at_most", high=40, window="2024-09", **{**DEAD, "counts": "casualties"}
    )
    assert told(findings(ledger(killed, fewer))) == [{"k", "c"}]


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ({"comparator": "at_least", "low": 300}, 0),
        ({"comparator": "at_least", "low": 420}, 1),
        ({"comparator": "more_than", "low": 353}, 1),
        ({"comparator": "at_most", "high": 353}, 0),
        ({"comparator": "between", "low": 200, "high": 340}, 1),
        ({"comparator": "about", "low": 340, "best": 340, "high": 340}, 0),
        ({"comparator": "vague", "words": "hundreds"}, 0),
    ],
)
def test_two_sources_on_one_event(right: dict[str, Any], expected: int) -> None:
    """A figure is contested by another speaker's only where no number fits both."""
    one = claim("a", 353, voice="a newspaper", window="2022-03-27", **DEAD)
    two = claim("b", voice="a ministry", window="2022-03-27", **DEAD, **right)
    found = list(findings(ledger(one, two)))
    assert len(found) == expected
    assert all((f.verdict, f.severity) == ("contested", "note") for f in found)


def test_shares_of_a_base_hold_against_part_and_whole() -> None:
    """70 to 80% of 1,000 is not 500; 100% of something is fine, 120% is not."""
    base = claim("b", 1040, counts="troops", actor="Arda", window="2025-06-01")
    part = claim(
        "p", 500, counts="troops", actor="Arda", population="veterans", window="2025-06-01"
    )
    share: dict[str, Any] = {
        "counts": "share",
        "relation": "share_of",
        "comparator": "between",
        "actor": "Arda",
    }
    wrong = claim("s", low=70, high=80, operand=("b", "p"), window="2025", **share)
    assert told(findings(ledger(base, part, wrong))) == [{"b", "p", "s"}]
    right = claim("s", low=45, high=50, operand=("b", "p"), window="2025", **share)
    assert list(findings(ledger(base, part, right))) == []
    assert list(findings(ledger(base, claim("s", 100, **{**share, "comparator": "exact"})))) == []


def test_a_share_is_held_against_the_part_that_it_tells_of() -> None:
    """60% civilians of 1,040 dead does not go with 200 civilians, nor needs a named part."""
    base = claim("b", 1040, **DEAD, window="2023")
    part = claim("p", 200, **DEAD, population="civilians", window="2023")
    share = claim(
        "s",
        60,
        counts="share",
        relation="share_of",
        operand=("b",),
        population="civilians",
        window="2023",
    )
    assert told(findings(ledger(base, part, share))) == [{"b", "p", "s"}]
    near = claim("p", 622, **DEAD, population="civilians", window="2023")
    assert list(findings(ledger(base, near, share))) == []


@pytest.mark.parametrize("operands", [("all", "civil"), ("civil", "all")])
def test_a_share_is_of_the_larger_scope_in_whichever_order(operands: tuple[str, str]) -> None:
    """Civilians are a part of the dead, so the dead are the base of their share."""
    whole = claim("all", 212, counts="killed", place="Vale", window="2021")
    civil = claim("civil", 127, counts="killed", population="civilians", place="Vale", window=2021)
    share: dict[str, Any] = {"counts": "share", "relation": "share_of", "operand": operands}
    assert list(findings(ledger(whole, civil, claim("s", 60, **share)))) == []
    assert told(findings(ledger(whole, civil, claim("s", 40, **share)))) == [{"all", "civil", "s"}]


@pytest.mark.parametrize(("civilians", "told_of"), [(40, 0), (41, 0), (39, 1), (43, 1)])
def test_half_of_an_odd_number_is_a_half_to_its_reader(civilians: int, told_of: int) -> None:
    """50% of 81 dead are 40 or 41, and neither 39 nor 43."""
    whole = claim("all", 81, counts="killed", place="Vale", window="2021")
    civil = claim("civil", civilians, counts="killed", place="Vale", window="2021", **CIVIL)
    share = claim("s", 50, counts="share", relation="share_of", operand=("all", "civil"))
    assert len(list(findings(ledger(whole, civil, share)))) == told_of


def test_stated_parts_that_exclude_each_other_are_at_most_their_whole() -> None:
    """60 in one town and 55 in another are no parts of 100; women and children may be."""
    whole = claim("t", 100, counts="killed", window="2021", place="Vale")
    part: dict[str, Any] = {"counts": "killed", "window": "2021", "part_of": "t"}
    towns = [claim("a", 60, place="Harun", **part), claim("b", 55, place="Berun", **part)]
    assert _only(ledger(whole, *towns)) == ("error", "contradicted", frozenset({"a", "b", "t"}))
    people = [claim("a", 60, population="women", **part), claim("b", 55, population="men", **part)]
    assert told(findings(ledger(whole, *people))) == [{"a", "b", "t"}]
    girls = [people[0], claim("b", 55, population="girls", **part)]
    assert list(findings(ledger(whole, *girls))) == []


def test_civilians_are_the_same_people_as_target_and_as_population() -> None:
    """15 dead in a strike on civilians and 22 civilians dead in it are two figures for one."""
    cells: dict[str, Any] = {"counts": "killed", "place": "Vale", "window": "2021-02-02"}
    book = ledger(claim("a", 15, target="civilians", **cells), claim("b", 22, **CIVIL, **cells))
    assert _only(book) == ("error", "contradicted", frozenset({"a", "b"}))


def test_people_and_nobody_said_are_the_same_people() -> None:
    """15 killed and 22 people killed do not fit; 22 people of whom 15 were women do."""
    cells: dict[str, Any] = {"counts": "killed", "place": "Vale", "window": "2021-02-02"}
    people = claim("b", 22, population="people", **cells)
    assert _only(ledger(claim("a", 15, **cells), people))[:2] == ("error", "contradicted")
    assert list(findings(ledger(claim("a", 15, population="women", **cells), people))) == []


def test_a_stated_part_is_no_rival_of_its_whole() -> None:
    """A part in the very words of its whole is smaller, or it is an error."""
    whole = claim("w", 30, window="2022", **DEAD)
    part = claim("p", 12, window="2022", part_of="w", **DEAD)
    assert list(findings(ledger(whole, part))) == []
    more = claim("p", 42, window="2022", part_of="w", **DEAD)
    assert told(findings(ledger(whole, more))) == [{"w", "p"}]


def test_ratios_and_similar_numbers() -> None:
    """Twice as many must be about twice; "similar" is broken from a ratio of two on."""
    a, b = claim("a", 60, window="2023", **ACTS), claim("b", 20, window="2022", **ACTS)
    twice = claim("r", 2, relation="times", operand=("a", "b"), **ACTS)
    assert told(findings(ledger(a, b, twice))) == [{"a", "b", "r"}]
    alike = claim("s", comparator="similar_to", operand=("a", "b"), **ACTS)
    (found,) = findings(ledger(a, b, alike))
    assert (found.severity, set(found.claims)) == ("warning", {"a", "b", "s"})
    near = claim("a", 31, window="2023", **ACTS)
    assert list(findings(ledger(near, b, alike))) == []


def test_a_record_is_no_less_than_the_years_before_it() -> None:
    """A record of 2024 below the figure of 2022 is none, and the first follows nothing."""
    before = claim("a", 60, window="2022", **ACTS)
    record = claim("r", 41, comparator="record", window="2024", **ACTS)
    assert told(findings(ledger(before, record.model_copy(update={"comparator": "record"})))) == [
        {"a", "r"}
    ]
    first = claim("f", comparator="first", window="2024-02", **ACTS)
    assert told(findings(ledger(before, first))) == [{"a", "f"}]


def test_a_record_year_is_no_less_than_an_earlier_month() -> None:
    """88 in one month make a year of 88 and more, so a later year of 40 is no record."""
    record = claim("r", 40, **{**DEAD, "window": "2021"}).model_copy(
        update={"comparator": "record"}
    )
    assert told(findings(ledger(record, claim("m", 88, window="2019-06", **DEAD)))) == [{"m", "r"}]
    assert list(findings(ledger(record, claim("m", 88, window="2016/2019", **DEAD)))) == []


def test_until_a_day_holds_all_that_came_before() -> None:
    """80 in 2014 do not go into 61 until 2019."""
    year, until = claim("y", 80, window="2014", **DEAD), claim("u", 61, window="../2019", **DEAD)
    assert told(findings(ledger(year, until))) == [{"u", "y"}]
    assert list(findings(ledger(year.model_copy(update={"window": None}), until))) == []


@pytest.mark.parametrize("rule", ["record", "first"])
def test_a_record_and_a_first_are_held_against_the_towns_of_their_country(rule: str) -> None:
    """Nothing comes before the first in a country, nor more in one of its towns than its record."""
    towns = (Place(id="harun", name="Harun", country="Oland"),)
    cells: dict[str, Any] = {"counts": "acts", "actor": "Arda"}
    ruled = claim("r", place="Oland", window="2023", comparator=rule, low=1, high=9, **cells)
    before = claim("a", 12, place="Harun", window="2021", **cells)
    after = claim("b", 12, place="Harun", window="2024", **cells)
    assert told(findings(ledger(ruled, before, after, places=towns))) == [{"a", "r"}]


def test_doubled_goes_from_the_earlier_to_the_later_year() -> None:
    """20 and then 41 is doubled in whichever order the two are named; 41 and then 20 is not."""
    few, many = claim("a", 20, window="2022", **ACTS), claim("b", 41, window="2023", **ACTS)
    words: dict[str, Any] = {"counts": "acts", "relation": "ratio_of", "words": "doubled"}
    for operands in (("a", "b"), ("b", "a")):
        assert list(findings(ledger(few, many, claim("w", 2, operand=operands, **words)))) == []
    later = few.model_copy(update={"window": Period.year(2024)})
    assert len(list(findings(ledger(later, many, claim("w", 2, operand="a; b", **words))))) == 1


def test_one_speaker_in_two_documents_is_named_once() -> None:
    """A ministry that says two things in two documents is not contested between itself."""
    cells: dict[str, Any] = {"voice": "the ministry", "window": "2022", **DEAD}
    (found,) = findings(ledger(claim("a", 3, document="x", **cells), claim("b", 9, **cells)))
    assert "between different documents, each time in the words of the ministry" in (
        found.explanation
    )


def test_what_is_said_of_named_claims_needs_no_scope_of_its_own() -> None:
    """A total, a ratio and a mean without time and place are as firm as the claims they name."""
    a, b = claim("a", 11, window="2021", **DEAD), claim("b", 19, window="2022", **DEAD)
    acts = claim("n", 10, window="2022", **ACTS)
    of: dict[str, Any] = {"counts": "killed", "operand": ("a", "b")}
    firm = "error", "contradicted"
    assert _only(ledger(a, b, claim("t", 40, relation="total_of", **of)))[:2] == firm
    assert _only(ledger(a, b, claim("t", 2, relation="ratio_of", **of)))[:2] == firm
    mean = claim("m", 4, counts="killed", relation="mean_of", operand=("b", "n"))
    assert _only(ledger(b, acts, mean))[:2] == firm


def test_totals_without_a_scope_are_no_rivals() -> None:
    """Two totals of other parts, neither with time nor place, are two things."""
    dead = [claim(f"c{at}", at, window=f"202{at}", **DEAD) for at in range(1, 5)]
    first = claim("t", 3, counts="killed", relation="total_of", operand=("c1", "c2"))
    second = claim("u", 7, counts="killed", relation="total_of", operand=("c3", "c4"))
    assert list(findings(ledger(*dead, first, second))) == []


def test_never_is_at_all_times() -> None:
    """A maximum without dates holds for every year; a rise without dates is asked about."""
    seven = claim("a", 7, window="2021", **ACTS)
    never = claim("cap", high=4, comparator="never_more_than", unit="year", **ACTS)
    assert _only(ledger(seven, never)) == ("error", "contradicted", frozenset({"a", "cap"}))
    rise = claim("r", comparator="rises_each", **ACTS)
    fewer = claim("b", 5, window="2022", **ACTS)
    assert _only(ledger(seven, fewer, rise))[:2] == ("warning", "in_tension")


def test_a_maximum_for_each_day_is_held_against_days() -> None:
    """Six on one day are more than three a day allow; six in a week are not."""
    cap = claim("cap", high=3, **{**CAP, "unit": "per day"}, **DEAD)
    assert told(findings(ledger(cap, claim("a", 6, window="2022-05-04", **DEAD)))) == [{"a", "cap"}]
    assert list(findings(ledger(cap, claim("a", 6, window="2022-05-02/2022-05-08", **DEAD)))) == []


@pytest.mark.parametrize(
    ("one", "two", "verdict"),
    [
        ("asserted", "asserted", "contradicted"),
        ("confirmed", "unconfirmed", "contested"),
        ("contested", "contested", "contested"),
        ("claimed", "reported", "contested"),
    ],
)
def test_what_an_author_only_passes_on_is_contested(one: str, two: str, verdict: str) -> None:
    """An author who calls a figure unconfirmed does not contradict the confirmed one."""
    cells: dict[str, Any] = {"window": "2022", **DEAD}
    figures = claim("a", 20, status=one, **cells), claim("b", 35, status=two, **cells)
    assert _only(ledger(*figures))[1] == verdict


def test_a_rise_over_named_years_is_held_against_them() -> None:
    """41, 55 and 51 are no rise; the finding names the two that fall."""
    figures = {"a": 41, "b": 55, "c": 51}
    years = [claim(i, n, window=f"202{at}", **DEAD) for at, (i, n) in enumerate(figures.items())]
    rise = claim("r", counts="killed", comparator="rises_each", operand=tuple(figures))
    assert _only(ledger(*years, rise)) == ("error", "contradicted", frozenset({"b", "c", "r"}))


def test_speakers_contest_each_other_and_contradict_themselves() -> None:
    """One speaker twice in one document is contradicted; in two it has changed."""
    one = claim("a", 12, voice="a ministry", document="d1", window="2022", **DEAD)
    same = claim("b", 20, voice="a ministry", document="d1", window="2022", **DEAD)
    later = claim("b", 20, voice="a ministry", document="d2", window="2022", **DEAD)
    assert _only(ledger(one, same))[:2] == ("error", "contradicted")
    assert _only(ledger(one, later))[:2] == ("note", "contested")


def test_what_is_undated_or_guessed_is_a_question() -> None:
    """Undated figures of one scope raise a question, and so does a guessed field."""
    undated = (claim("a", 12, **DEAD), claim("b", 20, **DEAD))
    assert _only(ledger(*undated))[:2] == ("warning", "in_tension")
    dated = claim("c", 30, window="2022", **DEAD)
    assert list(findings(ledger(undated[0], dated))) == []
    sure = (claim("a", 12, window="2022", **DEAD), claim("b", 20, window="2022", **DEAD))
    (found,) = findings(ledger(*sure, origin={"a": {"actor": "guess"}}))
    assert (found.question, found.severity) == (True, "warning")
    (found,) = findings(ledger(*sure, origin={"a": {"actor": "inherited"}}))
    assert (found.question, found.severity) == (False, "error")


def test_one_attack_of_many_is_only_a_part_of_its_month() -> None:
    """Two attacks in one month and country are not two figures for the same thing."""
    cells = {**DEAD, "window": "2024-07", "place": ""}
    one = claim("a", 12, statement="Twelve died in an ambush.", **cells)
    two = claim("b", 31, statement="Another attack killed 31.", **cells)
    assert list(findings(ledger(one, two))) == []
    whole = claim("c", 20, statement="Twenty died that month.", **cells)
    assert told(findings(ledger(one, two, whole))) == [{"b", "c"}]


def test_withdrawn_figures_no_longer_count() -> None:
    """What nobody holds any more contradicts nothing."""
    kept = claim("a", 12, window="2022", **DEAD)
    gone = claim("b", 20, window="2022", status="withdrawn", **DEAD)
    assert list(findings(ledger(kept, gone))) == []


def test_sets_with_a_culprit_are_one_finding() -> None:
    """A maximum that three years break is told once, with the three sets."""
    cap = claim("cap", high=4, **CAP, **ACTS)
    years = [claim(str(y), 9, window=y, **ACTS) for y in (2022, 2023, 2024)]
    (found,) = findings(ledger(cap, *years))
    assert found.figures["culprit"] == "cap"
    assert len(found.figures["sets"]) == 3


def test_rival_figures_for_one_scope_are_one_finding() -> None:
    """Four sources with four figures are told side by side, once."""
    rivals = [
        claim(f"c{n}", n, voice=f"source {n}", window="2022", **DEAD) for n in (12, 20, 31, 44)
    ]
    (found,) = findings(ledger(*rivals))
    assert (found.verdict, len(found.claims)) == ("contested", 4)


def test_running_out_of_steps_is_not_decided() -> None:
    """With almost no allowance the answer is "not decided", never silence."""
    years = [claim(f"y{y}", 9 + y % 7, window=str(y), **ACTS) for y in range(2000, 2024)]
    total = claim("t", 1009, window="2000/2023", **ACTS)
    found = list(findings(ledger(*years, total), allowance=1))
    assert [f.verdict for f in found] == ["not_decided"]


def test_background_alone_can_be_satisfied() -> None:
    """The laws of counting without any claim hold together, in every component."""
    book = invented_ledger(200, 24, 4).ledger
    parts = problem(Terms(Cells(book)))
    for part in parts:
        empty = {claim: part.said[claim][:0] for claim in part.claims}
        assert conflicts_of(Component(empty, part.laws)).sets == []
    assert any(part.laws for part in parts)


def test_conflicts_beyond_the_cap_are_counted() -> None:
    """More than fifty sets are cut at fifty, smallest first, and the rest is a number."""
    rivals = [claim(f"c{n:02}", n, window="2022", **DEAD) for n in range(1, 13)]
    (found,) = findings(ledger(*rivals))
    assert (len(found.figures["sets"]), found.figures["left_out"]) == (50, 12 * 11 // 2 - 50)
    assert len(found.claims) == 12


def test_hundreds_of_spans_that_cross_are_searched_for_a_while() -> None:
    """Where each set is slow to find, the search ends with what it has and says so."""
    days = [date(2022, 1, 1) + timedelta(days=at) for at in range(160)]
    spans = [
        claim(f"c{at:03}", comparator="at_least", low=9, window=f"{day}/{days[at + 9]}", **DEAD)
        for at, day in enumerate(days[:150])
    ]
    few = claim("few", 20, window=f"{days[0]}/{days[-1]}", **DEAD)
    found = search(Terms(Cells(ledger(*spans, few))))
    assert found[0].sets
    assert not found[0].complete
    assert all("few" in conflict for conflict in found[0].sets)


_YEARS = st.integers(2020, 2023).map(str)
_CLAIMS = st.lists(
    st.tuples(
        st.sampled_from(["exact", "at_least", "at_most", "never_more_than", "rises_each"]),
        _YEARS,
        st.integers(1, 30),
    ),
    min_size=2,
    max_size=6,
)


def _claims(rows: list[tuple[str, str, int]]) -> list[Claim]:
    made = []
    for at, (comparator, year, value) in enumerate(rows):
        window = "2020/2023" if comparator in {"never_more_than", "rises_each"} else year
        low = value if comparator in {"exact", "at_least"} else None
        high = value if comparator in {"exact", "at_most", "never_more_than"} else None
        best = value if comparator == "exact" else None
        cells: dict[str, Any] = {"low": low, "best": best, "high": high}
        made.append(claim(f"c{at}", comparator=comparator, window=window, **cells, **ACTS))
    return made


def _sets(claims: list[Claim]) -> list[frozenset[str]]:
    found = search(Terms(Cells(ledger(*claims))))
    return [frozenset(conflict) for each in found for conflict in each.sets]


@settings(max_examples=30, deadline=None)
@given(_CLAIMS)
def test_adding_a_claim_never_removes_a_contradiction(rows: list[tuple[str, str, int]]) -> None:
    """Every minimal set of a ledger is one of the larger ledger too."""
    claims = _claims(rows)
    assert set(_sets(claims[:-1])) <= set(_sets(claims))


_MONTHS = st.tuples(st.integers(1, 6), st.integers(0, 5)).map(
    lambda pair: f"2022-{pair[0]:02}/2022-{min(12, sum(pair)):02}"
)
_NESTED = st.lists(
    st.tuples(
        st.sampled_from(["", "people", "civilians", "villagers", "women", "soldiers"]),
        st.sampled_from(["Harun", "Berun", "Sarn", "Oland"]),
        _MONTHS,
        st.sampled_from(["exact", "at_least", "at_most"]),
        st.integers(1, 30),
    ),
    min_size=3,
    max_size=8,
)
_REGION = tuple(
    Place(id=town.casefold(), name=town, admin1="Sarn", country="Oland")
    for town in ("Harun", "Berun")
)


def _nested(rows: list[tuple[str, str, str, str, int]]) -> list[Claim]:
    made = []
    for at, (people, place, window, comparator, value) in enumerate(rows):
        cells: dict[str, Any] = {"population": people, "place": place, "window": window}
        cells |= {"low": value if comparator != "at_most" else None, "counts": "killed"}
        cells |= {"high": value if comparator != "at_least" else None}
        made.append(claim(f"c{at}", comparator=comparator, **cells))
    return made


@settings(max_examples=60, deadline=None)
@given(_NESTED)
def test_adding_a_claim_takes_no_contradiction_of_parts_and_wholes_away(
    rows: list[tuple[str, str, str, str, int]],
) -> None:
    """Of every set that conflicted some part still does, whatever else is said of its scopes."""
    claims = _nested(rows)
    before, after = (
        [
            frozenset(conflict)
            for each in search(Terms(Cells(ledger(*some, places=_REGION))))
            for conflict in each.sets
        ]
        for some in (claims[:-1], claims)
    )
    assert all(any(new <= old for new in after) for old in before)


def test_a_day_is_held_against_every_span_around_it() -> None:
    """Thirty on one day do not go into twenty of one span, whatever another span allows."""
    day = claim("d", 30, window="2023-05-14", **DEAD)
    less = claim("less", 20, window="2023-05/2023-08", **DEAD)
    more = claim("more", 50, window="2023-04/2023-06", **DEAD)
    assert told(findings(ledger(day, less))) == told(findings(ledger(day, less, more)))
    assert told(findings(ledger(day, less))) == [{"d", "less"}]


def test_spans_that_overlap_are_held_against_what_they_share() -> None:
    """80 to September and 80 from April, 50 of them in both, make 110 and not a year of 100."""
    first = claim("a", 80, window="2023-01/2023-09", **DEAD)
    second = claim("b", 80, window="2023-04/2023-12", **DEAD)
    both = claim("c", comparator="at_most", high=50, window="2023-04/2023-09", **DEAD)
    year = claim("y", 100, window="2023", **DEAD)
    assert told(findings(ledger(first, second, both, year))) == [{"a", "b", "c", "y"}]
    assert list(findings(ledger(first, second, year))) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=2, max_size=5), st.integers(1, 90), st.integers(2, 5))
def test_a_total_resolves_only_what_it_accounts_for(
    figures: list[int], stated: int, terms: int
) -> None:
    """Rivals in one scope vanish only where a total says that they are its parts, or equals it."""
    rivals = [claim(f"c{at}", n, window="2022", **ACTS) for at, n in enumerate(figures)]
    parts = tuple(rival.id for rival in rivals[:terms])
    total = claim("t", stated, window="2022", relation="total_of", operand=parts, **ACTS)
    accounted = sum(figures[:terms]) == stated and set(figures[terms:]) <= {stated}
    assert accounted or _sets([*rivals, total])


@settings(max_examples=30, deadline=None)
@given(_CLAIMS, st.integers(1, 10))
def test_after_widening_every_set_contains_one_from_before(
    rows: list[tuple[str, str, int]], more: int
) -> None:
    """A wider range makes no new conflict out of claims that fitted."""
    claims = _claims(rows)
    first = claims[0]
    wider = first.model_copy(
        update={
            "comparator": "between" if first.comparator == "exact" else first.comparator,
            "best": None,
            "low": None if first.low is None else max(0, first.low - more),
            "high": None if first.high is None else first.high + more,
        }
    )
    before = _sets(claims)
    assert all(any(old <= new for old in before) for new in _sets([wider, *claims[1:]]))


@settings(max_examples=20, deadline=None)
@given(_CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(rows: list[tuple[str, str, int]], chance: Any) -> None:
    """The same sets in whatever order the claims come."""
    claims = _claims(rows)
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert _sets(shuffled) == _sets(claims)
