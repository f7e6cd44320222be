"""Different end dates of one presence."""

from __future__ import annotations

from counterclaim.check.rival_ends import findings
from tests.check.invented import claim, ledger

STAY = claim(
    "s",
    kind="relation",
    actor="Arda",
    window="2021-12/2025-06",
    relation="present_in",
    statement="Arda was there.",
)


def test_ends_weeks_apart_are_one_note() -> None:
    """June in one sentence and July in another is a note, not an error."""
    leaves = claim(
        "w",
        kind="event",
        actor="Arda",
        window="../2025-07-31",
        statement="Arda is to withdraw by the end of July.",
    )
    (found,) = findings(ledger(STAY, leaves))
    assert (found.severity, set(found.claims)) == ("note", {"s", "w"})


def test_the_same_month_or_another_actor_is_no_rival() -> None:
    """The sixth and the end of June agree; another actor's leaving is another matter."""
    june = claim("w", kind="event", actor="Arda", window="2025-06-06", statement="Arda withdrew.")
    other = claim("o", kind="event", actor="Bren", window="2022", statement="Bren withdrew.")
    assert list(findings(ledger(STAY, june, other))) == []
