"""A document with what is found in it before claims are drafted: tokens, dates, names, sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from counterclaim.draft.actors import sides
from counterclaim.draft.date_spans import DateMention
from counterclaim.draft.dates import between, find_dates, is_recent, latest_day, names_days
from counterclaim.draft.field import field_of
from counterclaim.draft.figures import Reading, read_figures
from counterclaim.draft.language import Token, detect, lexicon, tokenize
from counterclaim.draft.language_parse import Parsed, parse
from counterclaim.draft.names import (
    OWN,
    Mention,
    find_mentions,
    is_observer,
    known_names,
    last_named,
    with_aliases,
)
from counterclaim.draft.parties import Parties, with_owners
from counterclaim.draft.perpetrators import Deeds, tells_a_deed
from counterclaim.draft.scope import Counted, measure
from counterclaim.draft.sentences import Sentence, sentences
from counterclaim.draft.text import Document
from counterclaim.draft.vague import Number, VagueRange, with_default_ranges
from counterclaim.draft.voice import Frame
from counterclaim.draft.windows import Timeline, moves_on
from counterclaim.model.period import Period

_SHORT = 60
"""Sentences of a report of one event at the most."""
_OFTEN = 4
_LONGEST = 3_000
"""Characters of one sentence that are read: what is longer is a table or damage."""
Vague = Mapping[str, tuple[Number, Number | None] | VagueRange]


@dataclass
class Memory:
    """What earlier sentences left behind.

    ``counted`` holds the sentence and the side whose people or things were counted last.
    """

    group: str = ""
    speaker: str = ""
    actor: str = ""
    actor_window: Period | None = None
    actor_at: int = -9
    place: str = ""
    counted: tuple[int, str] = (-1, "")
    listed: tuple[int, str] = (-1, "")
    counted_so_far: Counted = field(default_factory=Counted)
    said: str = ""
    side: str = ""
    claimant: str = ""
    timeline: Timeline = field(default_factory=Timeline)


@dataclass(frozen=True, slots=True)
class Here:
    """One sentence with all that was found in it."""

    sentence: Sentence
    reading: Reading
    mentions: Sequence[Mention]
    frames: Sequence[Frame]
    dates: Sequence[DateMention]
    parsed: Parsed | None

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the sentence."""
        return self.reading.tokens


