"""Figures with comparators and ranges; numbers that count nothing."""

from __future__ import annotations

import pytest

from counterclaim.draft.figures import Figure, Reading, read_figures
from counterclaim.draft.language import lexicon, tokenize
from counterclaim.draft.scope import Counted, measure
from counterclaim.draft.vague import VAGUE


def reading(text: str, language: str = "en") -> Reading:
    """The figures of one sentence."""
    return read_figures(tokenize(text, 0, len(text), language), lexicon(language), VAGUE)


def only(text: str, language: str = "en") -> Figure:
    """The one figure of a sentence."""
    (figure,) = reading(text, language).figures
    return figure


def measures(text: str, language: str = "en") -> list[tuple[object, str]]:
    """Low bound and class of each figure, in order."""
    found = reading(text, language)
    result: list[tuple[object, str]] = []
    counted = Counted()
    for figure in found.figures:
        measured = measure(found, figure, counted)
        counted.add(figure, measured)
        result.append((figure.low, measured.counts.value))
    return result


@pytest.mark.parametrize(
    ("text", "comparator", "low", "high"),
    [
        ("At least 31 men died.", "at_least", 31, None),
        ("No fewer than six men died.", "at_least", 6, None),
        ("More than a hundred men died.", "more_than", 100, None),
        ("Up to 75 men died.", "at_most", None, 75),
        ("Nearly 2,000 men died.", "nearly", None, 2000),
        ("Fewer than 30 men died.", "fewer_than", None, 30),
        ("An estimated 300 men died.", "about", 300, 300),
        ("Between 50 and 70 men died.", "between", 50, 70),
        ("20 to 80 men died.", "between", 20, 80),
        ("50–70 men died.", "between", 50, 70),
        ("Some 40 men died.", "about", 40, 40),
        ("50 or more men died.", "at_least", 50, None),
        ("The 918 on the list is a bare minimum.", "at_least", 918, None),
        ("They never made more than four raids.", "never_more_than", None, 4),
        ("At least one tank, possibly two, burned.", "between", 1, 2),
        ("Dozens of men died.", "vague", 24, 99),
        ("Twelve men died.", "exact", 12, 12),
        ("In the raids 20 men died, if not more.", "at_least", 20, None),
        ("They signed 438 kidnappings for ransom at the least.", "at_least", 438, None),
        ("The mandate does not allow for more than 26,000 men.", "at_most", None, 26000),
        ("In June the dead came to 22 288 men.", "exact", 22288, 22288),
        ("Some 2,00,000 refugees fled.", "about", 200000, 200000),
        ("Three killings out of five were theirs.", "exact", 60, 60),
        ("Almost nine strikes in ten hit towns.", "nearly", None, 90),
        ("Not a single local resident was killed.", "zero", 0, 0),
        ("The dead number 281.", "exact", 281, 281),
    ],
)
def test_english_comparators(text: str, comparator: str, low: object, high: object) -> None:
    """A comparator before or after the number decides which bounds are filled."""
    figure = only(text)
    assert (figure.comparator, figure.low, figure.high) == (comparator, low, high)


