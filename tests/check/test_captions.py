"""Captions that pool actors."""

from __future__ import annotations

from counterclaim.check.captions import captions_of, findings
from counterclaim.ledger import Text
from counterclaim.model.actor import Actor
from tests.check.invented import claim, ledger

ACTORS = (Actor(id="arda", name="Arda"), Actor(id="bren", name="Bren"))
LINES = ("The Arda Record", "arda and bren, by year", "Arda made 112 attacks from 2022 to 2025.")


def _text() -> Text:
    spans, at = [], 0
    for line in LINES:
        spans.append((at, at + len(line)))
        at += len(line) + 2
    return Text("\n\n".join(LINES), sentences=(spans[2],), paragraphs=tuple(spans))


def test_a_chart_of_two_beside_a_figure_of_one_is_told() -> None:
    """The caption names both, the total beside it one; the heading is no caption."""
    text = _text()
    assert [text.words(span) for span in captions_of(text)] == [LINES[1]]
    at = text.full.index("112")
    total = claim(
        "t",
        112,
        counts="acts",
        actor="Arda",
        window="2022/2025",
        document="d",
        span=f"{at}-{at + 3}",
    )
    (found,) = findings(ledger(total, actors=ACTORS, texts={"d": text}))
    assert found.claims == ("t",)
    assert text.words(found.documents[0].span) == LINES[1]


def test_a_figure_of_both_is_left_alone() -> None:
    """Where the text tells of both, the caption is right."""
    text = _text()
    at = text.full.index("112")
    total = claim(
        "t",
        112,
        counts="acts",
        actor="Arda; Bren",
        window="2022/2025",
        document="d",
        span=f"{at}-{at + 3}",
    )
    assert list(findings(ledger(total, actors=ACTORS, texts={"d": text}))) == []


def test_a_caption_kept_in_the_ledger_is_compared_too() -> None:
    """A claim of relation "caption" stands for the printed one."""
    total = claim("t", 112, counts="acts", actor="Arda", window="2022/2025")
    caption = claim(
        "c",
        kind="relation",
        relation="caption",
        actor="Arda; Bren",
        operand=("t",),
        statement="Arda and Bren",
    )
    (found,) = findings(ledger(total, caption, actors=ACTORS))
    assert found.claims == ("c", "t")
