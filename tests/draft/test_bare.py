"""What figures without a noun of their own count."""

from __future__ import annotations

import pytest

from counterclaim.draft.figures import read_figures
from counterclaim.draft.language import lexicon, tokenize
from counterclaim.draft.scope import Counted, measure
from counterclaim.draft.vague import VAGUE


def classes(*sentences: str) -> list[str]:
    """The class of each figure, sentence after sentence."""
    counted, found = Counted(), list[str]()
    for text in sentences:
        counted.new_sentence()
        reading = read_figures(tokenize(text, 0, len(text), "en"), lexicon("en"), VAGUE)
        for figure in reading.figures:
            measured = measure(reading, figure, counted)
            counted.add(figure, measured)
            found.append(measured.counts.value)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raiders made fewer attacks (154, down from 201 the year before).", ["acts"] * 2),
        ("There were 750 strikes this winter, against 240 in the autumn.", ["acts"] * 2),
        ("In the raids 430 people died, up from 381 last year.", ["killed"] * 2),
        ("Clashes between the forces and the rebels fell to 70 from 118.", ["acts"] * 2),
        ("The number of civilians killed rose to 88.", ["killed"]),
        ("Casualties fell from 900 to 400, and deaths among them from 60 to 28.",
         ["casualties", "casualties", "killed", "killed"]),
    ],
)  # fmt: skip
def test_a_compared_figure_counts_what_its_fellow_counts(text: str, expected: list[str]) -> None:
    """A figure beside a verb of change or a word of comparison counts what its subject counts."""
    assert classes(text) == expected


def test_figures_in_a_row_keep_step_with_the_row_before() -> None:
    """ "132 incidents, 1,639 dead. Kaduna: 113 and 1,113": each takes the class of its fellow."""
    assert classes("Zamfara: 132 incidents, 1,639 dead.", "Kaduna: 113 and 1,113.") == [
        "acts", "killed", "acts", "killed",
    ]  # fmt: skip
    assert classes("Mines killed 95 people and injured 248; before, it was 101 and 147.") == [
        "killed", "wounded", "killed", "wounded",
    ]  # fmt: skip


def test_a_restated_number_counts_what_it_counted() -> None:
    """ "331 of the 687" speaks of the 687 that the text told before."""
    told = classes("It made 687 raids.", "They killed 12 men.", "The north saw 331 of the 687.")
    assert told[0] == told[-1] == "acts"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll from the strike on a refugee camp rose to 236.", ["killed"]),
        ("Deaths reported in those events: 2,621.", ["killed"]),
        (
            "They put the deaths at 124 and that of the wounded at 100.",
            ["killed", "wounded"],
        ),
    ],
)
def test_the_noun_that_governs_is_the_one_counted(text: str, expected: list[str]) -> None:
    """The cause of a toll and the first half of a compound noun do not govern a figure."""
    assert classes(text) == expected
