"""Who acted in each sentence of a text, so that a figure without a doer can look around it.

A first reading of the whole text notes deeds: "gunmen stormed", "an army air strike", "blamed on
the Front". A figure whose own sentence names nobody takes the doer of the nearest deed that could
have done it: before it in its paragraph, then in what a report tells of the same event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from counterclaim.draft.bystanders import could_act
from counterclaim.draft.figures import Reading
from counterclaim.draft.language import singular
from counterclaim.draft.language_parse import Parsed
from counterclaim.draft.names import OWN, Mention, gazetteer, is_observer
from counterclaim.draft.parties import side_of
from counterclaim.draft.word_lists import word_list

Camp = Literal["state", "armed group", ""]
_DEEDS = word_list("perpetrators_deeds")
VIOLENCE = word_list("perpetrators_violence")
_BLAMED = word_list("perpetrators_blamed")
_STATE = word_list("perpetrators_state")
_GROUP = word_list("perpetrators_group")
_WEAPONS = word_list("perpetrators_weapons")
_BY = frozenset(["by", "par"])
_PASSIVE = frozenset(["was", "were", "been", "being", "be", "is", "are", "été", "sont", "était"])
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Deed:
    """``doer`` acted in the sentence numbered ``at`` of the paragraph numbered ``block``.

    ``acts`` are the nouns of violence of the sentence: the strikes, the raid.
    """

    at: int
    block: int
    doer: str
    acts: frozenset[str] = frozenset()


@dataclass
class Deeds:
    """The deeds of a text in reading order."""

    found: list[Deed] = field(default_factory=list)

    def add(
        self,
        at: int,
        block: int,
        reading: Reading,
        mentions: Sequence[Mention],
        parsed: Parsed | None,
    ) -> None:
        """Note who acts in a sentence, each doer once."""
        doers = dict.fromkeys(_doers(reading, mentions, parsed))
        self.found += [Deed(at, block, doer, acts_in(reading)) for doer in doers]

    def doer(
        self, at: int, block: int, loser: str, one_event: bool, acts: frozenset[str] = frozenset()
    ) -> str:
        """The doer for a figure in sentence ``at`` whose victims are of side ``loser``.

        ``one_event``: the text is a report of one event, so that other paragraphs tell of it too.
        ``acts`` are the nouns of violence beside the figure: "killed in the strikes".
        """
        able = [deed for deed in self.found if could_harm(deed.doer, loser)]
        near = [d for d in able if d.at <= at and (one_event or self._close(d, at, block))]
        alike = [deed for deed in near if deed.acts & acts]
        if near:
            return (alike or near)[-1].doer
        after = [d for d in able if at < d.at <= at + _AHEAD]
        return after[0].doer if after and one_event else ""

    def in_paragraph(self, at: int, block: int, loser: str) -> str:
        """The doer of the last deed of the paragraph that could have harmed ``loser``."""
        told = [d for d in self.found if d.block == block and d.at <= at]
        able = [d for d in told if could_harm(d.doer, loser)]
        return able[-1].doer if able else ""

    def _close(self, deed: Deed, at: int, block: int) -> bool:
        return deed.block == block and deed.at >= at - 1


def acts_in(reading: Reading) -> frozenset[str]:
    """The nouns of violence of a sentence, in the singular: strike, raid, ambush."""
    lows = {t.low.removeprefix("air") for t in reading.tokens if t.low in VIOLENCE}
    return frozenset(singular(low, reading.words.language) for low in lows)


def tells_a_deed(reading: Reading) -> bool:
    """A word of violence stands in the sentence."""
    return any(t.low in _DEEDS or t.low in VIOLENCE for t in reading.tokens)


@lru_cache(maxsize=4096)
def camp_of(name: str) -> Camp:
    """Whether a name is that of a state's forces or of an armed group, if its words tell."""
    words = set(name.lower().replace("-", " ").split())
    if words & _GROUP or name.lower() in gazetteer().groups:
        return "armed group"
    country = any(word in gazetteer().countries for word in words)
    return "state" if words & _STATE or country or name.lower() in gazetteer().countries else ""


