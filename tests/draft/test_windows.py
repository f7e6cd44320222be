"""When figures hold: their own date, another clause's, or the one inherited."""

from __future__ import annotations

import pytest

from counterclaim.draft.claims import draft_claims
from counterclaim.draft.documents import read


def windows(text: str, published: str = "2024-11-20") -> dict[object, str]:
    """The window of each figure by its value, in a text on an armed conflict."""
    text = f"The army and the rebels fight on; the war and its militias go on.\n\n{text}"
    drafts = draft_claims(read(text.encode(), "text.txt"), published=published)
    found = {d.best: str(d.window or "") for d in drafts if d.kind == "numeric"}
    return {value: window for value, window in found.items() if value is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Militants killed 4,118 people in 2023, compared with 4,302 in 2022 and 4,851 in 2021.",
         {4118: "2023", 4302: "2022", 4851: "2021"}),
        ("On 18 April gunmen fired on a bus and killed 22 soldiers; on 3 May 15 soldiers died.",
         {22: "2024-04-18", 15: "2024-05-03"}),
        ("At Plaine, where 62 people had been killed in 2022, four children were killed in March.",
         {62: "2022", 4: "2024-03"}),
        ("Drones killed 449 people in 2024, twice as many as in 2023, and wounded 80 civilians.",
         {449: "2024", 80: "2024"}),
        ("The army killed 449 rebels in 2023. Civilians were 78% of the dead (2022: 71%).",
         {449: "2023", 78: "2023", 71: "2022"}),
        ("On 3 March 2024 thirteen men died, while another died of it in May 2024.",
         {13: "2024-03-03"}),
        ("Set against the first half of 2023, attacks by militants rose to 931 in 2024.",
         {931: "2024"}),
    ],
)  # fmt: skip
def test_a_figure_takes_the_date_of_its_clause(text: str, expected: dict[object, str]) -> None:
    """A date across a semicolon, in brackets or of a comparison belongs to another figure."""
    found = windows(text)
    assert {value: found[value] for value in expected} == expected


def test_a_strength_told_as_now_holds_when_the_text_appears() -> None:
    """ "When he took office in 2022 they had 15,000 fighters; now they have 18,000"."""
    text = "When he took office in 2022 they had 15,000 fighters; now they have 18,000 fighters."
    assert windows(text)[18000] == "2024-11-20"


def test_a_look_back_of_bare_figures_leaves_the_date_at_hand() -> None:
    """ "In 2022 it was 27" does not date what follows."""
    text = (
        "Militants made 323 attacks in the first half of 2024. In 2022 it was 270. "
        "They killed 88 civilians and 64 soldiers."
    )
    found = windows(text)
    assert (found[270], found[88]) == ("2022", "2024-01/2024-06")


def test_a_heading_that_is_a_date_dates_its_section() -> None:
    """Logs head their entries with a date; what stands under it happened then."""
    text = "Log\n\nMarch 22 2016\n\n40 fighters were killed.\n\nMarch 25 2016\n\n12 men died."
    found = windows(text)
    assert (found[40], found[12]) == ("2016-03-22", "2016-03-25")


def test_a_strength_as_of_a_day_holds_on_that_day() -> None:
    """ "As of June 2021 it has 50 fighters" is no count from the beginning of time."""
    found = windows(
        "As of June 2021 the group has 50 fighters. As of May 2020, 300 civilians were killed."
    )
    assert (found[50], found[300]) == ("2021-06", "../2020-05")