class Analysed:
    """Tokens, figures, dates, parses, names and sides of a document, each sentence once."""

    def __init__(
        self,
        document: Document,
        names: Mapping[str, str] | None,
        places: Mapping[str, str] | None,
        published: Period | None,
        vague: Vague | None,
        language: str | None,
    ) -> None:
        self.document, self.text, self.published = document, document.prose, published
        self.language = language or detect(self.text)
        self.words = lexicon(self.language)
        self.known = known_names(self.text, names, places)
        self.sides = frozenset((names or {}).values())
        self.sentences = sentences(document)
        self.dates = self._find_dates()
        self.tokens = [
            tokenize(self.text, s.start, min(s.end, s.start + _LONGEST), self.language)
            for s in self.sentences
        ]
        self.field = field_of(self.tokens, self.words)
        ranges = with_default_ranges(vague)
        self.readings = [
            read_figures(t, self.words, ranges, [(d.start, d.end) for d in self.dates_in(s)])
            for s, t in zip(self.sentences, self.tokens, strict=True)
        ]
        self.mentions = self._find_mentions()
        self.parsed = self._parse()
        self.parties = self._find_sides()
        self._find_fights()
        self.deeds = self._find_deeds()

    def dates_in(self, sentence: Sentence) -> list[DateMention]:
        """The dates that a sentence names."""
        return between(self.dates, sentence.start, sentence.end)

    def position(self, sentence: Sentence) -> int:
        """The number of a sentence in the text, from 0."""
        return self._positions[sentence.start]

    @cached_property
    def _positions(self) -> Mapping[int, int]:
        return {sentence.start: at for at, sentence in enumerate(self.sentences)}

    def is_prose(self, sentence: Sentence) -> bool:
        """False for titles, headings and captions, which borrow their dates."""
        return self.document.blocks[sentence.block].kind not in ("title", "heading", "caption")

    @cached_property
    def one_event(self) -> bool:
        """The text reports one event: it returns to it, or no date at all leads away from it."""
        if names_days(self.text):
            return True
        years = {d.period.start.year for d in self.dates if d.period.start}
        return len(years) <= 1 and len(self.sentences) <= _SHORT

    @cached_property
    def topic(self) -> str:
        """ "abducted" where the text speaks of abductions more than of deaths, else empty."""
        told = Counter(harm.counts for reading in self.readings for harm in reading.harms)
        told += Counter(self.words.noun_class(t.low) for tokens in self.tokens for t in tokens)
        return "abducted" if told["abducted"] > told["killed"] else ""

    @cached_property
    def main_group(self) -> str:
        """The armed group that the text is about: named twice as often as any other."""
        first, second = [*self.named.most_common(2), ("", 0), ("", 0)][:2]
        return first[0] if first[1] >= _OFTEN and first[1] >= 2 * second[1] else ""

    @cached_property
    def entries(self) -> Mapping[int, Period]:
        """In a log of two entries or more, the date that a block consists of, by its number."""
        found = {}
        for at, block in enumerate(self.document.blocks):
            words = self.text[block.start : block.end].strip(" .:,–—-*\n")
            dates = [d for d in between(self.dates, block.start, block.end) if d.grain == "day"]
            if dates and dates[0].end - dates[0].start == len(words):
                found[at] = dates[0].period
        return found if len(found) > 1 else {}

    def timeline(self) -> Timeline:
        """A headline takes the date of the lead; where none is named, that of publication."""
        body = [s for s in self.sentences if self.is_prose(s)][:6]
        dates = [d for s in body for d in self.dates_in(s) if d.sense in ("stated", "relative")]
        dates = [d for d in dates if moves_on(self.text, d, self.published)]
        lead = dates[0].period if dates else self.published
        return Timeline(lead=lead, returns=is_recent(self.text, latest_day(self.published)))

    def _find_dates(self) -> list[DateMention]:
        spans = [block.span for block in self.document.blocks if block.kind != "note"]
        return find_dates(self.text, spans, self.language, self.published)

    def _parse(self) -> dict[tuple[int, int], Parsed]:
        """English sentences with figures or deeds of a text of the field, parsed."""
        if self.language != "en" or not self.field.holds:
            return {}
        pairs = zip(self.sentences, self.readings, strict=True)
        wanted = [s.span for s, r in pairs if r.figures or tells_a_deed(r)]
        return parse(self.text, wanted)

    def _find_mentions(self) -> list[list[Mention]]:
        """The names of each sentence; "the group" is the one named last."""
        found, group = list[list[Mention]](), ""
        for tokens in self.tokens:
            mentions = with_aliases(tokens, find_mentions(tokens, self.known), group)
            group = last_named(mentions, group)
            found.append(with_owners(tokens, mentions))
        return found

    def _find_sides(self) -> Parties:
        parties = Parties()
        for tokens, mentions in zip(self.tokens, self.mentions, strict=True):
            parties.read(tokens, mentions)
        return parties

    def _find_fights(self) -> None:
        """A first look at who harms whom, for figures that name one side alone."""
        found_in = zip(self.sentences, self.readings, self.mentions, strict=True)
        for sentence, reading, mentions in found_in:
            parsed = self.parsed.get(sentence.span)
            for figure in reading.figures:
                found = sides(reading, figure, measure(reading, figure), mentions, parsed)
                if found.actor and found.target and OWN not in found.actor + found.target:
                    self.parties.fight(found.actor, found.target)

    def _find_deeds(self) -> Deeds:
        """Who acts in each sentence."""
        deeds = Deeds()
        self.named = Counter[str]()
        if not self.field.holds:
            return deeds
        for at, (sentence, reading) in enumerate(zip(self.sentences, self.readings, strict=True)):
            mentions = self.mentions[at]
            armed = [m.name for m in mentions if m.kind == "group" and not is_observer(m.name)]
            self.named.update(armed)
            deeds.add(at, sentence.block, reading, mentions, self.parsed.get(sentence.span))
        return deeds
