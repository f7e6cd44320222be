from __future__ import annotations

from datetime import date
from pathlib import Path

from counterclaim.assess.artefacts import Artefacts
from tests.assess.cases import case_with, run, scattered

AT = date(2021, 1, 1)
ENTRY = {"kind": "artefacts", "series": "state", "changed_on": AT}


def test_a_break_in_outlets_is_seen_in_even_events(tmp_path: Path) -> None:
    """Events go on evenly while outlets fall from six to one: the sources broke."""
    actor = {"actor1": "Military Forces of Aland (2020-)", "actor2": "Somebody"}
    rows = [
        {
            "day": str(day),
            **actor,
            "source": "; ".join(f"Paper {n}" for n in range(6 if day < AT else 1)),
        }
        for day in scattered(1, 300)
    ]
    found = run(case_with(tmp_path / "case", {"one": ENTRY}, rows=rows)).answer
    assert isinstance(found, Artefacts)
    assert found.verdict == "sources broke"
    assert {one.what for one in found.breaks if one.broke} == {"outlets", "citations"}


def test_figures_without_events_have_no_sources_by_month(tmp_path: Path) -> None:
    """Published counts name no sources, and that is said."""
    series = {"name": "attacks", "counts": {"2021-01": 3}}
    result = run(case_with(tmp_path / "case", {"one": {**ENTRY, "series": series}}))
    assert result.answer.verdict == "refused"
    assert "no sources" in result.answer.sentence
