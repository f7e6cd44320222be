"""Speaker, sides, place, window and status of a figure, from its sentence and from memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from counterclaim.draft.actors import Sides, is_party, sides, suffered_by
from counterclaim.draft.analysed import Analysed, Here, Memory
from counterclaim.draft.bare import is_bare
from counterclaim.draft.bystanders import could_act
from counterclaim.draft.claims import Origin
from counterclaim.draft.dates import latest_day
from counterclaim.draft.figures import Figure
from counterclaim.draft.names import OWN, gazetteer, is_observer, last_named
from counterclaim.draft.parties import side_of
from counterclaim.draft.perpetrators import acts_in
from counterclaim.draft.places import place_of
from counterclaim.draft.question import Question, Ruling
from counterclaim.draft.scope import Counted, Measured
from counterclaim.draft.voice import Frame, is_pronoun, is_statement, voice_at
from counterclaim.draft.windows import Window, moves_on, widest, window_of
from counterclaim.draft.word_lists import word_list
from counterclaim.model.claim import AUTHOR, ClaimStatus
from counterclaim.model.period import Period
from counterclaim.model.scope import HARMS

_OWN_ACTS = frozenset(
    ["strike", "airstrike", "operation", "mission", "sortie", "raid", "engagement"]
)
_BY_VIOLENCE = frozenset(["killed", "wounded", "casualties"])
_LOSERS = frozenset(["", "wounded", "vehicles", "other", "sites"])
"""What a side loses to the other: not a toll of its people, which may have many causes."""
_DONE = frozenset(["killed", "casualties", "acts", "people", "vehicles", "other"])
_TAKEN = frozenset(["arrested", "detained", "vehicles", "other", "sites"])
_THINGS = frozenset(["vehicles", "other", "sites"])
_HARM = HARMS - {"displaced"}
_ACTED = word_list("scoping_acted")
_NEAR = 2
_ONE_EVENT = 62  # days: what a longer period sums may have happened anywhere
_STOCKS = frozenset(
    ["troops", "displaced", "detained", "share", "sites", "vehicles", "people", "abducted"]
)
_PRESENT = word_list("scoping_present")
_PAST = word_list("scoping_past")
_STATE_VOICES = word_list("scoping_state_voices")
_BANDS = word_list("scoping_bands")


class Scoping:
    """Reads scopes sentence by sentence, remembering what later sentences refer to."""

    def __init__(self, text: Analysed) -> None:
        self.text = text
        self.memory = Memory(timeline=text.timeline(), counted_so_far=Counted(topic=text.topic))
        self.questions: dict[int, Question] = {}
        """By the character at which the figure starts."""

    def scope(
        self, here: Here, figure: Figure, measured: Measured
    ) -> tuple[dict[str, Any], dict[str, Origin]]:
        """The fields of a draft that tell who, whom, where, when, by whose word; their origins."""
        voice, frame, said = self.voice(here, figure)
        self.memory.said = voice if voice != AUTHOR else ""
        window = self._window(here, figure, measured, frame)
        window = self._today(here, figure, measured, window)
        found = self._sides(here, figure, measured, voice)
        memory, at = self.memory, self.text.position(here.sentence)
        before = (memory.actor, at - memory.actor_at, memory.side, memory.group)
        ruling = self._actor(here, figure, found, measured, window)
        self.questions[here.tokens[figure.first].start] = Question(
            here, at, figure, measured, ruling, found.target,
            found.target or _people_counted(here, figure, measured) or measured.population,
            self._opponent(found), voice != AUTHOR, *before,
        )  # fmt: skip
        place, placed = place_of(
            here.tokens, here.mentions, figure.number, self.text.known, self._place_at_hand(window)
        )
        fields = {
            "voice": voice, "actor": ruling.actor, "target": found.target, "place": place,
            "window": window.period, "status": self.status(here, voice),
        }  # fmt: skip
        origin: dict[str, Origin] = {
            "counts": "text" if measured.sure else "inherited",
            "voice": said, "actor": ruling.origin, "place": placed,
            "window": self._window_origin(here, figure, measured, window),
        }  # fmt: skip
        return fields, {**origin, "target": "guess"} if found.target else origin

    def _window_origin(
        self, here: Here, figure: Figure, measured: Measured, window: Window
    ) -> Origin:
        """A duration is that of a period only where this follows it: "five days, from ..."."""
        if measured.counts.value != "duration":
            return window.origin
        end = here.tokens[figure.last].end
        gaps = [self.text.text[end : d.start] for d in here.dates if d.start >= end]
        return "text" if any(_SPANS.fullmatch(gap) for gap in gaps) else "guess"

    def new_paragraph(self, blocks: Sequence[int]) -> None:
        """What a paragraph break forgets: in essays the actor at hand.

        ``blocks`` are those since the last paragraph: in a log they may date an entry.
        """
        for block in blocks:
            if block in self.text.entries:
                self.memory.timeline.section = self.text.entries[block]
        self.memory.timeline.new_paragraph()
        if not self.memory.timeline.returns:
            self.memory.actor = ""

    def remember(self, here: Here) -> None:
        """What later sentences inherit from this one."""
        memory = self.memory
        memory.group = last_named(here.mentions, memory.group)
        memory.side = _first_side(here) or memory.side
        memory.speaker = self._last_speaker(here) or memory.speaker
        memory.claimant = memory.claimant or _claimant(here)
        doer = _doer_of_sentence(here)
        if doer:
            memory.actor = doer
            points = [d.period for d in here.dates if d.sense in ("stated", "relative")]
            memory.actor_window = points[0] if points else memory.timeline.last
            memory.actor_at = self.text.position(here.sentence)
        place, origin = place_of(here.tokens, here.mentions, None, self.text.known, "")
        memory.place = place if origin == "text" and place else memory.place
        if self.text.is_prose(here.sentence):
            text, published = self.text.text, self.text.published
            told = [d for d in here.dates if moves_on(text, d, published)]
            if _only_compares(here):
                told = [d for d in told if not _goes_back(d.period, memory.timeline.last)]
            if any(token.low == "had" for token in here.tokens):
                told = [d for d in told if not _goes_back(d.period, memory.timeline.last)]
            memory.timeline.pass_sentence(told)

    def voice(self, here: Here, figure: Figure) -> tuple[str, Frame | None, Origin]:
        """The speaker of a figure, the speech verb, and where the speaker came from."""
        frame = voice_at(here.frames, here.tokens, figure.number[0])
        if frame is None:
            if self.memory.said and _of_these(here):
                return self.memory.said, None, "inherited"
            quoted = self.memory.speaker and self._in_quotes(here, figure)
            return (self.memory.speaker, None, "inherited") if quoted else (AUTHOR, None, "text")
        if is_pronoun(frame.speaker) or (is_statement(frame.speaker) and self.memory.speaker):
            return self.memory.speaker or AUTHOR, frame, "inherited"
        return self._full_name(frame.speaker), frame, "text"

    def status(self, here: Here, voice: str) -> ClaimStatus:
        """Claimed by a party, reported by others, asserted by the author."""
        lows = {token.low for token in here.tokens}
        if lows & {"unconfirmed", "unverified"}:
            return "unconfirmed"
        if voice != AUTHOR:
            return "claimed" if is_party(voice, self.text.sides) else "reported"
        said = lows & {"reportedly", "estimated", "reported", "allegedly"}
        return "reported" if said else "asserted"

    def _last_speaker(self, here: Here) -> str:
        speakers = [
            f.speaker
            for f in here.frames
            if not is_pronoun(f.speaker) and not is_statement(f.speaker)
        ]
        return self._full_name(speakers[-1]) if speakers else ""

    def _full_name(self, speaker: str) -> str:
        alias = speaker.lower() in gazetteer().aliases and self.memory.group
        return self.memory.group if alias else self.text.known.of(speaker)

    def _in_quotes(self, here: Here, figure: Figure) -> bool:
        at = here.tokens[figure.number[0]].start
        block = self.text.document.block_at(at)
        before = self.text.text[block.start if block else 0 : at]
        curly = before.count("“") - before.count("”") + before.count("«") - before.count("»")
        return curly > 0 or before.count('"') % 2 == 1

    def _place_at_hand(self, window: Window) -> str:
        """The last place named, unless the figure is a sum over more than one event."""
        days = window.period.days if window.period else None
        is_sum = window.period is not None and (days is None or days > _ONE_EVENT)
        return "" if is_sum else self.memory.place

    def _sides(self, here: Here, figure: Figure, measured: Measured, voice: str) -> Sides:
        memory = self.memory
        found = sides(here.reading, figure, measured, here.mentions, here.parsed, here.frames)
        loser = found.target or suffered_by(here.reading, figure, here.mentions)
        if not loser and not measured.noun and memory.counted[0] == here.sentence.start:
            loser = memory.counted[1]
        if found.target or (found.actor and measured.counts.value == "troops"):
            memory.counted = (here.sentence.start, found.target or found.actor)
        return Sides(self._resolved(found.actor, voice), self._resolved(loser, voice))

    def _resolved(self, name: str, voice: str) -> str:
        """ "Its troops" are those of the party that speaks, else of the last group."""
        if name == OWN and voice == AUTHOR:
            return self.memory.side
        if not name.startswith(OWN):
            return self._banded(name)
        owner = voice if voice != AUTHOR and is_party(voice, self.text.sides) else self.memory.group
        return owner or name.removeprefix(OWN)

    def _banded(self, name: str) -> str:
        """ "The fighters" are those of the armed group named last."""
        group = self.memory.group
        band = name.lower() in _BANDS and group.lower() in gazetteer().groups
        return f"{group} {name}" if band else name

    def _opponent(self, found: Sides) -> str:
        """Whom the text shows against the side that was harmed."""
        return self.text.parties.opponent(found.target) if found.target else ""

    def _actor(
        self, here: Here, figure: Figure, found: Sides, measured: Measured, window: Window
    ) -> Ruling:
        kind, memory = measured.counts.value, self.memory
        if found.actor:
            self._remember_actor(here, found.actor, kind, window)
            return Ruling(found.actor, "guess", "sentence")
        clash = any(token.low in CLASHES for token in here.tokens)
        if not clash and (boaster := self._boaster(here, found, measured)):
            return Ruling(boaster, "guess", "boast")
        opponent = self._opponent(found)
        lost = measured.noun_class in _LOSERS or found.target not in gazetteer().countries.values()
        toll = measured.noun_class in ("combatants", "killed", "casualties")
        if opponent and lost and not toll and kind in _HARM | _THINGS:
            return Ruling(opponent, "guess", "opponent")
        if kind in _THINGS and not found.target and memory.listed[0] == here.sentence.start:
            return Ruling(memory.listed[1], "inherited", "list")
        if kind == "troops":
            return Ruling(self._strength_of(here, measured), "guess", "strength")
        if clash:
            return Ruling("", "guess", "clash")
        if self._is_near(here) and self._inherits(found, measured, window):
            return Ruling(memory.actor, "inherited", "event")
        return self._looked_around(here, figure, found, measured, window)

    def _remember_actor(self, here: Here, actor: str, kind: str, window: Window) -> None:
        """Who acts here acts on, unless a second party acts in the same sentence."""
        memory = self.memory
        if memory.listed[0] == here.sentence.start and memory.listed[1] != actor:
            memory.actor, memory.actor_at = "", -9
        elif kind in _HARM | _THINGS or kind == "acts":
            memory.actor, memory.actor_window = actor, window.period
            memory.actor_at = self.text.position(here.sentence)
            memory.listed = (here.sentence.start, actor)

    def _looked_around(
        self, here: Here, figure: Figure, found: Sides, measured: Measured, window: Window
    ) -> Ruling:
        """The doer of a figure whose own sentence names none."""
        if figure.kind != "zero" and (doer := self._by_deed(here, found, measured, window)):
            return Ruling(doer, "inherited", "deed")
        if doer := self._by_paragraph(here, figure, found, measured):
            return Ruling(doer, "inherited", "paragraph")
        doer = self._by_presence(here, figure, found, measured)
        return Ruling(doer, "inherited" if doer else "guess", "presence" if doer else "")

    def _is_near(self, here: Here) -> bool:
        """In a report of one event its doer stays; elsewhere for the next two sentences alone."""
        since = self.text.position(here.sentence) - self.memory.actor_at
        return self.text.one_event or since <= _NEAR

    def _strength_of(self, here: Here, measured: Measured) -> str:
        """Whose fighters are counted, where the sentence does not name their side."""
        if self.memory.counted[0] == here.sentence.start and self.memory.counted[1]:
            return self.memory.counted[1]
        goes_on = measured.noun in _MEMBERS or not self.text.one_event
        group = self.memory.group if goes_on else ""
        return group or self.text.main_group

    def _by_deed(self, here: Here, found: Sides, measured: Measured, window: Window) -> str:
        """Who acts nearest to a figure of harm whose own sentence names nobody."""
        kind, told = measured.counts.value, (self.memory.timeline.lead, self.memory.actor_window)
        other_event = window.origin == "text" and window.period not in told
        if other_event or (kind not in _BY_VIOLENCE and not (kind in _THINGS and found.target)):
            return ""
        at = self.text.position(here.sentence)
        loser = found.target or measured.population
        return self.text.deeds.doer(
            at, here.sentence.block, loser, self.text.one_event, acts_in(here.reading)
        )

    def _by_paragraph(self, here: Here, figure: Figure, found: Sides, measured: Measured) -> str:
        """In an essay the paragraph goes on about who acted in it last."""
        if self.text.one_event or figure.kind == "zero" or measured.counts.value not in _DONE:
            return ""
        at, loser = self.text.position(here.sentence), found.target or measured.population
        return self.text.deeds.in_paragraph(at, here.sentence.block, loser)

    def _by_presence(self, here: Here, figure: Figure, found: Sides, measured: Measured) -> str:
        """Who arrests, and whose weapons are counted, is mostly the side that is named nearby."""
        kind = measured.counts.value
        wanted = kind == "arrested" or kind == ("other" if self.text.one_event else "acts")
        if not wanted or found.target or figure.kind == "zero":
            return ""
        armed = [m for m in here.mentions if m.kind in ("group", "state", "generic")]
        armed = [m for m in armed if could_act(here.reading, m) and not is_observer(m.name)]
        armed = [m for m in armed if not m.name.startswith(OWN)]
        return armed[0].name if armed else ""

    def _boaster(self, here: Here, found: Sides, measured: Measured) -> str:
        """A party that tells of its enemy's dead: "the army said 30 militants were killed"."""
        frame = next(iter(here.frames), None)
        taken = measured.counts.value in _TAKEN
        if frame is None or not (measured.counts.value in _HARM or taken):
            return ""
        speaker = frame.speaker if not is_pronoun(frame.speaker) else self.memory.speaker
        if not is_party(speaker, self.text.sides):
            return ""
        if taken:
            return self._full_name(speaker) if self._tells_own_deed(here) else ""
        state = bool(set(speaker.lower().split()) & _STATE_VOICES)
        foes = ("militants",) if state else ("soldiers", "police")
        own = _has_own(here) or side_of(found.target or "-") == side_of(speaker)
        if measured.population not in foes or own:
            return ""
        inside = [m for m in here.mentions if frame.first <= m.first <= frame.last]
        return inside[0].name if inside else speaker

    def _tells_own_deed(self, here: Here) -> bool:
        """ "The army said that it had seized 11 motorbikes": no other side is named."""
        done = any(t.low in self.text.words.words("things_done") for t in here.tokens)
        others = [m for m in here.mentions if m.kind in ("group", "state", "generic")]
        others = [m for m in others if not any(f.first <= m.first <= f.last for f in here.frames)]
        return done and all(m.name.startswith(OWN) for m in others)

    def _inherits(self, found: Sides, measured: Measured, window: Window) -> bool:
        """A figure of the event at hand, not of the side that acted in it."""
        kind, memory = measured.counts.value, self.memory
        same_event = window.origin != "text" or window.period == memory.actor_window
        same_side = found.target and side_of(found.target) == side_of(memory.actor)
        own_act = kind == "acts" and (not measured.noun or measured.noun in _OWN_ACTS)
        wanted = kind in _HARM or own_act or (kind in _THINGS and bool(found.target))
        return bool(memory.actor and same_event and not same_side and wanted)

    def _today(self, here: Here, figure: Figure, measured: Measured, window: Window) -> Window:
        """In essays a strength told in the present tense holds when the text appears."""
        day, since = self.text.published, self.memory.timeline.since
        if not day or not latest_day(day):
            return window
        if window.origin == "text":
            now = _says_now(here, figure) and measured.counts.value in _STOCKS
            return Window(day, "guess") if now else window
        lows = {token.low for token in here.tokens}
        if since and lows & _GOING_ON and measured.counts.value in _HARM | {"displaced", "acts"}:
            return Window(since, "inherited")
        stock = measured.counts.value != "share"
        if self.memory.timeline.returns and not _elsewhere(window.period, day, stock):
            return window
        lasting = measured.counts.value in _STOCKS or lows & _STILL
        if not lasting or not _is_present(here):
            return window
        return Window(day, "guess")

    def _window(
        self, here: Here, figure: Figure, measured: Measured, frame: Frame | None
    ) -> Window:
        timeline = self.memory.timeline
        if figure.comparator == "never_more_than":
            return widest(timeline, here.dates)
        speech = None
        if frame:
            first, last = sorted((frame.verb, frame.first))
            speech = here.tokens[first].start, here.tokens[max(last, frame.last)].end
        others = [here.tokens[f.number[0]].start for f in here.reading.figures]
        at = here.tokens[figure.number[0]].start
        stock = measured.counts.value in _STOCKS
        return window_of(at, here.dates, speech, timeline, self.text.text, others, stock)


