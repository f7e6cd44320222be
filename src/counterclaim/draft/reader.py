"""Reads an analysed document sentence by sentence and drafts its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal, cast

from counterclaim.draft.analysed import Analysed, Here
from counterclaim.draft.attribution import doer
from counterclaim.draft.cast import Cast
from counterclaim.draft.claims import DraftClaim, Span, draft_id
from counterclaim.draft.comparators import bounds
from counterclaim.draft.figures import Figure
from counterclaim.draft.notes import Notes, read_notes
from counterclaim.draft.parties import side_of
from counterclaim.draft.perpetrators import is_general
from counterclaim.draft.question import Question, Ruling
from counterclaim.draft.relations import Addend, is_hypothetical, sums_within
from counterclaim.draft.scope import Measured, measure
from counterclaim.draft.scoping import Scoping
from counterclaim.draft.sentences import Sentence
from counterclaim.draft.statements import draft_event, draft_relations
from counterclaim.draft.voice import find_frames
from counterclaim.draft.weight import weight_of
from counterclaim.draft.word_lists import word_list
from counterclaim.model.claim import ClaimKind, Comparator
from counterclaim.model.scope import HARMS, Counts

_BY_VIOLENCE = frozenset(["killed", "wounded", "casualties", "abducted"])
_INCLUDING = word_list("scope_including")
_NOT_YET_HARMED = frozenset([Counts.PEOPLE, Counts.TROOPS])
_LEAD = 4


class Reader:
    """Drafts the claims of one document; ``in_field`` overrides what the text is about."""

    def __init__(self, text: Analysed, in_field: bool | None = None) -> None:
        self.text, self.scoping = text, Scoping(text)
        self.in_field = text.field.holds if in_field is None else in_field
        self.notes: Notes | None = read_notes(text.document) if text.document.notes else None
        self.seen: dict[str, int] = {}

    def read(self) -> tuple[DraftClaim, ...]:
        """All drafts in reading order."""
        drafts = self.ruled()
        if self.text.language != "en":
            return tuple(drafts)
        cast = Cast(self.text)
        given = {draft.id: doer(question, cast) for draft, question in self.asked(drafts)}
        return tuple(_attributed(draft, given.get(draft.id, draft.actor)) for draft in drafts)

    def asked(self, drafts: Sequence[DraftClaim]) -> list[tuple[DraftClaim, Question]]:
        """The drafts of figures with the question who did what they count, rules answered."""
        found = []
        for draft in drafts:
            question = self.scoping.questions.get(draft.span[0])
            if question is None or draft.kind == "event":
                continue
            if draft.actor != question.ruling.actor:
                question = replace(question, ruling=Ruling(draft.actor, "guess", "lead"))
            found.append((draft, question))
        return found

    def ruled(self) -> list[DraftClaim]:
        """All drafts with the doers that the rules give."""
        drafts: list[DraftClaim] = []
        block, paragraph = -1, list[DraftClaim]()
        for at, sentence in enumerate(self.text.sentences):
            if sentence.block != block:
                drafts += _with_sums(paragraph)
                passed = range(block + 1, sentence.block + 1)
                block, paragraph = sentence.block, []
                self.scoping.new_paragraph([*passed])
            paragraph += self._read_sentence(sentence, at)
        return self._with_lead_actor([*drafts, *_with_sums(paragraph)])

    def _read_sentence(self, sentence: Sentence, at: int) -> list[DraftClaim]:
        text = self.text
        reading, parsed = text.readings[at], text.parsed.get(sentence.span)
        mentions = text.mentions[at]
        frames = find_frames(reading.tokens, parsed)
        here = Here(sentence, reading, mentions, frames, text.dates_in(sentence), parsed)
        drafts = _with_named_parts(here, self._with_citations(sentence, self._drafts(here)))
        self.scoping.remember(here)
        return sorted(drafts, key=lambda draft: draft.span)

    def _drafts(self, here: Here) -> list[DraftClaim]:
        drafts = list(self._figures(here))
        if not self.in_field:
            return drafts
        drafts += draft_relations(here, self.scoping, self._id)
        event = None if drafts else draft_event(here, self.scoping, self._id)
        return [*drafts, event] if event else drafts

    def _with_citations(self, sentence: Sentence, drafts: list[DraftClaim]) -> list[DraftClaim]:
        """The documents whose note marks stand in the sentence."""
        if not self.notes or not drafts:
            return drafts
        cited = self.notes.cited_in(self.text.document, sentence.span)
        ids = tuple(dict.fromkeys(one.document for one in cited))
        return [draft.model_copy(update={"citations": ids}) for draft in drafts] if ids else drafts

    def _figures(self, here: Here) -> Iterator[DraftClaim]:
        memory = self.scoping.memory
        counted = memory.counted_so_far
        counted.new_sentence()
        for figure in here.reading.figures:
            measured = measure(here.reading, figure, counted)
            weight = weight_of(here.reading, figure, measured, self.in_field, counted.last)
            if not weight or _speaks(here, figure):
                continue
            counted.add(figure, measured)
            yield self._claim(here, figure, measured, weight)

    def _claim(
        self, here: Here, figure: Figure, measured: Measured, weight: Literal["core", "context"]
    ) -> DraftClaim:
        span = here.tokens[figure.first].start, here.tokens[figure.last].end
        hypothetical = is_hypothetical(self.text.text, here.sentence.start, span[0])
        scope, origin = self.scoping.scope(here, figure, measured)
        kind: ClaimKind = "relation" if figure.kind == "ordinal" else "numeric"
        return DraftClaim(
            id=self._id(kind, span), span=span, sentence=here.sentence.span, kind=kind,
            weight="context" if hypothetical else weight, counts=measured.counts,
            population=measured.population, relation=_relation(figure),
            unit="percent" if figure.kind == "percent" else measured.noun,
            flags=(*figure.flags, *(["hypothetical"] if hypothetical else [])),
            origin=origin, **_quantity(_carried(here, figure, measured)), **scope,
        )  # fmt: skip

    def _with_lead_actor(self, drafts: list[DraftClaim]) -> list[DraftClaim]:
        """In news the lead tells the harm before the text names who did it."""
        drafts = self._with_claimant(drafts)
        if not (self.text.one_event and self.scoping.memory.timeline.returns):
            return drafts
        lead = [s.span for s in self.text.sentences[:_LEAD]]
        return [_led(d, drafts) if d.sentence in lead and not d.actor else d for d in drafts]

    def _with_claimant(self, drafts: list[DraftClaim]) -> list[DraftClaim]:
        """Who claims responsibility did the harm of the event that the text opens with."""
        claimant, lead = self.scoping.memory.claimant, self.text.timeline().lead
        return [
            d.model_copy(update={"actor": claimant})
            if claimant
            and (not d.actor or (is_general(d.actor) and d.population != "militants"))
            and d.window == lead
            and _by_violence(d)
            else d
            for d in drafts
        ]

    def _id(self, kind: str, span: Span) -> str:
        words = self.text.text[max(0, span[0] - 40) : span[1] + 40]
        count = self.seen[words] = self.seen.get(words, -1) + 1
        return draft_id(kind, span, words, count)


def _attributed(draft: DraftClaim, actor: str) -> DraftClaim:
    """The draft with its doer; where the rules are overruled he is a guess.

    No side did it to itself: a target of the same side goes.
    """
    if actor and draft.target and side_of(actor) == side_of(draft.target):
        draft = draft.model_copy(update={"target": ""})
    if actor == draft.actor:
        return draft
    return draft.model_copy(update={"actor": actor, "origin": {**draft.origin, "actor": "guess"}})


def _led(draft: DraftClaim, drafts: list[DraftClaim]) -> DraftClaim:
    if not _by_violence(draft) or draft.target:
        return draft
    for other in drafts:
        harm = other.counts is not None and other.counts.value in _BY_VIOLENCE
        if other.actor and harm and other.window == draft.window:
            return draft.model_copy(update={"actor": other.actor})
    return draft


def _by_violence(draft: DraftClaim) -> bool:
    return draft.counts is not None and draft.counts.value in _BY_VIOLENCE


def _with_named_parts(here: Here, drafts: list[DraftClaim]) -> list[DraftClaim]:
    """ "2,389 surrendered, among them six generals": the second is a part of the first."""
    found: list[DraftClaim] = []
    for draft in drafts:
        whole = next((d for d in reversed(found) if d.relation != "part_of"), None)
        part = whole is not None and draft.kind == whole.kind == "numeric"
        if part and whole and draft.counts == whole.counts:
            goes_on = bool(found) and found[-1].operand == (whole.id,)
            listed = goes_on and _is_listed(here, found[-1], draft)
            if listed or _divides(here, whole, draft):
                draft = draft.model_copy(update={"relation": "part_of", "operand": (whole.id,)})
        found.append(draft)
    return found


def _is_listed(here: Here, part: DraftClaim, other: DraftClaim) -> bool:
    """ "Including 12 women, 5 children and a priest": the list of parts goes on."""
    between = [t.low for t in here.tokens if part.span[1] <= t.start < other.span[0]]
    verbs = here.reading.words.words("be") | set(here.reading.words.harm_active)
    return bool(between) and between[-1] in (",", "and", "et") and not verbs & set(between)


def _divides(here: Here, whole: DraftClaim, part: DraftClaim) -> bool:
    """A word of inclusion stands between the two, and the part is no more than the whole."""
    between = [t.low for t in here.tokens if whole.span[1] <= t.start < part.span[0]]
    more = part.low is not None and whole.high is not None and part.low > whole.high
    return not more and any(low in _INCLUDING for low in between[-6:])


def _with_sums(paragraph: list[DraftClaim]) -> list[DraftClaim]:
    """Totals and parts of a paragraph, proposed by arithmetic, written into the drafts."""
    paragraph = _with_shared_harm(paragraph)
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


def _with_shared_harm(paragraph: list[DraftClaim]) -> list[DraftClaim]:
    """ "Twelve were killed ... ten journalists, two officers": parts that add up suffered it."""
    changed: dict[str, Counts] = {}
    for at, total in enumerate(paragraph):
        value = total.best if total.best is not None else total.low
        if total.counts is None or total.counts not in HARMS or value is None:
            continue
        parts: list[DraftClaim] = []
        for part in paragraph[at + 1 :]:
            if part.counts not in _NOT_YET_HARMED or part.best is None:
                break
            parts.append(part)
            if len(parts) > 1 and sum(p.best or 0 for p in parts) == value:
                changed |= {p.id: total.counts for p in parts}
                break
    return [d.model_copy(update={"counts": changed.get(d.id, d.counts)}) for d in paragraph]


def _speaks(here: Here, figure: Figure) -> bool:
    """The figure counts the speakers themselves: "two officers said"."""
    at = figure.number[0]
    if figure.kind == "person" and any(f.first < at <= f.last for f in here.frames):
        return True
    return any(
        f.first - 1 <= figure.number[0] <= min(f.last, f.first + 1) and f.last - f.first <= 6
        for f in here.frames
    )


def _carried(here: Here, figure: Figure, measured: Measured) -> Figure:
    """In a list of losses each figure takes the bound of the first; elsewhere none does.

    The flag ``shared_comparator`` stays, since the words alone do not decide.
    """
    if "shared_comparator" not in figure.flags or figure.best is None:
        return figure
    before = {token.low for token in here.tokens[: figure.first]}
    losses = before & {"losses", "lost", "loss", "pertes", "perdu"}
    if measured.counts.value not in _BY_VIOLENCE and not losses:
        return figure
    comparator = cast(Comparator, figure.flags[-1])
    low, best, high = bounds(comparator, figure.best)
    return replace(figure, comparator=comparator, low=low, best=best, high=high)


def _relation(figure: Figure) -> str:
    if figure.comparator == "never_more_than":
        return "never_more_than"
    return {"ordinal": "ordinal", "percent": "share_of"}.get(figure.kind, "")


def _quantity(figure: Figure) -> dict[str, Any]:
    return {
        "low": figure.low, "best": figure.best, "high": figure.high,
        "comparator": figure.comparator, "words": figure.words,
    }  # fmt: skip
