"""Which figures become claims, and which of these an audit must bind: core or context."""

from __future__ import annotations

from typing import Literal

from counterclaim.draft.field import field_words, strong_words
from counterclaim.draft.figures import Figure, Reading
from counterclaim.draft.scope import Measured
from counterclaim.model.scope import HARMS

Weight = Literal["core", "context", ""]
_VAGUE_SMALL = frozenset(
    ["several", "multiple", "numerous", "few", "handful", "plusieurs", "quelques"]
)


def weight_of(
    reading: Reading,
    figure: Figure,
    measured: Measured,
    in_field: bool,
    previous: Measured | None = None,
) -> Weight:
    """``core`` for a figure of the field, ``context`` for one in passing, empty for no claim.

    ``in_field`` tells whether the document is about armed conflict; elsewhere a sentence must
    speak of it in so many words. ``previous`` is what the paragraph counted before.
    """
    if not in_field and not _sentence_of_field(reading, measured):
        return ""
    if figure.kind == "duration":
        return "context" if in_field and field_words(reading.tokens, reading.words) else ""
    if figure.kind in ("percent", "ordinal", "times", "person", "zero"):
        return _special(reading, figure, measured, in_field and _of_field(previous))
    return _counted(reading, figure, measured)


def _sentence_of_field(reading: Reading, measured: Measured) -> bool:
    strong = strong_words(reading.tokens, reading.words)
    return measured.counts.value in HARMS and len(strong) >= 2


def _of_field(previous: Measured | None) -> bool:
    """The paragraph has counted people harmed, acts or fighters: a share of it is of these."""
    return previous is not None and previous.counts.value in HARMS | {"acts", "troops"}


def _special(reading: Reading, figure: Figure, measured: Measured, continued: bool) -> Weight:
    if figure.kind == "person":
        return (
            "core"
            if measured.counts.value in HARMS and _own_harm(reading, figure, measured)
            else ""
        )
    if figure.kind == "ordinal":
        return "core" if measured.noun_class == "combatants" and _harm_near(reading) else ""
    if (
        figure.kind == "percent"
        and figure.number[1] > figure.number[0]
        and _is_ratio(reading, figure)
    ):
        return "context"
    if figure.kind == "percent":
        return "core" if continued or _field_noun_near(reading, figure) else ""
    if figure.kind == "times":
        return "core" if _act_near(reading, figure) else ""
    return "core"


def _is_ratio(reading: Reading, figure: Figure) -> bool:
    """ "Seven in ten": a manner of speaking more than a count."""
    inside = [t.low for t in reading.tokens[figure.number[0] : figure.number[1] + 1]]
    return bool({"in", "sur", "out"} & set(inside))


def _own_harm(reading: Reading, figure: Figure, measured: Measured) -> bool:
    """ "Killing a child", "a soldier was killed", "the death of a child", "including a child"."""
    at, noun = figure.first, measured.noun_at or figure.first
    before = [t.low for t in reading.tokens[max(0, at - 2) : at]]
    if before[-1:] == [","] and at > 1 and reading.tokens[at - 2].is_capital:
        return False
    if before[-1:] in (["including"], ["and"], [","]) or before == ["including", "a"]:
        return measured.sure or before[-1] == "including"
    near = [h.at for h in reading.harms]
    if any(0 < at - h <= 2 for h in near):
        return True
    after = reading.tokens[noun + 1 : noun + 5]
    clause = any(t.low in (",", "in", "of", "whose", "whom", "by", "at") for t in after[:1])
    return not clause and any(0 < h - noun <= 4 for h in near)


def _harm_near(reading: Reading) -> bool:
    return bool(reading.harms) or any(t.low in ("lost", "perdu") for t in reading.tokens)


def _field_noun_near(reading: Reading, figure: Figure) -> bool:
    """A noun of the field within nine tokens after the percentage or five before."""
    window = reading.tokens[max(0, figure.first - 5) : figure.last + 10]
    classes = {reading.words.noun_class(t.low) for t in window if t.is_word}
    strong = strong_words(window, reading.words)
    things = HARMS | {"combatants", "acts", "vehicles", "sites", "other"}
    held = any(t.low in _HELD for t in window)
    return bool(classes & things) or bool(strong) or held or _group_near(window)


_HELD = frozenset(["control", "controls", "controlled", "territory", "hold", "contrôle"])


def _group_near(window: object) -> bool:
    lows = {t.low for t in window}  # type: ignore[attr-defined]
    return bool(lows & {"corps", "forces", "militia", "civilians", "troops"})