_SPANS = re.compile(r"\s*\w+,?\s*\(?(?:from|between|de|du|entre)?\s*", re.I)
_MEMBERS = frozenset(
    ["member", "man", "men", "fighter", "recruit", "membre", "homme", "combattant"]
)
CLASHES = word_list("scoping_clashes")
_STILL = frozenset(["still", "now", "today", "currently", "toujours", "actuellement"])
_DIVIDES = frozenset(
    ["of these", "of those", "of them", "among them", "a further", "a total", "parmi eux"]
)
_GOING_ON = frozenset(["have", "has", "those", "these"])
_LONG = timedelta(days=60)


def _people_counted(here: Here, figure: Figure, measured: Measured) -> str:
    """The side whose people the figure counts among the harmed: "25 Ruritanians"."""
    if measured.counts not in HARMS:
        return ""
    last = (measured.noun_at or figure.number[1]) + 1
    named = [m for m in here.mentions if figure.number[1] < m.first <= last]
    return next((m.name for m in named if m.kind in ("group", "state")), "")


def _elsewhere(period: Period | None, day: Period, stock: bool) -> bool:
    """The period ends more than two months before the day; for a stock, is long and past."""
    ends, begins = (period.end, period.start) if period else (None, None)
    if not ends or not day.end:
        return False
    long = stock and begins is not None and ends - begins > _LONG / 2 and ends < day.end
    return long or day.end - ends > _LONG


