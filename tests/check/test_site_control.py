"""A site in use before its holder could have the place."""

from __future__ import annotations

from counterclaim.check.site_control import findings
from counterclaim.ledger import Text
from counterclaim.model.actor import ActorRelation
from counterclaim.model.period import Period
from counterclaim.model.place import Site
from tests.check.invented import claim, ledger

TAKEN = claim(
    "t", kind="event", actor="Arda", place="Fort", window="2023-11", statement="Arda captured Fort."
)
USED = claim(
    "u",
    kind="relation",
    actor="Arda",
    place="Fort; Town",
    window="2022/2024",
    relation="list_of",
    statement="Bases at Fort and Town were in use.",
)


def test_a_base_used_the_year_before_the_capture_is_told() -> None:
    """In use from 2022, taken in 2023; the other town is not concerned."""
    (found,) = findings(ledger(TAKEN, USED))
    assert (found.severity, set(found.claims)) == ("warning", {"u", "t"})
    later = USED.model_copy(update={"window": Period.parse("2023/2024")})
    assert list(findings(ledger(TAKEN, later))) == []


def test_the_register_of_sites_is_held_against_captures() -> None:
    """A dated site of the case counts as well as a sentence."""
    site = Site(
        id="s1", place="Fort", function="base", actor="Arda", valid=Period.parse("2022-05/..")
    )
    (found,) = findings(ledger(TAKEN, sites=(site,)))
    assert found.claims == ("t",)


def test_what_an_enemy_took_says_nothing_of_the_holder() -> None:
    """Another actor's capture counts only where the case says that the two act together."""
    enemy = TAKEN.model_copy(update={"actor": "Cole"})
    assert list(findings(ledger(enemy, USED))) == []
    ally = ActorRelation(subject="Cole", predicate="operates_with", object="Arda")
    assert len(list(findings(ledger(enemy, USED, relations=(ally,))))) == 1


def test_two_sentences_without_claims_raise_a_question() -> None:
    """A capture and an earlier use of one place, read from the text alone."""
    taken = "They took the town of Fort in November 2023."
    used = "Bases at Ford and Fort were in use between 2022 and 2024."
    full = f"{taken} {used}"
    text = Text(full, sentences=((0, len(taken)), (len(taken) + 1, len(full))))
    (found,) = findings(ledger(texts={"d": text}))
    assert (found.question, len(found.documents)) == (True, 2)
    later = Text(full.replace("2022", "2023"), sentences=text.sentences)
    assert list(findings(ledger(texts={"d": later}))) == []
