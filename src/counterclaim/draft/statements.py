"""Claims without a figure: relations that words state, and dated events of a named side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from counterclaim.draft.actors import is_party
from counterclaim.draft.analysed import Here
from counterclaim.draft.claims import DraftClaim, Span
from counterclaim.draft.field import field_words
from counterclaim.draft.parties import loser_and_actor
from counterclaim.draft.relations import Stated, stated_relations
from counterclaim.draft.scoping import Scoping
from counterclaim.draft.voice import Frame, is_pronoun
from counterclaim.draft.word_lists import word_list
from counterclaim.model.claim import AUTHOR
from counterclaim.model.scope import Counts

_EVENT_VERBS = word_list("statements_event_verbs")
_TRENDS = frozenset(["rises_each", "falls_each", "similar_to", "lower_bound"])
Id = Callable[[str, Span], str]


def draft_relations(here: Here, scoping: Scoping, new_id: Id) -> Iterator[DraftClaim]:
    """A draft of kind ``relation`` for each relation that the sentence puts into words."""
    if not field_words(here.tokens, scoping.text.words):
        return
    start, end = here.sentence.span
    for stated in stated_relations(scoping.text.text, start, end):
        yield _relation(here, scoping, stated, new_id)


def _relation(here: Here, scoping: Scoping, stated: Stated, new_id: Id) -> DraftClaim:
    from counterclaim.draft.windows import widest

    span = (stated.start, stated.end)
    loser, actor = loser_and_actor(here.tokens, here.mentions)
    if not actor:
        groups = [m.name for m in here.mentions if m.kind == "group" and m.name != loser]
        actor = groups[0] if groups else ""
    voice = _speaker(here, scoping)
    return DraftClaim(
        id=new_id("relation", span), span=span, sentence=here.sentence.span, kind="relation",
        comparator=stated.comparator, relation=stated.relation,
        counts=_class_of(here, stated), actor=actor, target=loser, voice=voice,
        status=scoping.status(here, voice),
        window=widest(scoping.memory.timeline, here.dates).period,
        origin={"window": "inherited", "actor": "guess", "counts": "guess"},
    )  # fmt: skip


def _class_of(here: Here, stated: Stated) -> Counts | None:
    """The class of the nearest noun or verb; of a trend that of its subject, the first noun."""
    words, found = here.reading.words, list[tuple[int, str]]()
    for token in here.tokens:
        kind = words.noun_class(token.low)
        if kind in Counts._value2member_map_:
            found.append((abs(token.start - stated.start), kind))
    if stated.relation in _TRENDS and found:
        return Counts(found[0][1])
    found += [(abs(here.tokens[h.at].start - stated.start), h.counts) for h in here.reading.harms]
    return Counts(min(found)[1]) if found else None


def draft_event(here: Here, scoping: Scoping, new_id: Id) -> DraftClaim | None:
    """A dated event of a named side, where the sentence has no figure; of low weight."""
    points = [d for d in here.dates if d.sense in ("stated", "relative") and d.grain != "span"]
    named = [m for m in here.mentions if m.kind in ("group", "state")]
    acted = [t for t in here.tokens if t.low in _EVENT_VERBS]
    if not (points and named and acted):
        return None
    span, voice = (acted[0].start, acted[0].end), _speaker(here, scoping)
    return DraftClaim(
        id=new_id("event", span), span=span, sentence=here.sentence.span, kind="event",
        weight="context", actor=named[0].name, window=points[0].period, voice=voice,
        place=scoping.memory.place, status=scoping.status(here, voice),
        origin={"window": "text", "actor": "guess", "place": "inherited"},
    )  # fmt: skip


def _speaker(here: Here, scoping: Scoping) -> str:
    """The party that opens the sentence by claiming something; else the author."""
    first: Frame | None = here.frames[0] if here.frames else None
    if first is None or is_pronoun(first.speaker):
        return AUTHOR
    return first.speaker if is_party(first.speaker, scoping.text.sides) else AUTHOR