def _says_now(here: Here, figure: Figure) -> bool:
    """The figure's clause says "now", and no date of its own."""
    first = last = figure.number[0]
    while first and here.tokens[first - 1].low not in _CLAUSE_ENDS:
        first -= 1
    while last + 1 < len(here.tokens) and here.tokens[last + 1].low not in _CLAUSE_ENDS:
        last += 1
    start, end = here.tokens[first].start, here.tokens[last].end
    dated = any(start <= date.start < end for date in here.dates)
    return not dated and any(t.low in _STILL for t in here.tokens[first : last + 1])


_CLAUSE_ENDS = frozenset([";", ":", "–", "—"])


def _goes_back(period: Period, last: Period | None) -> bool:
    """The period lies before the one at hand: with "had" a look back, not the next event."""
    return bool(last and last.start and period.end and period.end < last.start)


def _only_compares(here: Here) -> bool:
    """ "In 2023 it was 27": bare figures of another time, beside those of the time at hand."""
    figures = [f for f in here.reading.figures if f.kind == "count"]
    return bool(figures) and all(is_bare(here.reading, f) for f in figures)


def _has_own(here: Here) -> bool:
    """The sentence speaks of the speaker's own: "its soldiers", "our men"."""
    return any(t.low in ("its", "our", "his", "their", "ses", "nos") for t in here.tokens)


