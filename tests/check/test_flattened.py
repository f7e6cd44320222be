"""What is open in one place of a text and settled in another."""

from __future__ import annotations

from typing import Any

from counterclaim.check.flattened import findings
from tests.check.invented import claim, ledger

RAID: dict[str, Any] = {"kind": "event", "actor": "Bren", "place": "Camp", "window": "2025-06-04"}


def test_an_unconfirmed_event_told_as_fact_is_told() -> None:
    """Unconfirmed in one paragraph, plain fact in another."""
    fact = claim("a", statement="Bren blew up the gate of the camp.", **RAID)
    doubt = claim("b", statement="The raid on the camp.", status="unconfirmed", **RAID)
    (found,) = findings(ledger(fact, doubt))
    assert found.claims == ("a", "b")


def test_attribution_in_the_sentence_keeps_the_doubt() -> None:
    """Bren said that it blew up the gate: nothing is flattened; nor is another day's raid."""
    said = claim("a", statement="Bren said that it blew up the gate.", **RAID)
    doubt = claim("b", status="unconfirmed", **RAID)
    assert list(findings(ledger(said, doubt))) == []
    other = claim("a", statement="Bren blew it up.", **{**RAID, "window": "2025-07-04"})
    assert list(findings(ledger(other, doubt))) == []


def test_a_contested_figure_repeated_as_fact_is_told() -> None:
    """The same number of the same event, contested here and asserted there."""
    cells: dict[str, Any] = {"counts": "killed", "place": "Town", "window": "2022-03-27"}
    contested = claim("a", 300, status="contested", **cells)
    fact = claim("b", 300, statement="Three hundred died.", **cells)
    (found,) = findings(ledger(contested, fact))
    assert set(found.claims) == {"a", "b"}