@lru_cache(maxsize=4096)
def could_harm(doer: str, loser: str) -> bool:
    """False where both are one side, or general words of one camp: soldiers and the army."""
    if not loser:
        return True
    if side_of(doer) == side_of(loser):
        return False
    same_camp = camp_of(doer) and camp_of(doer) == camp_of(loser)
    return not (same_camp and (is_general(doer) or is_general(loser)))


@lru_cache(maxsize=4096)
def is_general(name: str) -> bool:
    """Only general words: "the army", "militants"."""
    known = _STATE | _GROUP | gazetteer().heads | gazetteer().modifiers
    return all(word in known for word in name.lower().replace("-", " ").split())


def _doers(reading: Reading, mentions: Sequence[Mention], parsed: Parsed | None) -> Iterator[str]:
    armed = [m for m in mentions if m.kind in ("group", "state", "generic")]
    armed = [m for m in armed if not is_observer(m.name) and not m.name.startswith(OWN)]
    armed = [m for m in armed if could_act(reading, m)]
    for mention in armed:
        if acts_here(reading, mention, parsed):
            yield mention.name


def acts_here(reading: Reading, mention: Mention, parsed: Parsed | None) -> bool:
    """The sentence shows the party of a mention doing violence, or blames it."""
    return (
        _blamed(reading, mention)
        or _owns_violence(reading, mention)
        or _by_whom(reading, mention)
        or _does(reading, mention, parsed)
    )


def _lows(reading: Reading, first: int, last: int) -> list[str]:
    return [token.low for token in reading.tokens[max(0, first) : max(0, last)]]


def _blamed(reading: Reading, mention: Mention) -> bool:
    """ "Blamed on X", "attributed to X", "suspected X", "X claimed responsibility"."""
    before = _lows(reading, mention.first - 4, mention.first)
    after = _lows(reading, mention.last + 1, mention.last + 7)
    if set(before) & _BLAMED and not set(before) & {"not", "denied"}:
        return True
    return "responsibility" in after and not set(after) & {"no", "not", "denied", "deny"}


def _owns_violence(reading: Reading, mention: Mention) -> bool:
    """ "An Israeli air strike", "rebel attacks", "the army's shelling"."""
    after = [low for low in _lows(reading, mention.last + 1, mention.last + 5) if low != "'s"]
    return bool(after) and (
        after[0] in VIOLENCE or (after[0] in _WEAPONS and bool(set(after[1:3]) & VIOLENCE))
    )


def _by_whom(reading: Reading, mention: Mention) -> bool:
    """ "Were killed by X", "an attack by X"."""
    before = _lows(reading, mention.first - 9, mention.first)
    by = max((k for k, low in enumerate(before) if low in _BY), default=-1)
    if by < 0 or len(before) - by > 4:
        return False
    return bool(set(before[max(0, by - 4) : by]) & (_DEEDS | VIOLENCE))


def _does(reading: Reading, mention: Mention, parsed: Parsed | None) -> bool:
    """The mention is the subject of a verb of violence."""
    for at, token in enumerate(reading.tokens):
        if token.low not in _DEEDS:
            continue
        span = parsed.subject(token.start) if parsed else None
        if span:
            first, last = reading.tokens[mention.first], reading.tokens[mention.last]
            if span[0] <= first.start and last.end <= span[1]:
                return _leads(reading, mention, span)
        elif not parsed and 0 < at - mention.last <= 4:
            between = set(_lows(reading, mention.last + 1, at))
            return not between & _PASSIVE and "," not in between
    return False


def _leads(reading: Reading, mention: Mention, span: tuple[int, int]) -> bool:
    """The name heads the subject, not "villages in X" or "troops of X" behind another name."""
    before = [t.low for t in reading.tokens[: mention.first] if t.start >= span[0]]
    return not set(before) & {"in", "near", "at", "from", "against", "on", "dans", "contre"}
