from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.draft.sentences import split

CASES = [
    [
        "Gen. Amadou Ba met the U.S. envoy in Gao.",
        "He left at 5 p.m. on Monday.",
        "J. P. Sy spoke.",
    ],
    ["It fell by 3.5 percent.", "The U.S. has 1,500.5 troops."],
    ["They left the U.S.", "The army stayed."],
    ["Troops left in 2022.[1]", "The guard came.[2] [3]", "All ended.”[4]", "“Done,” he said."],
    [
        "M. Keïta a dit : « Nous partirons. »",
        "Mme. Diallo, 45 ans, est restée.",
        "Le Gal. Ba aussi.",
    ],
    ["« Est-ce fini ? » a demandé M. Ba.", "Non.", "Il est parti."],
    ["« Ils ont fui. »[3]", "Selon l’armée, 12 sont morts."],
    ['"Is it over?" he asked.', '"Yes."', '"We won!" she said.'],
    ["Did it stop?", "No.", "The army went on."],
    ["It killed 12 (see Fig. 3 and No. 4, p. 12) in Oct. 2022.", "More in Dec. 2023."],
    ["He paused... then left.", "He paused…", "Then he left."],
    ["1. Introduction to the war.", "It began."],
    ["The U.N. Security Council met.", "Lt. Col. B. Traoré died vs. Mt. Hombori et al. in 2020."],
    ["“We lost ten men.", "We will return,” he said."],
    ["The guard claimed “[m]ission ended.”", "The end."],
    ["Some 10 died on 3 Jan. in Gao.", "In Jan. the U.K. and the D.R.C. agreed."],
    ["Selon M. A. Sow, env. 30 personnes sont mortes.", "C’est fini !", "Vraiment ?"],
    ["The toll rose to 20.", "15 were soldiers."],
    ["They fought the U.S. Army.", "But U.S. officials, i.e. Mr. Smith, e.g. said no."],
    ["Militants killed Dr. Ali.", "He was 50 years old (b. 1972)."],
    ["The group (the so-called R.G.) attacked.", "“Why?” asked Col. Ag Rhissa."],
    ["He told me.", "The army left at 10 a.m.", "She stayed."],
    ["Prof. O’Neil agreed with A. B. Cissé Jr. on Ménaka.", "St. Louis was calm."],
    ["More than 43.157 people fled.", "Nearly 2.5m stayed."],
]


@pytest.mark.parametrize("parts", CASES, ids=lambda parts: str(parts[0][:24]))
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    """Abbreviations, initials, decimals, quotations and note marks keep their sentence."""
    text = " ".join(parts)
    assert [text[a:b] for a, b in split(text)] == parts


def test_french_blanks_inside_quotations_are_kept() -> None:
    """No-break spaces before French signs part nothing."""
    text = "Il a dit\xa0: «\xa0Nous sommes 1\u202f500\xa0!\xa0» Puis il est parti."
    assert [text[a:b] for a, b in split(text)] == [
        text[: text.index(" Puis")],
        "Puis il est parti.",
    ]


def test_a_lost_blank_parts_two_sentences() -> None:
    """Words glued after a full stop or a note mark are two sentences."""
    text = "It ended.The army left in 1992.[3]The rest stayed."
    assert [text[a:b] for a, b in split(text)] == [
        "It ended.",
        "The army left in 1992.[3]",
        "The rest stayed.",
    ]


def test_a_bare_number_that_is_a_known_mark_stays_with_its_sentence() -> None:
    """A superscript that became a bare number belongs to the sentence before it."""
    text = "Nine died.4 The rest fled."
    assert [text[a:b] for a, b in split(text, marks={10: 11})] == ["Nine died.4", "The rest fled."]


@given(st.text(alphabet="aB1 .!?…”“»«[]()\"'\n\xa0,", max_size=120))
@settings(max_examples=200, deadline=None)
def test_no_letter_is_lost_or_told_twice(text: str) -> None:
    """Sentences are in order, do not overlap, and only blanks stand between them."""
    at = 0
    for start, end in split(text):
        assert text[at:start].strip() == ""
        assert start < end
        at = end
    assert text[at:].strip() == ""
