"""All checks together: one report, worst first, each figure told once, nothing of any case."""

from __future__ import annotations

import re
from importlib import import_module
from inspect import Parameter, signature
from pathlib import Path
from typing import Any

import pytest

from counterclaim.check import CHECKS, check
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import SEVERITIES
from counterclaim.model.place import Place
from tests.check.invented import claim, ledger

FOLDER = Path(__file__).parents[2] / "src" / "counterclaim" / "check"
ACTS: dict[str, Any] = {"actor": "Arda", "target": "Bren", "place": "Land", "counts": "acts"}
YEARLY: dict[str, Any] = {"unit": "year", "window": "2021-12/2025-06"}
DEAD: dict[str, Any] = {**ACTS, "counts": "killed"}


def _book() -> Ledger:
    return ledger(
        claim("five", 5, window="2022", **ACTS),
        claim("cap", high=4, comparator="never_more_than", **YEARLY, **ACTS),
        claim("rise", comparator="rises_each", **YEARLY, **DEAD),
        claim("none", comparator="zero", window="2025", **DEAD),
        claim("total", 355, window="2022/2025", **{**DEAD, "target": "Cole"}),
        claim("event", 300, window="2022-03-27", **{**DEAD, "target": "Cole", "place": "Town"}),
        places=(Place(id="Land", name="Land"), Place(id="Town", name="Town", country="Land")),
    )


def _kinds(book: Ledger) -> set[tuple[str, frozenset[str]]]:
    return {(found.kind, frozenset(found.claims)) for found in check(book).findings}


EXPECTED = {
    ("logic", frozenset({"five", "cap"})),
    ("logic", frozenset({"rise", "none"})),
    ("implausible_part", frozenset({"event", "total"})),
}


def test_the_three_plainest_contradictions_are_found_and_nothing_else() -> None:
    """A year above the maximum, a rise that ends in none, one event as most of a total."""
    assert _kinds(_book()) == EXPECTED


def test_findings_are_worst_first_and_repeat_exactly() -> None:
    """Errors before warnings before notes; the same run gives the same report."""
    report = check(_book())
    order = [SEVERITIES.index(found.severity) for found in report.findings]
    assert order == sorted(order)
    assert report == check(_book())
    assert report.coverage.figures_found == 5


def _renamed(book: Ledger) -> Ledger:
    new = {"Arda": "Xeno", "Bren": "Yuma", "Cole": "Zeta", "Land": "Oz", "Town": "Emerald"}
    claims = []
    for old in book.claims:
        cells = {f: new.get(getattr(old, f), "") for f in ("actor", "target", "place")}
        claims.append(old.model_copy(update={**cells, "id": f"id-{old.id}"}))
    places = tuple(
        Place(id=new[p.id], name=new[p.name], country=new.get(p.country, "")) for p in book.places
    )
    return Ledger(claims=tuple(claims), places=places)


def test_renaming_everything_keeps_every_finding() -> None:
    """Actors, places and ids are only names."""
    wanted = {(kind, frozenset(f"id-{c}" for c in claims)) for kind, claims in EXPECTED}
    assert _kinds(_renamed(_book())) == wanted


@pytest.mark.parametrize(
    ("id", "cells", "gone"),
    [
        ("five", {"low": 4, "best": 4, "high": 4}, "cap"),
        ("none", {"comparator": "at_least", "low": 60, "best": None, "high": None}, "rise"),
        ("event", {"low": 30, "best": 30, "high": 30}, "total"),
    ],
)
def test_changing_the_one_figure_makes_its_finding_vanish(
    id: str, cells: dict[str, Any], gone: str
) -> None:
    """The finding that rested on it is gone, the others stay."""
    book = _book()
    claims = [c.model_copy(update=cells) if c.id == id else c for c in book.claims]
    left = _kinds(book.holding(claims))
    assert left == {each for each in EXPECTED if gone not in each[1]}


def test_moving_a_year_moves_the_finding() -> None:
    """Five in 2023 instead of 2022 is the same finding about 2023; in 2027 there is none."""

    def moved(window: str) -> list[Claim]:
        update = {"window": claim("w", window=window).window}
        return [c.model_copy(update=update) if c.id == "five" else c for c in _book().claims]

    (found,) = [f for f in check(_book().holding(moved("2023"))).findings if "five" in f.claims]
    assert "2023" in found.explanation
    assert not [f for f in check(_book().holding(moved("2027"))).findings if "five" in f.claims]


def test_every_check_is_listed_and_has_its_test() -> None:
    """Each listed module has a kind and findings, and each file that has them is listed."""
    for name in CHECKS:
        module = import_module(f"counterclaim.check.{name}")
        assert module.KIND
        assert list(module.findings(Ledger())) == []
        assert (Path(__file__).parent / f"test_{name}.py").exists()
    having = {path.stem for path in FOLDER.glob("*.py") if _takes_a_ledger_alone(path.stem)}
    assert having == set(CHECKS)


def _takes_a_ledger_alone(name: str) -> bool:
    """True for a module that offers findings of a ledger and asks for nothing else."""
    offered = getattr(import_module(f"counterclaim.check.{name}"), "findings", None)
    if offered is None or name == "__init__":
        return False
    given = signature(offered).parameters.values()
    return [p.name for p in given if p.default is Parameter.empty] == ["ledger"]


def test_no_check_names_anything_of_a_case(shared: Path) -> None:
    """No actor or place of the labelled article occurs in the code of the checks."""
    import json

    labels = json.loads((shared / "gold" / "seed_claims.json").read_text(encoding="utf-8"))
    names = {
        word
        for row in labels["claims"]
        for field in ("actor", "place")
        for word in re.findall(r"[A-Z][\w-]{4,}", row[field] or "")
    }
    code = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    common = {"Corps", "Group", "Russian", "State", "National", "International"}
    assert [name for name in sorted(names - common) if re.search(rf"\b{name}\b", code)] == []
