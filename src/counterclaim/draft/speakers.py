"""The phrase that names a speaker: where it begins and ends, and whose text it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.draft.language import Token
from counterclaim.draft.word_lists import word_list

_SAID = word_list("voice_said")
_BREAKS = word_list("voice_breaks")
_STATEMENT = word_list("voice_statement")
_LEADS = word_list("voice_leads")
_NAME_STOPS = word_list("voice_name_stops")
_WEEKDAYS = word_list("voice_weekdays")
_ROLES = word_list("speakers_roles")


def issuer(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Of "a study by the institute" the institute."""
    follower = tokens[last + 1].low if last + 1 < len(tokens) else ""
    if (
        last >= first
        and tokens[last].low in _STATEMENT
        and follower in ("by", "from", "par", "of", "du", "de")
    ):
        return noun_phrase(tokens, last + 2)
    return first, _with_house(tokens, first, last)


def _with_house(tokens: Sequence[Token], first: int, last: int) -> int:
    """ "Officials at the Example Hospital", "police in Example": the house or town belongs."""
    if last < first or last + 2 >= len(tokens) or tokens[last].low not in _ROLES:
        return last
    at = last + 2 + (tokens[last + 2].low == "the")
    named = at < len(tokens) and tokens[at].is_capital and tokens[at].low not in _WEEKDAYS
    if tokens[last + 1].low not in ("at", "in", "with", "from") or not named:
        return last
    while at + 1 < len(tokens) and tokens[at + 1].is_capital and tokens[at + 1].is_word:
        at += 1
    return at


def with_name(tokens: Sequence[Token], first: int, last: int, verb: int) -> tuple[int, int]:
    """Of "the governor, Ann Example, said" all up to the second comma."""
    named = last + 2 < verb and tokens[last + 1].low == "," and tokens[last + 2].is_capital
    if not named or tokens[first].is_capital:
        return first, last
    closing = next((k for k in range(last + 3, verb) if tokens[k].low == ","), None)
    return (first, closing - 1) if closing and closing - last <= 6 else (first, last)


def clause_start(tokens: Sequence[Token], last: int) -> int:
    """Back from the verb to where its clause begins; appositions between commas are passed."""
    at = last
    closing = 0
    if at >= 0 and tokens[at].low == ",":
        closing, at = 1, at - 1
    while at > 0:
        low = tokens[at - 1].low
        if (
            low in (";", ":", "“", '"', "”", "«", "»", "(", ")", "that", "que")
            or (low in _BREAKS and low != "and")
            or low in ("—", "–")
        ):
            break
        if low == ",":
            if not closing:
                break
            closing -= 1
        at -= 1
    return at


def head_part(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Of "Name, the head of a body" the name; a leading phrase of time is dropped."""
    commas = [k for k in range(first, last + 1) if tokens[k].low == ","]
    start = first
    dated = start < last and tokens[start].low == "le" and not tokens[start + 1].is_number
    if start <= last and tokens[start].low in _LEADS and commas and not dated:
        start = commas.pop(0) + 1
    elif start <= last and tokens[start].low in _LEADS and not dated:
        words = [
            k
            for k in range(start, last + 1)
            if tokens[k].is_capital or tokens[k].low in ("the", "a")
        ]
        start = words[-1] if words and words[-1] > start + 1 else start
    stop = commas[0] - 1 if commas and commas[0] > start else last
    for k in range(start + 1, stop + 1):
        if tokens[k].low in _WEEKDAYS or tokens[k].low in (
            "on",
            "late",
            "earlier",
            "lors",
            "mardi",
        ):
            stop = k - 1 if tokens[k].low != "late" or k > start else stop
            break
    while start <= stop and tokens[start].low in (
        "and",
        "the",
        "le",
        "la",
        "les",
        "l'",
        "but",
        "et",
        "in",
        "”",
        '"',
        "however",
        "meanwhile",
        "also",
        "'s",
    ):
        start += 1
    return start, stop


_ARTICLES = frozenset(["the", "a", "an", "le", "la", "les", "l'", "un", "une", "to"])


def noun_phrase(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    """A noun phrase from ``first`` to a sign, verb or preposition; "of" and "for" are passed."""
    while first < len(tokens) and tokens[first].low in _ARTICLES and tokens[first].text != "UN":
        first += 1
    last = first - 1
    for at in range(first, min(len(tokens), first + 14)):
        token = tokens[at]
        body = token.low == "for" and at > first and _capital_at(tokens, at + 1)
        if (
            (token.low in _NAME_STOPS and not body)
            or token.is_number
            or token.low in ("was", "were", "is", "has", "had", "have", "est", "a", "ont")
        ):
            break
        if not token.is_word and token.low not in ("-", "’", "'", ".", "&"):
            break
        if token.low == "." and at > first and len(tokens[at - 1].text) > 2:
            break
        if (
            token.low in _SAID
            and token.low not in ("report", "reports", "estimate", "estimates")
            and at > first
        ):
            break
        last = at
    return first, last


def _capital_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].is_capital and tokens[at - 2].is_capital


def text_of(tokens: Sequence[Token], first: int, last: int) -> str:
    """The words of tokens ``first`` to ``last`` with their blanks; empty where there are none."""
    if first > last or last >= len(tokens):
        return ""
    parts = [tokens[first].text]
    for before, token in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True):
        parts += [" " * (token.start > before.end), token.text]
    return "".join(parts)