@pytest.mark.parametrize(
    ("text", "comparator", "low", "high"),
    [
        ("Au moins 31 soldats sont morts.", "at_least", 31, None),
        ("Plus d'une centaine de soldats sont morts.", "more_than", 100, None),
        ("Près de 200 soldats sont morts.", "nearly", None, 200),
        ("Une quinzaine de soldats sont morts.", "about", 15, 15),
        ("Entre 50 et 70 soldats sont morts.", "between", 50, 70),
        ("Pas plus de vingt soldats sont morts.", "at_most", None, 20),
        ("Des dizaines de soldats sont morts.", "vague", 24, 99),
        ("Quelque 300 soldats sont morts.", "about", 300, 300),
    ],
)
def test_french_comparators(text: str, comparator: str, low: object, high: object) -> None:
    """The French comparators fill the same bounds."""
    figure = only(text, "fr")
    assert (figure.comparator, figure.low, figure.high) == (comparator, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Oren Dal, 34, left.",
        "A 25-year-old man left.",
        "It began at 10:30 p.m. sharp.",
        "It cost $300 million.",
        "It cost 40 million dollars.",
        "The town lies 150 kilometres away.",
        "The 3rd Brigade left.",
        "Article 5 and Resolution 2711 apply.",
        "They fired a 155mm gun and a T-72.",
        "The unit has 43.157 points.",
        "One of the largest towns fell.",
        "It happened in the 1990s.",
        "It was three times higher.",
        "It was taken back.[12] It held.[3][4, 5]",
        "The 27 Task Force Brigade left.",
        "The lesson is a simple one.",
        "At half past six it began.",
        "The troops stayed (see Palij, p. 112 and pp. 24-44, Vol. 15, No. 1).",
        "The Resolutions (822, 853, 874, and 884) demand it.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    """Ages, clock times, money, distances, names, calibres and decimals are no figures."""
    kept = [f for f in reading(text).figures if f.kind not in ("ordinal", "person")]
    assert kept == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed 12 people and injured 30.", [(12, "killed"), (30, "wounded")]),
        ("15 soldiers and 20 civilians were killed.", [(15, "killed"), (20, "killed")]),
        ("Five guards lost their lives and six were hurt.", [(5, "killed"), (6, "wounded")]),
        ("300 were killed and 51 others were arrested.", [(300, "killed"), (51, "arrested")]),
        ("Hundreds were killed or wounded.", [(200, "casualties")]),
        ("The toll rose to 45.", [(45, "killed")]),
        (
            "The death toll stands at 537, with another 2,500 people wounded.",
            [(537, "killed"), (2500, "wounded")],
        ),
        ("Some 230 operations of the army were counted.", [(230, "acts")]),
        ("The massacre had 222 victims.", [(222, "killed")]),
        (
            "They abducted 40 girls; 12 of the victims are back.",
            [(40, "abducted"), (12, "abducted")],
        ),
        ("Among the dead were five women.", [(5, "killed")]),
        ("The group carried out 112 attacks.", [(112, "acts")]),
        ("They burned 21 trucks.", [(21, "vehicles")]),
        ("About 2,500 peacekeepers are stationed there.", [(2500, "troops")]),
        ("The war has claimed 13,000 lives.", [(13000, "killed")]),
        ("No casualties were reported.", [(0, "casualties")]),
        ("Nobody was hurt.", [(0, "wounded")]),
        ("The villages were raided twice.", [(2, "acts")]),
        ("70 percent of the dead were men.", [(70, "share")]),
        ("Four shepherds were hacked to death.", [(4, "killed")]),
        ("The column put to death 31 captives.", [(31, "killed")]),
        ("Three generals were sentenced to death.", [(3, "troops")]),
        ("Thousands have been rounded up since May.", [(2000, "arrested")]),
        ("The band seized six villagers and 30 rifles.", [(6, "abducted"), (30, "other")]),
        ("Scores of crewmen remain hostages.", [(40, "abducted")]),
        ("Around 9,000 suspects sit in their jails.", [(9000, "detained")]),
        ("About 120,000 residents sought refuge abroad.", [(120000, "displaced")]),
        ("The violence has driven 160,000 villagers to the coast.", [(160000, "displaced")]),
        ("The 272 soldiers lost since May were young.", [(272, "killed")]),
        ("They shot dead ten journalists.", [(10, "killed")]),
        ("Another 30 were either dead or gravely hurt.", [(30, "casualties")]),
        (
            "720 were killed (among them 67 children) and 90 hurt.",
            [(720, "killed"), (67, "killed"), (90, "wounded")],
        ),
        ("Convoys go with an escort of 150 soldiers.", [(150, "troops")]),
        ("Its leaders talk of 4,000 men.", [(4000, "troops")]),
        (
            "Its list has 40 men, 12 women and 3 children.",
            [(40, "people"), (12, "people"), (3, "people")],
        ),
        ("More than 350 Lebanese have been killed so far.", [(350, "killed")]),
        ("No one was harmed.", [(0, "casualties")]),
        ("There were no reports of injuries or deaths.", [(0, "casualties")]),
        ("Not a single policeman was punished.", [(0, "casualties")]),
        ("They had 10 to 15 thousand troops.", [(10000, "troops")]),
    ],
)
def test_english_classes(text: str, expected: list[tuple[object, str]]) -> None:
    """Each figure gets the class of its noun or of the verb of harm that governs it."""
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'attaque a fait 40 morts et 12 blessés.", [(40, "killed"), (12, "wounded")]),
        (
            "Dix soldats ont été tués et une cinquantaine blessés.",
            [(10, "killed"), (50, "wounded")],
        ),
        ("Onze civils, dont trois femmes, ont péri.", [(11, "killed"), (3, "killed")]),
        ("Personne n'a été blessé.", [(0, "wounded")]),
        ("L'attentat a coûté la vie à 20 soldats.", [(20, "killed")]),
        ("Un gendarme a été enlevé.", [(1, "abducted")]),
    ],
)
def test_french_classes(text: str, expected: list[tuple[object, str]]) -> None:
    """French participles bind to the figures before them, active forms to those after."""
    assert measures(text, "fr") == expected


def test_one_person_without_a_number_counts() -> None:
    """ "A soldier was killed" is one person killed."""
    figure = only("A soldier was killed.")
    assert (figure.kind, figure.low, figure.high) == ("person", 1, 1)


def test_a_shared_comparator_is_flagged_not_decided() -> None:
    """Later members of a list keep their own number and carry a flag."""
    first, second, third = reading("They met at least four tanks, two boats and six cars.").figures
    assert first.flags == ()
    assert second.flags == third.flags == ("shared_comparator", "at_least")
    assert (second.low, second.high) == (2, 2)


def test_a_change_is_two_figures() -> None:
    """ "Rose from 50 to 70" names two figures, not a range."""
    assert [f.low for f in reading("Deaths rose from 50 to 70.").figures] == [50, 70]
