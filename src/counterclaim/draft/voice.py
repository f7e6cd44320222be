"""Who says a figure: speech verbs and their subjects, "according to", quotations, pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from counterclaim.draft.language import Token
from counterclaim.draft.language_parse import Parsed
from counterclaim.draft.names import gazetteer
from counterclaim.draft.speakers import (
    clause_start,
    head_part,
    issuer,
    noun_phrase,
    text_of,
    with_name,
)
from counterclaim.draft.word_lists import word_list

_SAID = word_list("voice_said")
_WEAK = word_list("voice_weak")
_NOT_SPEECH_BEFORE = word_list("voice_not_speech_before")
_HAVE = word_list("voice_have")
_PRONOUNS = frozenset(["he", "she", "it", "they", "il", "elle", "ils", "elles"])
_STATEMENT = word_list("voice_statement")

_QUOTES = frozenset(["”", '"', "»", "'"])
Reach = Literal["after", "before", "both"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A speech verb (or "according to") at ``verb`` with its speaker's tokens."""

    verb: int
    first: int
    last: int
    speaker: str
    reach: Reach
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker and whether the sentence itself names it."""

    name: str
    in_sentence: bool = True


def find_frames(tokens: Sequence[Token], parsed: Parsed | None = None) -> list[Frame]:
    """The speech frames of a sentence, left to right; a parsed sentence settles the subjects."""
    found: list[Frame] = []
    for at, token in enumerate(tokens):
        frame = _according(tokens, at) or (_spoken(tokens, at) if token.low in _SAID else None)
        if frame and frame.speaker == SAME:
            frame = _continued(tokens, frame, found, parsed)
        elif frame and parsed and token.low in _SAID and token.low != "according":
            frame = _settled(tokens, frame, parsed)
        if frame and found and frame.first <= found[-1].verb <= frame.last < frame.verb:
            frame = replace(found[-1], verb=frame.verb)  # "X says it has been able to confirm"
        if frame and frame.speaker:
            found.append(frame)
    return found


def _continued(
    tokens: Sequence[Token], frame: Frame, found: Sequence[Frame], parsed: Parsed | None
) -> Frame | None:
    """The speaker of "X denied this and said": of the frame before, else the parsed subject."""
    if found:
        return replace(frame, speaker=found[-1].speaker)
    span = parsed.subject(tokens[frame.verb].start) if parsed else None
    inside = [k for k, t in enumerate(tokens) if span and span[0] <= t.start and t.end <= span[1]]
    while inside and tokens[inside[0]].low in ("the", "a", "an"):
        inside.pop(0)
    if not inside or inside[-1] >= frame.verb:
        return None
    return replace(frame, speaker=text_of(tokens, inside[0], inside[-1]))


def _settled(tokens: Sequence[Token], frame: Frame, parsed: Parsed) -> Frame | None:
    """The frame with the subject that the parser found; dropped where it is no verb."""
    verb = tokens[frame.verb]
    if verb.low in ("selon", "citing", "per") or frame.first > frame.verb:
        return frame
    if frame.reach == "before":
        return frame if verb.low not in _WEAK or parsed.is_verb(verb.start) else None
    span = parsed.speaker(verb.start)
    if span is None and set(frame.speaker.lower().split()) & gazetteer().observers:
        return frame
    if span is None:
        clause = tokens[frame.verb + 1].low == "that" if frame.verb + 1 < len(tokens) else False
        surely = clause or parsed.is_verb(verb.start) or verb.low not in _WEAK
        return frame if surely else None
    inside = [k for k, t in enumerate(tokens) if span[0] <= t.start and t.end <= span[1]]
    while inside and tokens[inside[0]].low in ("the", "a", "an"):
        inside.pop(0)
    if not inside:
        return frame
    first, last = with_name(tokens, *issuer(tokens, inside[0], inside[-1]), frame.verb)
    if first > last:
        return frame
    shown = frame.verb < len(tokens) and verb.low in _SHOWS
    if tokens[first].low in _NO_SPEAKER or (tokens[last].low in _COUNTS_OF and not shown):
        return None
    pronoun = first == last and tokens[first].low in _PRONOUNS
    reach: Reach = "before" if first > frame.verb else frame.reach
    return Frame(frame.verb, first, last, text_of(tokens, first, last), reach, pronoun)


def voice_at(frames: Sequence[Frame], tokens: Sequence[Token], at: int) -> Frame | None:
    """The frame that covers the figure at token ``at``, or ``None`` for the author."""
    leading = [f for f in frames if f.reach in ("after", "both") and f.verb < at and f.last < at]
    leading = [f for f in leading if not _broken(tokens, f, at)]
    trailing = [f for f in frames if f.reach in ("before", "both") and f.verb > at]
    trailing = [f for f in trailing if not _cut_off(tokens, at, f)]
    if leading:
        return leading[-1]
    return trailing[0] if trailing else _in_passing(frames, tokens, at)


def _in_passing(frames: Sequence[Frame], tokens: Sequence[Token], at: int) -> Frame | None:
    """ "Troops killed four, the army said, and arrested two": the aside covers both."""
    for frame in reversed(frames):
        end = max(frame.verb, frame.last) + 1
        after = [t.low for t in tokens[end : end + 2]]
        joined = (
            len(after) == 2
            and after[0] == ","
            and (after[1] in ("and", "et", "along") or after[1].endswith("ing"))
        )
        if frame.reach == "before" and end < at and joined:
            return frame
    return None


def _broken(tokens: Sequence[Token], frame: Frame, at: int) -> bool:
    """Another clause begins between the speaker and the figure: "X said so, but 20 died"."""
    between = tokens[max(frame.verb, frame.last) + 1 : at]
    for k, token in enumerate(between):
        contrast = token.low in (
            "while",
            "whereas",
            "but",
            "although",
            "though",
            "tandis",
            "mais",
            "despite",
            "however",
        )
        if contrast and k and between[k - 1].low == ",":
            return True
        if token.low == ";" and not _quoted(tokens, frame.verb, at):
            return True
    return False


def _quoted(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(t.low in '“"«' for t in tokens[first:last])


def _cut_off(tokens: Sequence[Token], at: int, frame: Frame) -> bool:
    between = tokens[at + 1 : min(frame.verb, frame.first)]
    return any(t.low in ("while", "whereas", "but", "although", "tandis", ";") for t in between)


def _according(tokens: Sequence[Token], at: int) -> Frame | None:
    low = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    opens = (low, following) == ("based", "on") and at == 0
    if opens or (low, following) == ("according", "to"):
        start = at + 2
    elif low in ("selon", "citing", "per") or (low in ("d'", "d’") and following == "après"):
        start = at + 1 + (low == "d'")
        if low == "per" and (start >= len(tokens) or not tokens[start].is_capital):
            return None
    else:
        return None
    if start < len(tokens) and tokens[start].low in ("our", "my", "nos", "notre", "nous"):
        return None
    first, last = issuer(tokens, *noun_phrase(tokens, start))
    reach: Reach = "after" if at <= 1 else "before"
    if low == "citing" or (reach == "before" and not _sentence_ends(tokens, last)):
        reach = "both"
    return Frame(at, first, last, text_of(tokens, first, last), reach)


def _sentence_ends(tokens: Sequence[Token], last: int) -> bool:
    return not any(t.is_number for t in tokens[last + 1 :])


def _spoken(tokens: Sequence[Token], verb: int) -> Frame | None:
    before = tokens[verb - 1].low if verb and tokens[verb - 1].text != "UN" else ""
    following = tokens[verb + 1].low if verb + 1 < len(tokens) else ""
    passive = before not in _PRONOUNS and (tokens[verb].low != "said" or before in _BE)
    if following == "by" and tokens[verb].low in _SAID_BY and passive:
        first, last = issuer(tokens, *noun_phrase(tokens, verb + 2))
        return Frame(verb, first, last, text_of(tokens, first, last), "both")
    if tokens[verb].low in _SHOWS and not _by_data(tokens, verb):
        return None
    relative = tokens[verb].low == "said" and verb > 1 and tokens[verb - 2].low == "that"
    if (following in _AFTER_PARTICIPLE and not relative) or _is_attribute(tokens, verb):
        return None
    if (tokens[verb].is_capital and verb) or _unable(tokens, verb):
        return None
    if before in _NOT_SPEECH_BEFORE and not (
        before in _HAVE and tokens[verb].low not in ("report", "claim", "estimates")
    ):
        return None
    if tokens[verb].low == "état" and not any(
        t.low.startswith("fai") for t in tokens[max(0, verb - 2) : verb]
    ):
        return None
    if tokens[verb].low in ("appris",):
        return _learnt(tokens, verb)
    if _inverted(tokens, verb):
        return _trailing(tokens, verb)
    if tokens[verb].low in _WEAK and not _governs(tokens, verb) and not _closes(tokens, verb):
        return None
    frame = _leading(tokens, verb)
    if frame is None or frame.last - frame.first > _LONGEST:
        return None
    named = tokens[frame.first : frame.last + 1]
    if named and named[0].low.endswith("ed") and not named[0].is_capital:
        return None  # "gained access to a report that claimed"
    return None if any(t.low in ("was", "were", "is", "are") for t in named) else frame


_LONGEST = 14


def _unable(tokens: Sequence[Token], verb: int) -> bool:
    """ "Which officials could not confirm": nothing was said."""
    before = [t.low for t in tokens[max(0, verb - 3) : verb]]
    return tokens[verb].low in ("confirm", "verify", "estimate") and "not" in before


def _by_data(tokens: Sequence[Token], verb: int) -> bool:
    """ "Data from the observatory show": figures speak for whoever gathered them."""
    return any(t.low in _DATA for t in tokens[max(0, verb - 14) : verb])


_SHOWS = word_list("voice_shows")
_DATA = word_list("voice_data")
_BE = frozenset(["is", "are", "was", "were", "be", "been"])
_SAID_BY = frozenset(
    ["said", "reported", "documented", "recorded", "verified", "estimated", "counted", "put"]
)
_AFTER_PARTICIPLE = frozenset(
    ["by", "par", "dead", "killed", "missing", "injured", "wounded", "responsibility", "so"]
)


def _is_attribute(tokens: Sequence[Token], verb: int) -> bool:
    """ "78 reported fatalities", "claimed 13,000 lives": no word of saying."""
    after = [t.low for t in tokens[verb + 1 : verb + 7]]
    before = tokens[verb - 1] if verb else None
    if tokens[verb].low.startswith("claim") and {"lives", "life"} & set(after):
        return True
    counted = before is not None and (before.is_number or before.low in _SPELLED)
    numbers = [t.is_number or t.low in _SPELLED for t in tokens[verb + 1 : verb + 2]]
    named = (
        not after
        or after[0] in _COUNTED
        or (not any(numbers) and after[1:2] != [] and (after[1] in _COUNTED))
    )
    return tokens[verb].low.endswith("ed") and (counted or named)


_COUNTED = frozenset(
    ["fatalities", "deaths", "casualties", "killings", "attacks", "incidents", "cases", "events"]
)


def _learnt(tokens: Sequence[Token], verb: int) -> Frame | None:
    """ "A-t-on appris mardi de sources locales"."""
    for at in range(verb + 1, min(len(tokens), verb + 5)):
        if tokens[at].low in ("de", "auprès", "d'"):
            first, last = noun_phrase(tokens, at + 1)
            return Frame(verb, first, last, text_of(tokens, first, last), "before")
    return None


def _governs(tokens: Sequence[Token], verb: int) -> bool:
    """ "Put the toll at", "found that", "documented 20 killings": a figure or clause follows."""
    following = [t.low for t in tokens[verb + 1 : verb + 8]]
    if tokens[verb].low in ("put", "puts", "placed", "places"):
        return any(t.low == "at" or t.is_number for t in tokens[verb + 1 : verb + 14])
    if tokens[verb].low in ("described", "describes", "recounted"):
        return following[:1] in (["how"], ["that"]) or any(
            t.is_number for t in tokens[verb + 1 : verb + 6]
        )
    if tokens[verb].low in ("speaks", "spoke", "speak", "parlé", "parle", "état"):
        following = following[3:] if following[:1] == [","] else following
        return following[:1] in (["of"], ["de"], ["d'"]) and len(following) > 1
    if tokens[verb].low in ("report", "claim", "states", "estimates", "reports", "claims", "notes"):
        have = following[:2] == ["to", "have"]
        opens = following[:1] == ["that"] or (
            bool(following) and tokens[verb + 1].is_capital and not tokens[verb].low.endswith("t")
        )
        return have or opens or any(t.is_number for t in tokens[verb + 1 : verb + 4])
    spelled = any(low in _SPELLED for low in following[:6])
    return (
        "that" in following[:2] or spelled or any(t.is_number for t in tokens[verb + 1 : verb + 7])
    )


def _closes(tokens: Sequence[Token], verb: int) -> bool:
    """ "..., the agency estimates." ends the sentence after a comma and a short subject."""
    following = tokens[verb + 1].low if verb + 1 < len(tokens) else "."
    commas = [k for k in range(max(0, verb - 9), verb) if tokens[k].low == ","]
    return following == "." and bool(commas) and verb - commas[-1] > 1


_SPELLED = word_list("voice_spelled")


def _inverted(tokens: Sequence[Token], verb: int) -> bool:
    """ ", said X" and ", a déclaré X"."""
    at = verb - 1
    while at >= 0 and tokens[at].low in ("a", "ont", "also", "has", "l'"):
        at -= 1
    if tokens[verb].low in _WEAK or tokens[verb].low in ("told", "tell"):
        return False
    signs = at >= 0 and tokens[at].low in (",", "”", '"', "»", "'", "’", "-", "–")
    ahead = _past_weekday(tokens, verb + 1)
    following = tokens[ahead] if ahead < len(tokens) else None
    quoted = (at >= 0 and tokens[at].low != ",") or (at > 0 and tokens[at - 1].low in _QUOTES)
    opens = following is not None and (
        following.is_capital
        or (
            quoted
            and following.is_word
            and following.low not in ("that", "on", "in", "to", "late", "he", "she", "it", "they")
        )
        or following.low
        in (
            "the",
            "a",
            "an",
            "le",
            "la",
            "les",
            "un",
            "une",
            "l'",
            "des",
            "local",
            "officials",
            "police",
            "witnesses",
            "residents",
        )
    )
    return bool(signs and opens and verb > 2)


def _trailing(tokens: Sequence[Token], verb: int) -> Frame | None:
    first, last = noun_phrase(tokens, _past_weekday(tokens, verb + 1))
    return (
        Frame(verb, first, last, text_of(tokens, first, last), "before") if first <= last else None
    )


def _past_weekday(tokens: Sequence[Token], at: int) -> int:
    """Past "jeudi" or "on Thursday" between the verb and its speaker."""
    while at < len(tokens) and (tokens[at].low in _WEEKDAYS or tokens[at].low in ("hier", "soir")):
        at += 1
    return at


def _leading(tokens: Sequence[Token], verb: int) -> Frame | None:
    last = verb - 1
    if last >= 1 and tokens[last].low == ")":
        last = max((k for k in range(last) if tokens[k].low == "("), default=last) - 1
    while last >= 0 and (
        tokens[last].low in _HAVE
        or tokens[last].low in _MODALS
        or tokens[last].low.endswith("ly")
        or tokens[last].low
        in (
            "also",
            "également",
            "notamment",
            "aussi",
            "later",
            "then",
            "who",
            "first",
            "since",
            "n'",
            "s'",
            "also",
            "y",
        )
    ):
        last -= 1
    if last >= 0 and tokens[last].low in ("and", "but", "et", "mais", "qui", "who", "which"):
        return Frame(verb, verb, verb, SAME, "after")
    begin = clause_start(tokens, last)
    first, last = with_name(tokens, *head_part(tokens, begin, last), verb)
    shown = tokens[verb].low in _SHOWS
    if first <= last and (
        tokens[first].low in _NO_SPEAKER or (tokens[last].low in _COUNTS_OF and not shown)
    ):
        return None
    if first > last or not any(t.is_word for t in tokens[first : last + 1]):
        return None
    pronoun = first == last and tokens[first].low in _PRONOUNS
    closes = begin > 3 and tokens[begin - 1].low in _QUOTES | {","}
    trailing = closes and _nothing_said_after(tokens, verb)
    reach: Reach = "before" if trailing else "after"
    return Frame(verb, first, last, text_of(tokens, first, last), reach, pronoun)


def _nothing_said_after(tokens: Sequence[Token], verb: int) -> bool:
    """After a closing "X said" no clause or figure follows, at most when or to whom."""
    rest = [t.low for t in tokens[verb + 1 : verb + 3]]
    counted = any(t.is_number or t.low in _SPELLED for t in tokens[verb + 1 :])
    if tokens[verb].low == "told":
        return "that" not in rest and not counted
    if rest[:1] == ["the"] and counted:
        return False
    opens = (
        "",
        ",",
        ".",
        "on",
        "in",
        "late",
        "early",
        "to",
        "as",
        "today",
        "tonight",
        "yesterday",
        "via",
        "adding",
        "after",
        "reporters",
        "the",
        "dans",
        "mardi",
    )
    return not rest or rest[0] in _WEEKDAYS or (rest[0] in opens and "that" not in rest)


_WEEKDAYS = word_list("voice_weekdays")
_MODALS = frozenset(["could", "can", "would", "may", "might", "will", "must", "should"])
SAME = "(same)"
"""Stands for the speaker of the verb before it: "X denied this and said"."""


_NO_SPEAKER = frozenset(["i", "we", "no", "nous", "je", "on", "this", "these"])
_COUNTS_OF = frozenset(["toll", "number", "figure", "figures", "bilan", "attack", "blast"])


def is_statement(speaker: str) -> bool:
    """ "The statement", "the report": stands for whoever issued it."""
    return speaker.lower() in _STATEMENT


def is_pronoun(speaker: str) -> bool:
    """He, she, it, they and their French forms."""
    return speaker.lower() in _PRONOUNS
