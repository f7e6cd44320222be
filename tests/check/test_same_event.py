"""Figures for one event that exclude each other, where the scopes are not word for word one."""

from __future__ import annotations

from typing import Any

from counterclaim.check.same_event import findings
from counterclaim.model.claim import Incident
from tests.check.invented import claim, ledger

EVENT: dict[str, Any] = {"counts": "killed", "place": "Town", "window": "2022-03-27"}


def test_two_speakers_with_an_unsaid_field_are_contested() -> None:
    """300 and 203 dead of one day and town are contested, though only one names the actor."""
    one = claim("a", 300, voice="a rights group", actor="Arda", **EVENT)
    two = claim("b", 203, voice="a ministry", **EVENT)
    (found,) = findings(ledger(one, two))
    assert (found.verdict, found.severity) == ("contested", "note")


def test_one_voice_in_a_judged_incident_is_an_error() -> None:
    """In an incident that the analyst judged, dates may differ and the figures still clash."""
    one = claim("a", 31, part_of="i1", counts="killed", window="2022-03-27")
    two = claim("b", 12, part_of="i1", counts="killed", window="2022-03")
    (found,) = findings(ledger(one, two, incidents=(Incident(id="i1"),)))
    assert (found.verdict, found.severity) == ("contradicted", "error")


def test_other_classes_populations_and_bounds_are_no_quarrel() -> None:
    """Wounded beside killed, children beside adults, and a bound that holds are left alone."""
    dead = claim("a", 31, actor="Arda", **EVENT)
    hurt = claim("b", 90, **{**EVENT, "counts": "wounded"})
    some = claim("c", 4, population="children", actor="Arda", **EVENT)
    least = claim("d", comparator="at_least", low=12, voice="a ministry", **EVENT)
    assert list(findings(ledger(dead, hurt, least))) == []
    assert list(findings(ledger(claim("e", 9, population="women", **EVENT), some))) == []


def test_a_dispute_that_the_text_names_is_kept() -> None:
    """A claim that disputes another is told beside it where the two cannot both hold."""
    one = claim("a", 70, counts="killed", window="2024-09")
    two = claim(
        "b",
        comparator="at_least",
        low=200,
        counts="killed",
        voice="rebels",
        relation="disputes",
        operand=("a",),
    )
    (found,) = findings(ledger(one, two))
    assert (found.verdict, set(found.claims)) == ("contested", {"a", "b"})


def test_a_part_does_not_quarrel_with_its_whole() -> None:
    """Six generals among 2,389 who surrendered are no other figure for the same event."""
    whole = claim("a", 2389, population="soldiers", voice="a ministry", **EVENT)
    part = claim("b", 6, voice="a ministry", relation="part_of", operand=("a",), **EVENT)
    assert list(findings(ledger(whole, part))) == []


def test_parts_of_one_whole_do_not_quarrel() -> None:
    """Of 2,977 dead 2,507 civilians and 343 others are different people."""
    whole = claim("a", 2977, **EVENT)
    some = claim("b", 2507, population="civilians", relation="part_of", operand=("a",), **EVENT)
    rest = claim("c", 343, relation="part_of", operand=("a",), **EVENT)
    assert list(findings(ledger(whole, some, rest))) == []
