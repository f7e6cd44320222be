"""What speaks for each party as the doer of what a figure counts, and for no doer at all.

Each piece of evidence has a name and a strength, mostly 1. It is noted twice, in general and for
the class that is counted, since who is named first owns the troops but rarely did the killing. How
much a piece weighs is not said here: see ``attribution``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counterclaim.draft.bystanders import could_act, is_counted
from counterclaim.draft.cast import Cast, Party, side_of_mention, sides_of
from counterclaim.draft.figures import Reading
from counterclaim.draft.leads import lead_of
from counterclaim.draft.names import OWN, Mention, is_observer
from counterclaim.draft.perpetrators import VIOLENCE, acts_here, camp_of, could_harm, is_general
from counterclaim.draft.question import Question
from counterclaim.draft.scoping import CLASHES
from counterclaim.draft.word_lists import word_list

Evidence = dict[str, float]
Piece = tuple[str, float]
NOBODY = ""
"""The side of the answer that the text tells no doer."""

_CLASSES = {
    "killed": "harm", "wounded": "harm", "casualties": "harm", "abducted": "harm",
    "disappeared": "harm", "arrested": "arrest", "detained": "arrest", "displaced": "flight",
    "acts": "acts", "troops": "troops", "share": "share", "people": "people",
}  # fmt: skip
_LEADS = {
    word: name
    for name in ("by", "against", "of", "in", "from", "with", "to")
    for word in word_list(f"evidence_{name}")
}
_FAR = 10


def evidence(question: Question, cast: Cast) -> dict[str, Evidence]:
    """For the side of each possible doer what speaks for it; ``NOBODY`` is one of them.

    The side that was harmed is none.
    """
    target = cast.side(question.target)
    around = cast.near(question.at, question.here.sentence.block)
    parties = [party for party in around if party.side != target]
    ruled = cast.side(question.ruling.actor)
    if ruled and ruled not in {party.side for party in parties}:
        parties.append(cast.parties.get(ruled) or Party(ruled))
    kind = _CLASSES.get(question.measured.counts.value, "things")
    found = {p.side: _noted(_for_party(question, cast, p, ruled), kind) for p in parties}
    return {**found, NOBODY: _noted(_for_nobody(question, cast), kind)}


def class_of(question: Question) -> str:
    """The coarse class of what is counted: harm, acts, troops, things, ..."""
    return _CLASSES.get(question.measured.counts.value, "things")


def _noted(pieces: Iterable[Piece], kind: str) -> Evidence:
    found: Evidence = {}
    for name, strength in pieces:
        found[name] = found[f"{name} | {kind}"] = float(strength)
    return found


def _for_party(question: Question, cast: Cast, party: Party, ruled: str) -> Iterator[Piece]:
    yield from _by_rules(question, party, ruled)
    yield from _by_memory(question, cast, party)
    yield from _by_enmity(question, cast, party)
    here = party.in_sentence(question.at)
    if here:
        yield from _in_sentence(question, cast, party, here)
    else:
        yield "elsewhere", 1
    yield from _around(question, cast, party)
    yield from _in_text(cast, party)
    yield from _by_deeds(question, cast, party)
    yield from _by_nature(question, party)


def _by_rules(question: Question, party: Party, ruled: str) -> Iterator[Piece]:
    rule = question.ruling.rule
    if party.side == ruled:
        yield "ruled", 1
        yield f"ruled by {rule}", 1
    elif ruled:
        yield "other ruled", 1
        yield f"other ruled by {rule}", 1
    else:
        yield "none ruled", 1


def _by_memory(question: Question, cast: Cast, party: Party) -> Iterator[Piece]:
    if cast.side(question.acted) == party.side:
        yield "acted last", 1
        yield "acted just now", question.since <= 2
    if cast.side(question.side) == party.side:
        yield "side at hand", 1
    if cast.side(question.group) == party.side:
        yield "group at hand", 1


def _by_enmity(question: Question, cast: Cast, party: Party) -> Iterator[Piece]:
    """Who harms a side is mostly the other one that the text is about."""
    target = cast.side(question.target)
    known = _loser_known(question)
    if cast.side(question.opponent) == party.side:
        yield "opponent", 1
    if question.loser and not could_harm(party.name, question.loser):
        yield "of loser's camp", 1
    foes = cast.foes(question.loser)
    if foes[:1] == [party.side]:
        yield "first foe", 1
        yield f"first foe, {known}", 1
        yield f"first foe, {known}, {'two sides' if cast.two_sided else 'many'}", 1
    if foes[1:2] == [party.side]:
        yield f"second foe, {known}", 1
    if cast.able(question.loser).most == party.side:
        yield "most deeds of foes", 1
        yield f"most deeds of foes, {known}", 1
    first = [side for side, _ in cast.proper.most_common(2)]
    if target in first and party.side in first:
        yield "other of two", 1
    if first[:1] == [party.side]:
        yield f"protagonist, {known}", 1


def _loser_known(question: Question) -> str:
    if question.target:
        return "side known"
    return "people known" if question.measured.population else "unknown"


def _in_sentence(
    question: Question, cast: Cast, party: Party, named: list[Mention]
) -> Iterator[Piece]:
    reading, figure = question.here.reading, question.figure
    yield "here", 1
    if any(m.last < figure.first for m in named):
        yield "before", 1
    if any(m.first > figure.last for m in named):
        yield "after", 1
    for mention in named:
        yield from _of_mention(question, reading, mention)
    everyone = sides_of(cast.in_sentence[question.at])
    if everyone[0] == party.side:
        yield "first here", 1
    if len(set(everyone)) == 1:
        yield "alone here", 1


def _of_mention(question: Question, reading: Reading, mention: Mention) -> Iterator[Piece]:
    here, figure = question.here, question.figure
    yield f"behind {_LEADS.get(lead_of(reading, mention), 'other')}", 1
    yield f"named as {mention.kind}", 1
    if any(f.first <= mention.first <= f.last for f in here.frames):
        yield "speaks", 1
    if not could_act(reading, mention):
        yield "bystander", 1
    if is_counted(reading, mention):
        yield "counted", 1
    noun = question.measured.noun_at or figure.number[1]
    if figure.number[1] < mention.first <= noun + 2:
        yield "in the noun phrase", 1
    if _is_subject(question, mention):
        yield "subject", 1
    if acts_here(reading, mention, here.parsed):
        yield "acts here", 1
    following = {t.low for t in reading.tokens[mention.last + 1 : mention.last + 3]}
    if following & VIOLENCE:
        yield "owns the act", 1
    if mention.name.startswith(OWN):
        yield "someone's own", 1


def _is_subject(question: Question, mention: Mention) -> bool:
    """The mention stands in the subject of the verb over the figure."""
    reading, parsed = question.here.reading, question.here.parsed
    if parsed is None:
        return False
    harm = reading.harm_done_to(question.figure)
    if harm and not harm.is_noun:
        verb = reading.tokens[harm.at].start
    else:
        verb, _ = parsed.governor(reading.tokens[question.figure.number[0]].start)
    span = parsed.subject(verb) if verb >= 0 else None
    first, last = reading.tokens[mention.first].start, reading.tokens[mention.last].end
    return span is not None and span[0] <= first and last <= span[1]


def _around(question: Question, cast: Cast, party: Party) -> Iterator[Piece]:
    at, block, sentences = question.at, question.here.sentence.block, cast.text.sentences
    before, after = party.around(at)
    if before == at - 1 and before >= 0:
        everyone = cast.in_sentence[before]
        yield "sentence before", 1
        if side_of_mention(everyone[0]) == party.side:
            yield "first before", 1
        if side_of_mention(everyone[-1]) == party.side:
            yield "last before", 1
        reading, parsed = cast.text.readings[before], cast.text.parsed.get(sentences[before].span)
        if any(acts_here(reading, m, parsed) for m in party.in_sentence(before)):
            yield "acts before", 1
    if before >= 0:
        yield "earlier", 1
        yield f"{_distance(at - before)} before", 1
        yield "named last", before == cast.last_named(at)
        if sentences[before].block == block:
            yield "in paragraph before", 1
    elif after >= 0 and not party.in_sentence(at):
        yield f"only after: {min(after - at, 3)}", 1
    if after >= 0 and sentences[after].block == block:
        yield "in paragraph after", 1


def _distance(sentences: int) -> str:
    for most, name in ((1, "1"), (2, "2"), (4, "3-4"), (8, "5-8")):
        if sentences <= most:
            return name
    return "more than 8"


def _in_text(cast: Cast, party: Party) -> Iterator[Piece]:
    yield "share of names", len(party.named) / max(1, cast.total)
    if cast.ranked and cast.ranked[0] == party.side:
        yield "most named", 1
    title = sides_of(cast.in_sentence[0]) if cast.in_sentence else []
    if party.side in title:
        yield "in title", 1
    if title[:1] == [party.side]:
        yield "first in title", 1
    if cast.opening == party.side:
        yield "opens the text", 1
    if party.side in cast.lead:
        yield "in lead", 1


def _by_deeds(question: Question, cast: Cast, party: Party) -> Iterator[Piece]:
    at, block, side = question.at, question.here.sentence.block, party.side
    if cast.deeds[side]:
        yield "share of deeds", cast.deeds[side] / cast.deeds.total()
        yield "has deeds", 1
        yield "most deeds", cast.top_doer == side
    last, coming = cast.able(question.loser).around(at)
    if last and cast.side(last.doer) == side:
        yield "last deed", 1
        yield "last deed close", at - last.at <= 1
        if last.block == block:
            yield "last deed of paragraph", 1
    if coming and cast.side(coming.doer) == side:
        yield "next deed", 1
    if side in cast.doing[at]:
        yield "deed here", 1


def _by_nature(question: Question, party: Party) -> Iterator[Piece]:
    if party.named:
        yield f"mostly {party.kind}", 1
    if is_general(party.name):
        yield "general word", 1
    if camp := camp_of(party.name):
        yield f"{camp} against {question.measured.population or 'anyone'}", 1
    if is_observer(party.name):
        yield "observer", 1


def _for_nobody(question: Question, cast: Cast) -> Iterator[Piece]:
    here, figure, measured = question.here, question.figure, question.measured
    ruling, harm = question.ruling, here.reading.harm_done_to(figure)
    yield "nobody", 1
    yield f"nobody: ruled by {ruling.rule}" if ruling.actor else "nobody: none ruled", 1
    if figure.kind == "zero":
        yield "nobody: zero", 1
    if any(token.low in CLASHES for token in here.tokens):
        yield "nobody: clash", 1
    if question.target:
        yield "nobody: side harmed", 1
    yield f"nobody: harm {'unsaid' if harm is None else 'noun' if harm.is_noun else 'verb'}", 1
    yield f"nobody: harmed {measured.population or 'anyone'}", 1
    yield f"nobody: {_loser_known(question)}", 1
    yield f"nobody: {'said' if question.said else 'told'}", 1
    yield "nobody: first figure", figure is here.reading.figures[0]
    yield "nobody: title", question.at == 0
    yield "nobody: one event", cast.text.one_event
    yield "nobody: parties", min(len(cast.parties), _FAR) / _FAR
    yield "nobody: sentence names none", not cast.in_sentence[question.at]
    yield f"nobody: {'two sides' if cast.two_sided else 'many sides'}", 1
    foes, able = cast.foes(question.loser), cast.able(question.loser)
    if foes:
        yield "nobody: share of foe", cast.proper[foes[0]] / cast.proper.total()
    yield ("nobody: deeds of foes" if able.deeds else "nobody: no deeds"), 1
    last, _ = able.around(question.at)
    if last:
        yield "nobody: deed long ago", min(question.at - last.at, _FAR) / _FAR
