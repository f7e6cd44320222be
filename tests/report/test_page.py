"""The scorecard's page."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

pytest.importorskip("altair", reason="needs the extra report")
pytest.importorskip("jinja2", reason="needs the extra report")

from counterclaim.count.scorecard import Scored, ScoreRow
from counterclaim.model.answer import Refusal
from counterclaim.model.period import Period
from counterclaim.report.page import caption, page, scorecard_page

HOSTILE = '<script>alert(1)</script> & "quoted" {{ 1 + 1 }}'


def test_refusals_are_words_and_never_zeros(scored: Scored) -> None:
    """A cell without a figure says why in words, and the page holds no zero for it."""
    html = scorecard_page(scored)
    assert "not recorded; cannot be separated" in html
    assert not re.search(r'<td[^>]*class="refused"[^>]*>(<[^>]+>)*\s*0\b', html)


def test_ranges_stand_with_their_best(scored: Scored) -> None:
    """A figure is printed as best (low-high)."""
    assert "275 (275-303)" in scorecard_page(scored)


def test_a_year_that_nothing_covers_is_said_once(scored: Scored) -> None:
    """A row whose cells are refused alike is one cell across, and keeps every code."""
    row = page(scored).rows[2]
    html = scorecard_page(scored)
    assert row.only == "not covered"
    assert 'colspan="3"' in html
    assert all(f'id="{cell.code}"' in html for cell in row.cells)


def test_every_note_that_a_cell_points_to_is_there(scored: Scored) -> None:
    """Each letter leads to a note on the page."""
    html = scorecard_page(scored)
    pointed = set(re.findall(r'href="#(note-[a-z]+)"', html))
    assert pointed
    assert all(f'id="{name}"' in html for name in pointed)


def test_nothing_is_asked_of_a_server(scored: Scored) -> None:
    """The page names no address from which a browser would load anything."""
    html = scorecard_page(scored)
    loaded = re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?(?!#|data:)([a-z]+:)?//', html)
    assert loaded == []
    assert "default-src 'none'" in html


def test_markup_in_a_title_is_text(scored: Scored) -> None:
    """Titles that look like markup or templates come out as that text."""
    card = scored.scorecard.model_copy(update={"title": HOSTILE})
    html = scorecard_page(replace(scored, scorecard=card, case=HOSTILE))
    assert "<script" not in html
    assert "{{ 1 + 1 }}" in html


def test_the_table_is_numbered_by_its_code(scored: Scored) -> None:
    """A scorecard with the code T1 is Table 1."""
    assert caption(scored) == "Table 1. Deaths in Xand"


def test_the_same_scorecard_gives_the_same_bytes(scored: Scored) -> None:
    """Two pages of one scorecard are equal."""
    assert scorecard_page(scored) == scorecard_page(scored)


def test_the_drawings_are_well_formed(scored: Scored) -> None:
    """Each drawing in the page is well-formed and has a title and a description."""
    drawings = re.findall(r"<svg.*?</svg>", scorecard_page(scored), re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        names = root.attrib["aria-labelledby"].split()
        assert [element.attrib["id"] for element in root[:2]] == names


def test_a_reason_of_several_periods_is_told_once(scored: Scored) -> None:
    """Two years that the data leaves out are one refusal that names both, in the plural."""
    last = scored.rows[2]
    after = Period.year(2025)
    cells = tuple(
        replace(cell, period=after, answer=replace(cell.answer, reason=said))
        for cell in last.cells
        if isinstance(cell.answer, Refusal)
        for said in [cell.answer.reason.replace("2024", "2025")]
    )
    rows = (*scored.rows, ScoreRow(after, "", cells))
    found = page(replace(scored, rows=rows)).refusals[-1]
    assert found.where == "All columns of Table 1, 2024 and 2025"
    assert found.reason == "The data ends in 2023; 2024 and 2025 are not covered."


def test_a_table_without_ranges_says_nothing_of_ranges(scored: Scored) -> None:
    """The notes under a table are of what it holds: none on ranges, none on events."""
    assert page(scored).range_note.startswith("Best (low-high)")
    assert page(replace(scored, rows=scored.rows[2:])).range_note == ""
    assert 'id="about-ranges"' not in scorecard_page(replace(scored, rows=scored.rows[2:]))


def test_names_from_right_to_left_do_not_turn_a_page_round(scored: Scored) -> None:
    """A mark closes them, so that a range behind one reads from its low to its high."""
    card = scored.scorecard.model_copy(update={"title": "جبهة 60-75"})
    assert "جبهة\u200e 60-75" in scorecard_page(replace(scored, scorecard=card))
