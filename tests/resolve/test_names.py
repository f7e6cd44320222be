from __future__ import annotations

import pytest

from counterclaim.model.actor import ActorName
from counterclaim.resolve.names import likeness
from counterclaim.resolve.sides import SAME
from counterclaim.resolve.suggestions import ranked

ALIKE = [
    ("Government of Aland", "Military Forces of Aland (2021-)"),
    ("Government of Aland (Old Aland)", "Police Forces of Aland (2015-2020)"),
    (
        "Government of DR Congo (Zaire)",
        "Military Forces of the Democratic Republic of Congo (2019-)",
    ),
    ("Aland army", "Government of Aland"),
    ("JNIM", "JNIM: Group for Support of Islam and Muslims"),
    ("M23", "M23: March 23 Movement"),
    ("SDF", "QSD: Syrian Democratic Forces"),
    ("Al-Shabaab", "Al Shabaab"),
    ("Taleban", "Taliban"),
    ("Islamic State", "Islamic State Sahel Province (ISSP)"),
    ("Green Valley Front", "Green Valey Front"),
    ("Orchard Wardens", "Orchard Wardens Militia (Aland)"),
    ("Civilians", "Civilians (Aland)"),
    ("Government of Aland", "Police Forces of Aland (2022-) River Guard"),
    ("Government of Aland (North Aland)", "Military Forces of Aland (2016-) Highest Council"),
    ("Government of Mali", "FAMa: Malian Armed Forces"),
    ("IS", "Islamic State (Aland)"),
    ("KIO", "KIO/KIA: Kachin Independence Organization/Kachin Independence Army"),
    ("GA", "ULG/GA: United League of the Grove/Grove Army"),
    ("Vale Cartel New Generation", "VNGC: Vale New Generation Cartel"),
]
UNLIKE = [
    ("Government of Niger", "Military Forces of Nigeria (2015-2023)"),
    ("Government of South Sudan", "Military Forces of Sudan (2019-)"),
    ("Government of Aland", "Civilians (Aland)"),
    ("Government of Russia (Soviet Union)", "Wagner Group"),
    ("Green Valley Front", "Red Hills Front"),
    ("JNIM", "Islamic State Sahel Province (ISSP)"),
    ("IS", "JNIM: Group for Support of Islam and Muslims"),
    ("Government of Aland", "Military Forces of Borland (2022-) Aland Brigade"),
    ("Vale Cartel", "Gulf Cartel"),
    ("GA", "KIO/KIA: Kachin Independence Organization/Kachin Independence Army"),
]
KNOWN = [
    ActorName(actor="army", name="Military Forces of Aland (2015-2021)"),
    ActorName(actor="company", name="Wagner Group"),
    ActorName(actor="front", name="JNIM: Group for Support of Islam and Muslims"),
    ActorName(actor="valley", name="Green Valley Front", dataset="acled"),
    ActorName(actor="valley", name="Green Valley Front", dataset="survey"),
]


@pytest.mark.parametrize(("one", "two"), ALIKE)
def test_strings_for_one_actor_are_alike(one: str, two: str) -> None:
    """Spelling, abbreviations, dates and brackets do not part one actor, either way round."""
    assert likeness(one, two) >= SAME
    assert likeness(two, one) == likeness(one, two)


@pytest.mark.parametrize(("one", "two"), UNLIKE)
def test_strings_for_two_actors_are_not(one: str, two: str) -> None:
    """Words that many names share make no likeness, nor do states of similar names."""
    assert likeness(one, two) < SAME


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Military Forces of Aland (2021-)", {"army"}),
        ("Military Forces of Aland (2021-) Wagner Group", {"army", "company"}),
        ("JNIM", {"front"}),
        ("Gren Valley Front", {"valley"}),
        ("Wagner", {"company"}),
    ],
)
def test_never_seen_string_is_offered_the_actors_it_may_mean(name: str, expected: set[str]) -> None:
    """The likeliest actors come first, both of a compound, each once and with a reason."""
    found = ranked(name, KNOWN)
    assert {s.actor for s in found[: len(expected)]} == expected
    assert len({s.actor for s in found}) == len(found)
    assert all(s.reason for s in found)


def test_a_stranger_is_offered_nothing() -> None:
    """A string without anything in common gets no suggestion."""
    assert ranked("Copper Miners Union", KNOWN) == ()


def test_names_of_the_same_dataset_go_first() -> None:
    """Of equal names that of the string's own dataset is offered."""
    assert ranked("Green Valley Frnt", KNOWN, "survey")[0].dataset == "survey"
