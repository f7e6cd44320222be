"""Reads a document sentence by sentence and drafts its claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from counterclaim.draft.actors import Sides, is_party, sides, suffered_by
from counterclaim.draft.claims import DraftClaim, Origin, draft_id
from counterclaim.draft.dates import DateMention, between, find_dates, is_recent
from counterclaim.draft.field import field_of, field_words
from counterclaim.draft.figures import Figure, Reading, read_figures
from counterclaim.draft.language import Token, detect, lexicon, tokenize
from counterclaim.draft.language_parse import Parsed, parse
from counterclaim.draft.names import (
    OWN,
    Mention,
    find_mentions,
    gazetteer,
    known_names,
    last_named,
    with_aliases,
)
from counterclaim.draft.parties import Parties, side_of
from counterclaim.draft.places import place_of
from counterclaim.draft.relations import (
    Addend,
    is_hypothetical,
    stated_relations,
    sums_within,
)
from counterclaim.draft.scope import Measured, measure
from counterclaim.draft.sentences import Sentence, sentences
from counterclaim.draft.text import Document
from counterclaim.draft.vague import VagueRange, with_default_ranges
from counterclaim.draft.voice import Frame, find_frames, is_pronoun, is_statement, voice_at
from counterclaim.draft.weight import weight_of
from counterclaim.draft.windows import Timeline, Window, widest, window_of
from counterclaim.model.claim import AUTHOR, ClaimStatus
from counterclaim.model.period import Period
from counterclaim.model.quantity import Number


@dataclass
class Memory:
    """What earlier sentences left behind."""

    group: str = ""
    speaker: str = ""
    actor: str = ""
    actor_window: Period | None = None
    place: str = ""
    counted: tuple[int, str] = (-1, "")
    measured: Measured | None = None
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


class Reader:
    """Drafts the claims of one document."""

    def __init__(
        self,
        document: Document,
        names: Mapping[str, str] | None = None,
        places: Mapping[str, str] | None = None,
        published: str | Period | None = None,
        vague: Mapping[str, tuple[Number, Number | None] | VagueRange] | None = None,
        language: str | None = None,
    ) -> None:
        self.document, self.text = document, document.prose
        self.language = language or detect(self.text)
        self.words = lexicon(self.language)
        self.vague = with_default_ranges(vague)
        self.known = known_names(self.text, names, places)
        self.parties = frozenset((names or {}).values())
        self.sentences = sentences(document)
        self.dates = self._find_dates(published or document.published)
        self.tokens = [tokenize(self.text, s.start, s.end, self.language) for s in self.sentences]
        self.field = field_of(self.tokens, self.words)
        self.readings = [
            self._reading(s, t) for s, t in zip(self.sentences, self.tokens, strict=True)
        ]
        self.parsed = self._parse()
        self.parties_named = self._count_parties()
        self.memory = Memory()
        self._find_fights()
        self._open_timeline()
        self.seen: dict[str, int] = {}

    def read(self) -> tuple[DraftClaim, ...]:
        """All drafts in reading order."""
        drafts: list[DraftClaim] = []
        block, paragraph = -1, list[DraftClaim]()
        for at, (sentence, tokens) in enumerate(zip(self.sentences, self.tokens, strict=True)):
            if sentence.block != block:
                drafts += self._with_sums(paragraph)
                block, paragraph = sentence.block, []
                self._new_paragraph()
            paragraph += self._read_sentence(sentence, tokens, at)
        return tuple(self._with_lead_actor([*drafts, *self._with_sums(paragraph)]))

    def _with_lead_actor(self, drafts: list[DraftClaim]) -> list[DraftClaim]:
        """In news the lead tells the harm before the text names who did it."""
        if not self.memory.timeline.returns:
            return drafts
        lead = [s.span for s in self.sentences[:4]]
        return [self._led(d, drafts) if d.sentence in lead and not d.actor else d for d in drafts]

    def _led(self, draft: DraftClaim, drafts: list[DraftClaim]) -> DraftClaim:
        harm = ("killed", "wounded", "casualties", "abducted")
        if draft.counts is None or draft.counts.value not in harm or draft.target:
            return draft
        same = [
            d.actor for d in drafts
            if d.actor and d.window == draft.window and d.counts and d.counts.value in harm
        ]  # fmt: skip
        return draft.model_copy(update={"actor": same[0]}) if same else draft

    def _count_parties(self) -> Parties:
        parties = Parties()
        group = ""
        for tokens in self.tokens:
            mentions = with_aliases(tokens, find_mentions(tokens, self.known), group)
            parties.add(tokens, mentions)
            parties.read(tokens, mentions)
            group = last_named(mentions, group)
        return parties

    def _find_fights(self) -> None:
        """A first look at who harms whom, for figures that name one side alone."""
        for tokens, reading, sentence in zip(
            self.tokens, self.readings, self.sentences, strict=True
        ):
            mentions = find_mentions(tokens, self.known) if reading.figures else []
            for figure in reading.figures if mentions else ():
                found = sides(
                    reading,
                    figure,
                    measure(reading, figure),
                    mentions,
                    self.parsed.get(sentence.span),
                )
                if found.actor and found.target and OWN not in found.actor + found.target:
                    self.parties_named.fight(found.actor, found.target)

    def _reading(self, sentence: Sentence, tokens: Sequence[Token]) -> Reading:
        dates = between(self.dates, sentence.start, sentence.end)
        return read_figures(tokens, self.words, self.vague, [(d.start, d.end) for d in dates])

    def _parse(self) -> dict[tuple[int, int], Parsed]:
        """English sentences with figures of a text of the field, parsed."""
        if self.language != "en" or not self.field.holds:
            return {}
        pairs = zip(self.sentences, self.readings, strict=True)
        return parse(self.text, [s.span for s, reading in pairs if reading.figures])

    def _open_timeline(self) -> None:
        """A headline takes the date of the lead; where none is named, that of publication."""
        timeline = self.memory.timeline
        body = [s for s in self.sentences if self._is_prose(s)][:4]
        points = [
            d for s in body for d in between(self.dates, s.start, s.end)
            if d.sense in ("stated", "relative")
        ]  # fmt: skip
        timeline.lead = points[0].period if points else self.published
        day = self.published.end if self.published and self.published.is_point else None
        timeline.returns = is_recent(self.text, day)

    def _is_prose(self, sentence: Sentence) -> bool:
        return self.document.blocks[sentence.block].kind not in ("title", "heading", "caption")

    def _find_dates(self, published: str | Period | None) -> list[DateMention]:
        period = Period.parse(published) if isinstance(published, str) and published else published
        self.published = period or None
        spans = [(b.start, b.end) for b in self.document.blocks if b.kind != "note"]
        return find_dates(self.text, spans, self.language, period or None)

    def _new_paragraph(self) -> None:
        self.memory.timeline.new_paragraph()
        if not self.memory.timeline.returns:
            self.memory.actor = ""

    def _read_sentence(
        self, sentence: Sentence, tokens: Sequence[Token], at: int
    ) -> list[DraftClaim]:
        dates = between(self.dates, sentence.start, sentence.end)
        reading, parsed = self.readings[at], self.parsed.get(sentence.span)
        mentions = with_aliases(tokens, find_mentions(tokens, self.known), self.memory.group)
        here = Here(sentence, reading, mentions, find_frames(tokens, parsed), dates, parsed)
        drafts = [*self._figures(here), *self._relations(here)]
        self._remember(here)
        return sorted(drafts, key=lambda draft: draft.span)

    def _figures(self, here: Here) -> Iterator[DraftClaim]:
        for figure in here.reading.figures:
            measured = measure(here.reading, figure, self.memory.measured)
            weight = weight_of(here.reading, figure, measured, self.field.holds)
            if not weight or _speaks(here, figure):
                continue
            if measured.counts.value not in ("duration", "share"):
                self.memory.measured = measured
            yield self._claim(here, figure, measured, weight)

    def _claim(self, here: Here, figure: Figure, measured: Measured, weight: str) -> DraftClaim:
        span = self._span(here, figure)
        hypothetical = is_hypothetical(self.text, here.sentence.start, span[0])
        scope, origin = self._scope(here, figure, measured)
        kind = "relation" if figure.kind == "ordinal" else "numeric"
        relation = {"ordinal": "ordinal", "percent": "share_of"}.get(figure.kind, "")
        relation = "never_more_than" if figure.comparator == "never_more_than" else relation
        return DraftClaim(
            id=self._id(kind, span), span=span, sentence=here.sentence.span, kind=kind,
            weight="context" if hypothetical else weight,
            counts=measured.counts, population=measured.population,
            relation=relation, unit=_unit(figure, measured),
            flags=_flags(figure, hypothetical), origin=origin, **_quantity(figure), **scope,
        )  # fmt: skip

    def _scope(
        self, here: Here, figure: Figure, measured: Measured
    ) -> tuple[dict[str, Any], dict[str, Origin]]:
        at = here.reading.tokens[figure.number[0]].start
        voice, frame, voice_origin = self._voice(here, figure)
        found = sides(here.reading, figure, measured, here.mentions, here.parsed)
        window = self._window(here, figure, frame, at)
        loser = found.target or suffered_by(here.reading, figure, here.mentions)
        if not loser and not measured.noun and self.memory.counted[0] == here.sentence.start:
            loser = self.memory.counted[1]
        if found.target or (found.actor and measured.counts.value == "troops"):
            self.memory.counted = (here.sentence.start, found.target or found.actor)
        found = Sides(self._resolved(found.actor, voice), self._resolved(loser, voice))
        actor, actor_origin = self._actor(found, measured, window)
        place, place_origin = place_of(
            here.reading.tokens, here.mentions, figure.number, self.known, self.memory.place
        )
        fields = {
            "voice": voice, "actor": actor, "target": found.target, "place": place,
            "window": window.period, "status": self._status(here, voice, frame),
        }  # fmt: skip
        origin: dict[str, Origin] = {
            "counts": "text" if measured.sure else "inherited",
            "voice": voice_origin, "actor": actor_origin, "place": place_origin,
            "window": window.origin,  # type: ignore[dict-item]  # one of the three words
        }  # fmt: skip
        if found.target:
            origin["target"] = "guess"
        return fields, origin

    def _voice(self, here: Here, figure: Figure) -> tuple[str, Frame | None, Origin]:
        frame = voice_at(here.frames, here.reading.tokens, figure.number[0])
        if frame is None:
            quoted = self._in_quotes(here, figure)
            if quoted and self.memory.speaker:
                return self.memory.speaker, None, "inherited"
            return AUTHOR, None, "text"
        if is_pronoun(frame.speaker) or (is_statement(frame.speaker) and self.memory.speaker):
            return self.memory.speaker or AUTHOR, frame, "inherited"
        return self._full_name(frame.speaker), frame, "text"

    def _full_name(self, speaker: str) -> str:
        named = self.known.of(speaker)
        return (
            self.memory.group
            if speaker.lower() in gazetteer().aliases and self.memory.group
            else named
        )

    def _in_quotes(self, here: Here, figure: Figure) -> bool:
        at = here.reading.tokens[figure.number[0]].start
        before = self.text[self.document_block(at) : at]
        curly = before.count("“") - before.count("”") + before.count("«") - before.count("»")
        return curly > 0 or before.count('"') % 2 == 1

    def document_block(self, at: int) -> int:
        """Where the block of a character begins."""
        block = self.document.block_at(at)
        return block.start if block else 0

    def _resolved(self, name: str, voice: str) -> str:
        """ "Its troops" are those of the party that speaks, else of the last group."""
        if not name.startswith(OWN):
            return name
        owner = voice if voice != AUTHOR and is_party(voice, self.parties) else self.memory.group
        return owner or name.removeprefix(OWN)

    def _actor(self, found: Sides, measured: Measured, window: Window) -> tuple[str, Origin]:
        kind = measured.counts.value
        if found.actor:
            if kind in _INHERITING or kind == "acts":
                self.memory.actor, self.memory.actor_window = found.actor, window.period
            return found.actor, "guess"
        inherits = kind in _INHERITING
        opponent = self.parties_named.opponent(found.target) if found.target else ""
        if opponent and inherits:
            return opponent, "guess"
        same = window.origin != "text" or window.period == self.memory.actor_window
        if kind in ("vehicles", "other", "sites"):
            inherits = inherits and bool(found.target)
        if kind == "acts" and not measured.noun or measured.noun in _OWN_ACTS:
            inherits = True
        if inherits and same and self.memory.actor and not self._same_side(found.target):
            return self.memory.actor, "inherited"
        return "", "guess"

    def _same_side(self, target: str) -> bool:
        return bool(target) and side_of(target) == side_of(self.memory.actor)

    def _window(self, here: Here, figure: Figure, frame: Frame | None, at: int) -> Window:
        if figure.comparator == "never_more_than":
            return widest(self.memory.timeline, here.dates)
        speech = None
        if frame:
            tokens = here.reading.tokens
            speech = (
                tokens[min(frame.first, frame.verb)].start,
                tokens[max(frame.last, frame.verb)].end,
            )
        others = [here.reading.tokens[f.number[0]].start for f in here.reading.figures]
        return window_of(at, here.dates, speech, self.memory.timeline, self.text, others)

    def _status(self, here: Here, voice: str, frame: Frame | None) -> ClaimStatus:
        lows = {token.low for token in here.reading.tokens}
        if lows & {"unconfirmed", "unverified"}:
            return "unconfirmed"
        if voice != AUTHOR:
            return "claimed" if is_party(voice, self.parties) else "reported"
        said = lows & {"reportedly", "estimated", "reported", "allegedly"}
        return "reported" if said else "asserted"

    def _relations(self, here: Here) -> Iterator[DraftClaim]:
        if not self.field.holds:
            return
        tokens = here.reading.tokens
        if not field_words(tokens, self.words):
            return
        for stated in stated_relations(self.text, here.sentence.start, here.sentence.end):
            window = widest(self.memory.timeline, here.dates)
            span = (stated.start, stated.end)
            actor = next((m.name for m in here.mentions if m.kind == "group"), "")
            yield DraftClaim(
                id=self._id("relation", span), span=span, sentence=here.sentence.span,
                kind="relation", comparator=stated.comparator, relation=stated.relation,
                counts=_class_near(here.reading, stated.start), actor=actor,
                window=window.period,
                origin={"window": "inherited", "actor": "guess", "counts": "guess"},
            )  # fmt: skip

    def _remember(self, here: Here) -> None:
        memory = self.memory
        memory.group = last_named(here.mentions, memory.group)
        speakers = [
            f.speaker
            for f in here.frames
            if not is_pronoun(f.speaker) and not is_statement(f.speaker)
        ]
        memory.speaker = self._full_name(speakers[-1]) if speakers else memory.speaker
        doer = sides_of_sentence(here)
        if doer:
            memory.actor = doer
            points = [d.period for d in here.dates if d.sense in ("stated", "relative")]
            memory.actor_window = points[0] if points else memory.timeline.last
        memory.place = last_place(here, memory.place, self)
        if self._is_prose(here.sentence):
            memory.timeline.pass_sentence(here.dates)

    def _with_sums(self, paragraph: list[DraftClaim]) -> list[DraftClaim]:
        addends = [
            Addend(d.id, d.counts.value, d.best)
            for d in paragraph
            if d.best is not None and d.counts is not None and d.kind == "numeric"
        ]
        changed: dict[str, dict[str, object]] = {}
        for found in sums_within(addends):
            changed[found.total] = {"relation": "total_of", "operand": found.parts}
            for part in found.parts:
                changed.setdefault(part, {"relation": "part_of", "operand": (found.total,)})
        return [d.model_copy(update=changed[d.id]) if d.id in changed else d for d in paragraph]

    def _span(self, here: Here, figure: Figure) -> tuple[int, int]:
        tokens = here.reading.tokens
        return tokens[figure.first].start, tokens[figure.last].end

    def _id(self, kind: str, span: tuple[int, int]) -> str:
        words = self.text[max(0, span[0] - 40) : span[1] + 40]
        count = self.seen[words] = self.seen.get(words, -1) + 1
        return draft_id(kind, span, words, count)


def _speaks(here: Here, figure: Figure) -> bool:
    """The figure counts the speakers themselves: "two officers said"."""
    return any(
        f.first - 1 <= figure.number[0] <= min(f.last, f.first + 1) and f.last - f.first <= 6
        for f in here.frames
    )


_OWN_ACTS = frozenset("strike airstrike operation mission sortie raid engagement".split())
_INHERITING = frozenset(
    (
        "killed",
        "wounded",
        "casualties",
        "arrested",
        "detained",
        "abducted",
        "disappeared",
        "vehicles",
        "other",
        "sites",
    )
)


def sides_of_sentence(here: Here) -> str:
    """The group that the sentence shows acting, for figures that follow without one."""
    for mention in here.mentions:
        if mention.kind in ("group", "generic", "state") and not mention.name.startswith(OWN):
            reach = 14 if mention.first <= 2 else 3
            following = [
                t.low for t in here.reading.tokens[mention.last + 1 : mention.last + 1 + reach]
            ]
            if any(low in _ACTED for low in following):
                return mention.name
    return ""


_ACTED = frozenset(
    ["launched", "attacked", "carried", "conducted", "stormed", "raided", "ambushed", "opened", "bombed", "struck", "shelled", "detonated", "lancé", "attaqué", "mené", "ouvert", "bombardé"]
)


def last_place(here: Here, before: str, reader: Reader) -> str:
    """The place that following sentences inherit."""
    place, origin = place_of(here.reading.tokens, here.mentions, None, reader.known, "")
    return place if origin == "text" and place else before


def _class_near(reading: Reading, at: int) -> Any:
    from counterclaim.model.scope import Counts

    found = [
        (abs(token.start - at), reading.words.noun_class(token.low))
        for token in reading.tokens
        if reading.words.noun_class(token.low) in Counts._value2member_map_
    ]
    harms = [(abs(reading.tokens[h.at].start - at), h.counts) for h in reading.harms]
    nearest = min([*found, *harms], default=None)
    return Counts(nearest[1]) if nearest else None


def _unit(figure: Figure, measured: Measured) -> str:
    return "percent" if figure.kind == "percent" else measured.noun


def _flags(figure: Figure, hypothetical: bool) -> tuple[str, ...]:
    return (*figure.flags, *(("hypothetical",) if hypothetical else ()))


def _quantity(figure: Figure) -> dict[str, Any]:
    return {
        "low": figure.low, "best": figure.best, "high": figure.high,
        "comparator": figure.comparator, "words": figure.words,
    }  # fmt: skip