def _act_near(reading: Reading, figure: Figure) -> bool:
    window = reading.tokens[max(0, figure.first - 6) : figure.last + 6]
    return any(
        reading.words.noun_class(t.low) == "acts" or t.low in reading.words.words("things_done")
        or t.low in reading.words.harm_active
        for t in window
    )  # fmt: skip


def _counted(reading: Reading, figure: Figure, measured: Measured) -> Weight:
    noun_class, counts = measured.noun_class, measured.counts.value
    if noun_class in ("measures", "money", "duration"):
        return ""
    if noun_class == "abstract" and counts not in HARMS:
        return "core" if _armed(reading, figure, measured) else ""
    if _article_alone(reading, figure, measured):
        return ""
    if _one_place(reading, figure, measured):
        return "context"
    if figure.kind == "count" and figure.words.split(" ")[-1] in _VAGUE_SMALL:
        return _of_several(reading, measured)
    if counts in HARMS or measured.strong:
        return "core"
    if noun_class:
        return "core"
    if not measured.noun:
        return _elliptic(reading, figure, measured)
    return "core" if _done_to(reading) or _undergone(reading, measured) else ""


def _undergone(reading: Reading, measured: Measured) -> bool:
    """ "Some 40 flats were gutted": a passive directly after the noun."""
    after = reading.tokens[(measured.noun_at or 0) + 1 :][:4]
    lows = [t.low for t in after]
    be = next((k for k, low in enumerate(lows) if low in ("were", "was", "been")), None)
    return be is not None and be + 1 < len(lows) and lows[be + 1].endswith("ed")


def _armed(reading: Reading, figure: Figure, measured: Measured) -> bool:
    """ "Twelve armed groups", "two rebel factions": a word of the field before the noun."""
    between = reading.tokens[figure.number[1] + 1 : measured.noun_at or figure.number[1]]
    return bool(strong_words(between, reading.words))


def _article_alone(reading: Reading, figure: Figure, measured: Measured) -> bool:
    """ "One" and French "un": a count only of persons harmed, or of nouns in English."""
    token = reading.tokens[figure.number[0]]
    if figure.number[0] != figure.number[1] or token.low not in ("one", "un", "une", "single"):
        return False
    if token.low in ("un", "une"):
        at = figure.number[0]
        if at > 1 and reading.tokens[at - 1].low == "," and reading.tokens[at - 2].is_capital:
            return True
        person = measured.noun_class in HARMS | {"people", "combatants"}
        return measured.counts.value not in HARMS or not person
    return (
        not measured.noun_class
        and measured.counts.value not in HARMS
        and not _listed(reading, figure)
    )


def _one_place(reading: Reading, figure: Figure, measured: Measured) -> bool:
    """ "In one village", "from one house": no count."""
    at = figure.number[0]
    before = reading.tokens[at - 1].low if at else ""
    lone = reading.tokens[at].low == "one" and measured.counts.value not in HARMS
    if lone and measured.noun_class in ("people", "combatants", "places", "sites", "other"):
        return not _undergone(reading, measured) and not _done_before(reading, at)
    return lone and before in ("in", "from", "at", "on", "to", "near", "into", "of", "for", "with")


def _done_before(reading: Reading, at: int) -> bool:
    """ "Destroyed one house": a verb of what was done directly before the number."""
    done = reading.words.words("things_done")
    return any(t.low in done for t in reading.tokens[max(0, at - 2) : at])


def _listed(reading: Reading, figure: Figure) -> bool:
    """ "One at A, two at B": another figure of the list stands beside it."""
    return any(0 < abs(f.first - figure.first) <= 6 for f in reading.figures if f is not figure)


def _of_several(reading: Reading, measured: Measured) -> Weight:
    if measured.counts.value in HARMS or measured.noun_class in ("combatants", "acts"):
        return "core" if measured.counts.value in HARMS else "context"
    return "context" if measured.noun_class not in ("", "abstract") and _done_to(reading) else ""


def _elliptic(reading: Reading, figure: Figure, measured: Measured) -> Weight:
    """A bare number: a claim if it continues another figure or the toll."""
    if measured.counts.value != "other":
        return "core"
    return (
        "context"
        if figure.comparator != "exact" and field_words(reading.tokens, reading.words)
        else ""
    )


def _done_to(reading: Reading) -> bool:
    done = reading.words.words("things_done")
    return any(t.low in done for t in reading.tokens) or bool(reading.harms)
