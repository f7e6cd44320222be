"""Who says a figure."""

from __future__ import annotations

import pytest

from counterclaim.draft.language import tokenize
from counterclaim.draft.voice import find_frames, voice_at


def speaker(text: str, number: str, language: str = "en") -> str:
    """The speaker of the figure that ``number`` spells, empty for the author."""
    tokens = tokenize(text, 0, len(text), language)
    at = next(k for k, token in enumerate(tokens) if token.text == number)
    frame = voice_at(find_frames(tokens), tokens, at)
    return frame.speaker if frame else ""


@pytest.mark.parametrize(
    ("text", "number", "wanted"),
    [
        ("The army said 12 rebels were killed.", "12", "army"),
        ("At least 12 were killed, the Dural Institute said on Friday.", "12", "Dural Institute"),
        ("According to the Rights Monitor, 12 died.", "12", "Rights Monitor"),
        ("According to a study by the Dural Institute, 12 died.", "12", "Dural Institute"),
        ("Ana Moor, the head of the council, stated that 12 died.", "12", "Ana Moor"),
        ('"We buried 12 men," said Idrin Maal.', "12", "Idrin Maal"),
        ("The army said 12 died, while villagers reported 40 deaths.", "40", "villagers"),
        ("The army said 12 died, while villagers reported 40 deaths.", "12", "army"),
        ("Another source put the losses at 15 tanks.", "15", "Another source"),
        ("A leaked memo speaks of 300 dead.", "300", "A leaked memo"),
        ("The army denied the raid and said 12 died.", "12", "army"),
        ("The agency says it has been able to confirm 12 deaths.", "12", "agency"),
        ("Based on the Dural study, some 500 died.", "500", "Dural study"),
        ("A raid that police said killed three and wounded 27.", "27", "police"),
        ("Jets struck a camp, the army said, killing about 150 fighters.", "150", "army"),
        (
            "The government claims Ruritania's army has killed some 13,500 men.",
            "13,500",
            "government",
        ),
        ("A toll of 30, which officials could not confirm.", "30", ""),
        ("Citizens of China and the United States were among 20 dead.", "20", ""),
        ("Rebels were blamed for 63 of the total reported civilian deaths.", "63", ""),
        ("Fighting left 12 dead.", "12", ""),
        ("There were 12 reported fatalities.", "12", ""),
        ("The war has claimed 900 lives.", "900", ""),
    ],
)
def test_english_speakers(text: str, number: str, wanted: str) -> None:
    """Verbs of saying before, after and between figures give each its own speaker."""
    assert speaker(text, number) == wanted


@pytest.mark.parametrize(
    ("text", "number", "wanted"),
    [
        ("Selon l'ONU, 12 personnes ont péri.", "12", "ONU"),
        ("Au moins 12 civils sont morts, a déclaré un élu local.", "12", "élu local"),
        ("L'armée affirme avoir tué 18 assaillants.", "18", "armée"),
        ("Le procureur n'évoque que 85 morts.", "85", "procureur"),
        ("D'après l'ODH, 156 habitants sont morts.", "156", "ODH"),
    ],
)
def test_french_speakers(text: str, number: str, wanted: str) -> None:
    """French verbs of saying and *selon* do the same."""
    assert speaker(text, number, "fr") == wanted
