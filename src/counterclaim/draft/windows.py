"""When a figure holds: its own date, else the event's, the lead's or the paragraph's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.draft.date_spans import DateMention
from counterclaim.draft.word_lists import word_list
from counterclaim.model.period import Period

Origin = Literal["text", "inherited", "guess"]
_STATED_ON = re.compile(r"^\W*(?:on\s+|le\s+|late\s+|early\s+|in a statement on\s+)?$", re.I)


@dataclass(frozen=True, slots=True)
class Window:
    """A period and where it came from: ``text``, ``inherited`` or ``guess``."""

    period: Period | None
    origin: Origin


@dataclass
class Timeline:
    """The dates that a reader carries along: the event of the lead, the last dated sentence."""

    lead: Period | None = None
    last: Period | None = None
    paragraph: Period | None = None
    since: Period | None = None
    returns: bool = False
    section: Period | None = None

    def new_paragraph(self) -> None:
        """The widest period is that of the paragraph; news returns to the event of its lead.

        A look back at what came before the lead ends with its paragraph.
        """
        self.paragraph = self.since = None
        if self.section or self.returns or self._looks_back():
            self.last = self.section

    def _looks_back(self) -> bool:
        ends = self.last.end if self.last else None
        begins = self.lead.start if self.lead else None
        return bool(ends and begins and ends < begins)

    def pass_sentence(self, mentions: Sequence[DateMention]) -> None:
        """Remember the dates of a sentence once its figures are read."""
        for mention in mentions:
            if _is_event(mention):
                self.paragraph = _wider(self.paragraph, mention.period)
        open_ = [m.period for m in mentions if m.sense == "since"]
        self.since = open_[-1] if open_ else self.since
        points = [m for m in mentions if m.sense in ("stated", "relative")]
        events = [m.event for m in mentions if m.event and m.sense == "since"]
        if events and not points:
            self.last = events[-1]
        if points:
            self.last = points[0].period
            self.lead = self.lead or points[0].period


def _is_event(mention: DateMention) -> bool:
    return mention.sense in ("stated", "relative", "cumulative", "since")


def _wider(known: Period | None, other: Period) -> Period:
    if known is None:
        return other
    starts, ends = (known.start, other.start), (known.end, other.end)
    start = min(s for s in starts if s) if all(starts) else None
    end = max(e for e in ends if e) if all(ends) else None
    return Period.of(start, end)


def window_of(
    at: int,
    mentions: Sequence[DateMention],
    speech: tuple[int, int] | None,
    timeline: Timeline,
    text: str = "",
    figures: Sequence[int] = (),
    stock: bool = False,
) -> Window:
    """The window of the figure at character ``at``.

    A ``stock``, such as the strength of a force, holds on the day of "as of", not up to it.

    ``mentions`` are the dates of its sentence, ``speech`` the character span of its speaker's
    words of saying: a date beside these tells when it was said, not when it happened.
    """
    events = [m for m in mentions if not _dates_speech(m, speech)]
    events = [m for m in events if not _compares(text, at, m) and not _aside(text, at, m)]
    events = [m for m in events if not _bracketed(text, at, m) and not _behind(text, at, m)]
    events = [m for m in events if not _left_behind(text, at, m)]
    if events:
        found = _nearest(at, events, figures, text)
        on_day = stock and found.sense == "cumulative" and found.event
        return Window(found.event if on_day else found.period, "text")
    if timeline.last:
        return Window(timeline.last, "inherited")
    if timeline.lead:
        return Window(timeline.lead, "inherited")
    if mentions:
        return Window(_nearest(at, mentions, figures, text).period, "guess")
    return Window(None, "guess")


def _dates_speech(mention: DateMention, speech: tuple[int, int] | None) -> bool:
    if speech is None or mention.sense in ("cumulative", "since"):
        return False
    near_verb = speech[0] - 25 <= mention.start <= speech[1] + 4
    return near_verb and mention.grain == "day"


_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|up from|down from|than (?:in|that|those|the|its|during|last|a year)"
    r"|versus|as against|against(?= [\d,]+ )|from [\d,.]+ (?:\w+ ){0,2}(?:in|for|during)"
    r"|(?:twice|thrice|double|triple|half) the [\d,]+|contre(?= [\d ]+ en)"
    r"|(?:twice|times|half) (?:as \w+ as|the (?:number|total|figure|toll)|that of|more than)"
    r"|times (?:its|their|the|as|more)|higher than|lower than"
    r"|fewer than in|more than in|as many as in|from [\w,]+(?= a year)"
    r"|par rapport à)\b",
    re.I,
)


def _compares(text: str, at: int, mention: DateMention) -> bool:
    """The date belongs to what the figure is compared with: "84, up from 71 in 2021"."""
    if _MEASURED_BY.search(text[max(0, mention.start - 50) : mention.start]):
        return True
    return mention.start > at and bool(_AGAINST.search(text[at : mention.start]))


_MEASURED_BY = re.compile(
    r"\b(?:(?:[Mm]easured|[Ss]et) against|Compared (?:with|to))[^,;.\d]{0,30}$"
)


def _left_behind(text: str, at: int, mention: DateMention) -> bool:
    """ "112, down from 386 in 2018; 31 died": the date of the comparison ends with its clause."""
    if mention.end > at:
        return False
    before = text[max(0, mention.start - 60) : mention.start]
    if _CHANGED_FROM.search(before) and _TO.search(text[mention.end : at]):
        return True
    if not re.search(r"[;.]|, (?:and|or) ", text[mention.end : at]):
        return False
    return bool(_AGAINST.search(before[-40:]) or _RECORD.search(before))


_CHANGED_FROM = re.compile(r"\b(?:from|de|d[’']) ?[\d,.\s\u00a0\u202f]+(?:\w+ ){0,3}$")
_TO = re.compile(r"\b(?:to|à)\s+(?:\w+\s+){0,3}$")
_RECORD = re.compile(r"\b(?:largest|deadliest|worst|biggest|bloodiest|heaviest)\b[^.;]*$")
_BEGAN = word_list("scoping_began")
_ASIDE = re.compile(
    r", (?:which|who|whose|founded|formed|created|established|launched|elected|appointed|born"
    r"|qui|fondée?|créée?|apparue?)\b[^.;]*$"
)


def _aside(text: str, at: int, mention: DateMention) -> bool:
    """The date stands in a clause between commas that the figure at ``at`` lies outside of."""
    opening = _ASIDE.search(text[max(0, mention.start - 90) : mention.start])
    if opening and any(word in _BEGAN for word in re.findall(r"\w+", opening[0].lower())):
        return False
    closing = text.find(",", mention.end, mention.end + 60)
    if not opening or closing < 0 or "," in opening[0][1:]:
        return False
    begin = max(0, mention.start - 90) + opening.start()
    return not begin < at < closing


def _behind(text: str, at: int, mention: DateMention) -> bool:
    """ "Thirteen died at once, while another died four months later"."""
    return mention.start > at and bool(_TURN.search(text[at : mention.start]))


_TURN = re.compile(r",? \b(?:while|whereas|although|though) |; | alors que | tandis que ")


def _bracketed(text: str, at: int, mention: DateMention) -> bool:
    """ "78% of the total (2011: 71%)": the date belongs to another figure within brackets."""
    opening = text.rfind("(", max(0, mention.start - 30), mention.start)
    closing = text.find(")", mention.end, mention.end + 40)
    if opening < 0 or closing < 0 or opening < at < closing or ")" in text[opening : mention.start]:
        return False
    rest = text[opening : mention.start] + text[mention.end : closing]
    return bool(re.search(r"\d", rest))


def moves_on(text: str, mention: DateMention, published: Period | None) -> bool:
    """False for a date that the text only compares with, and for one still to come."""
    start, today = mention.period.start, published.end if published else None
    if start and today and start > today:
        return False
    if mention.grain == "year" and not mention.firm and mention.sense == "relative":
        return False
    if mention.grain == "year" and _aside(text, len(text), mention):
        return False
    before = text[max(0, mention.start - 60) : mention.start]
    sentence = re.split(r"[.!?]\s", before)[-1]
    return not (_AGAINST.search(sentence) or _MEASURED_BY.search(sentence))


def _nearest(
    at: int, mentions: Sequence[DateMention], figures: Sequence[int], text: str
) -> DateMention:
    """The closest; a date before the figure, or close behind it, counts as less far."""

    def distance(mention: DateMention) -> float:
        low, high = sorted((at, mention.start))
        between = sum(low < other < high for other in figures)
        if mention.start > at:
            words, gap = text[at : mention.start], mention.start - at
            if _OF_ITSELF.fullmatch(words):
                return 0
            near = gap < 45 and not _COMMA.search(words)
            return gap * (0.4 if near else 1) + 40 * between + _ends_of_clause(words)
        words = text[mention.end : at]
        aside = _COMMA.search(words) and not _is_fronted(text, mention)
        apart = (40 if mention.sense == "since" else 15) if aside else 0
        return len(words) / 2 + 15 * between + _ends_of_clause(words) + apart

    return min(mentions, key=distance)


_OF_ITSELF = re.compile(r"[\w,.]+\s(?:\w+\s){0,2}(?:in|for|during|en|pour)\s(?:the\s)?")
"""A date that is the figure's own: "4,302 in 2023", "118 deaths in May"."""
_COMMA = re.compile(r"[;,](?!\d)")
_END_OF_CLAUSE = re.compile(r"[;:] | [–—] ")


def _ends_of_clause(words: str) -> int:
    """How far a semicolon, a colon or a dash takes a date from its figure."""
    return 60 * len(_END_OF_CLAUSE.findall(words))


def _is_fronted(text: str, mention: DateMention) -> bool:
    """The date opens its clause: "In March, as the rains began, 20 were killed"."""
    before = re.split(r"[.;:!?\n]\s*", text[max(0, mention.start - 60) : mention.start])[-1]
    return len(before.split()) <= 3


def widest(timeline: Timeline, mentions: Sequence[DateMention]) -> Window:
    """For "never" and "every year": the widest period of the paragraph so far."""
    period = timeline.paragraph
    for mention in mentions:
        if _is_event(mention):
            period = _wider(period, mention.period)
    return Window(period or timeline.lead, "inherited")
