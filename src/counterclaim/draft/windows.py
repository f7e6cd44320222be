"""When a figure holds: its own date, else the event's, the lead's or the paragraph's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.draft.dates import DateMention
from counterclaim.model.period import Period

Origin = str
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

    def new_paragraph(self) -> None:
        """The widest period is that of the paragraph at hand."""
        self.paragraph = None

    def pass_sentence(self, mentions: Sequence[DateMention]) -> None:
        """Remember the dates of a sentence once its figures are read."""
        events = [m for m in mentions if _is_event(m)]
        for mention in events:
            self.paragraph = _wider(self.paragraph, mention.period)
        if events:
            self.last = events[0].period
            self.lead = self.lead or events[0].period


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
    at: int, mentions: Sequence[DateMention], speech: tuple[int, int] | None, timeline: Timeline
) -> Window:
    """The window of the figure at character ``at``.

    ``mentions`` are the dates of its sentence, ``speech`` the character span of its speaker's
    words of saying: a date beside these tells when it was said, not when it happened.
    """
    events = [m for m in mentions if not _dates_speech(m, speech)]
    if events:
        return Window(_nearest(at, events).period, "text")
    if timeline.last:
        return Window(timeline.last, "inherited")
    if timeline.lead:
        return Window(timeline.lead, "inherited")
    if mentions:
        return Window(_nearest(at, mentions).period, "guess")
    return Window(None, "guess")


def _dates_speech(mention: DateMention, speech: tuple[int, int] | None) -> bool:
    if speech is None or mention.sense in ("cumulative", "since"):
        return False
    near_verb = speech[0] - 25 <= mention.start <= speech[1] + 4
    return near_verb and mention.grain == "day"


def _nearest(at: int, mentions: Sequence[DateMention]) -> DateMention:
    """The closest; one before the figure counts as half as far."""
    return min(mentions, key=lambda m: (m.start - at) if m.start > at else (at - m.end) / 2)


def widest(timeline: Timeline, mentions: Sequence[DateMention]) -> Window:
    """For "never" and "every year": the widest period of the paragraph so far."""
    period = timeline.paragraph
    for mention in mentions:
        if _is_event(mention):
            period = _wider(period, mention.period)
    return Window(period or timeline.lead, "inherited")