def _of_these(here: Here) -> bool:
    """The sentence divides the figure of the one before: "Of these, 235 were civilians"."""
    lows = [token.low for token in here.tokens[:2]]
    return " ".join(lows) in _DIVIDES


def _claimant(here: Here) -> str:
    """Who takes responsibility: "the X claimed responsibility", "revendiquée par le X"."""
    lows = [token.low for token in here.tokens]
    if "responsibility" in lows and not set(lows) & _NOT_CLAIMED:
        return _first_side(here) if set(lows) & _CLAIMED else ""
    if not set(lows) & {"revendiqué", "revendiquée"} or "attaque" not in lows:
        return ""
    sides = [m.name for m in here.mentions if m.kind == "group"]
    return sides[0] if sides else ""


_CLAIMED = frozenset(["claimed", "accepted", "took", "claiming", "claims", "admitted"])
_NOT_CLAIMED = frozenset(["no", "nobody", "denied", "not"])


def _first_side(here: Here) -> str:
    """The first armed side or state that the sentence names, speakers aside."""
    for mention in here.mentions:
        side = mention.kind in ("group", "state", "generic") and not is_observer(mention.name)
        if side and not mention.name.startswith(OWN):
            return mention.name
    return ""


def _is_present(here: Here) -> bool:
    lows = {token.low for token in here.tokens}
    return bool(lows & _PRESENT) and not lows & _PAST


def _doer_of_sentence(here: Here) -> str:
    """The group that the sentence shows acting, for figures that follow without one."""
    for mention in here.mentions:
        if any(frame.first <= mention.first <= frame.last for frame in here.frames):
            continue
        if mention.kind in ("group", "generic", "state") and not mention.name.startswith(OWN):
            reach = mention.last + 1 + (14 if mention.first <= 2 else 3)
            lows = [token.low for token in here.tokens[mention.last + 1 : reach]]
            if any(low in _ACTED for low in lows) and not {"not", "never", "no"} & set(lows[:4]):
                return mention.name
    return ""
