"""The noun that a number counts: the head of the noun phrase that follows it."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.draft.language import Lexicon, Token, singular
from counterclaim.draft.names import gazetteer
from counterclaim.draft.word_lists import word_list
from counterclaim.model.scope import HARMS

_STOPS = word_list("head_nouns_stops")
_THROUGH = word_list("head_nouns_through")


def head_noun(tokens: Sequence[Token], last: int, words: Lexicon) -> tuple[int | None, str]:
    """The noun that the figure ending at token ``last`` counts, and its class ("" if unknown)."""
    run = _noun_run(tokens, last, words)
    known = [(at, words.noun_class(tokens[at].low)) for at in run]
    known = [(at, found) for at, found in known if found]
    if not run:
        return None, ""
    if words.language != "fr" and (not known or known[-1][0] != run[-1]):
        guess = _people_by_form(tokens[run[-1]], words)
        known += [(run[-1], guess)] if guess else []
    if words.language == "fr":
        guess = _people_by_form(tokens[run[0]], words)
        return known[0] if known else (run[0], guess)
    if known and (known[-1][0] == run[-1] or known[-1][1] in HARMS | {"combatants", "people"}):
        return known[-1]
    if known and known[-1][0] >= run[-1] - 1 - (tokens[run[-1] - 1].low == "of"):
        return known[-1]
    if _no_plural(tokens, last, run[-1], words):
        return None, ""
    return run[-1], ""


def _no_plural(tokens: Sequence[Token], last: int, at: int, words: Lexicon) -> bool:
    """ "The remaining 687 came", "over 41,000 abroad": no noun of more than one."""
    single = tokens[last].low in ("one", "a", "an", "single", "1")
    low = tokens[at].low
    known_form = low.endswith("s") or tokens[at].is_capital or singular(low, "en") != low
    return words.language == "en" and not single and not known_form


_COUNTRIES = frozenset(name.lower() for name in gazetteer().countries.values())
_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "eers", "men", "ants", "ees", "mates", "women")


def _people_by_form(token: Token, words: Lexicon) -> str:
    """Unknown plurals such as "commissioners", "directors", and capitalised peoples."""
    if words.language == "fr":
        return (
            "people" if token.is_capital and token.low.endswith("s") and len(token.low) > 4 else ""
        )
    if token.is_capital and (token.low.endswith("ese") or token.low in gazetteer().countries):
        return "people" if token.low not in _COUNTRIES else ""
    if not token.low.endswith("s") and not token.low.endswith("men"):
        return ""
    if token.is_capital and not token.text.isupper():
        return "people"
    return "people" if token.low.endswith(_PEOPLE_ENDINGS) else ""


def _noun_run(tokens: Sequence[Token], last: int, words: Lexicon) -> list[int]:
    """Tokens of the noun phrase after the number, up to a verb, preposition or sign."""
    run: list[int] = []
    for at in range(last + 1, min(len(tokens), last + 9)):
        token = tokens[at]
        if token.low == "'s" and run and words.language == "en":
            run.clear()
            continue
        if token.low in _DETERMINERS and words.language == "en" and tokens[at - 1].low != "of":
            break
        if token.low in _THROUGH and (
            not run or token.low in ("-", "’", '"', "“") or _partitive(tokens, at, run, words)
        ):
            continue
        if token.low == "total" and not run:
            continue
        is_name = token.text.isupper() and len(token.text) > 1
        if not token.is_word or token.is_number or (token.low in _STOPS and not is_name):
            break
        if tokens[at - 1].low == "-" and token.low in _HELD:
            run.clear()
            continue
        if _phrase_ends(tokens, at, run, words):
            break
        if not run and _is_adjective(tokens, at, words):
            continue
        if run and token.low.endswith("ing") and words.noun_class(tokens[run[-1]].low):
            if _before_vehicles(tokens, at, words):
                continue
            break
        if _is_verb(token, words) and not (
            words.noun_class(token.low) and not run and token.low in _NOUNS_FIRST
        ):
            break
        run.append(at)
    while run and _no_noun(tokens[run[-1]].low, words):
        run.pop()
    return run


_DETERMINERS = frozenset(["the", "these", "those", "their", "its", "his"])
"""Without "of" before them they open another noun phrase: "201 the year before"."""


_HELD = word_list("actors_holding")


def _before_vehicles(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """ "Infantry fighting vehicles": the participle is part of the name."""
    following = tokens[at + 1 : at + 2]
    return bool(following) and words.noun_class(following[0].low) == "vehicles"


def _phrase_ends(tokens: Sequence[Token], at: int, run: list[int], words: Lexicon) -> bool:
    """ "230 operations | of the army", "20 vehicles | set out": a known plural is the head."""
    if words.language == "fr" or not run:
        return False
    low, head = tokens[at].low, tokens[run[-1]].low
    if low in ("captive", "hostage", "prisoner") and words.noun_class(head):
        return True
    if not words.noun_class(head) or words.noun_class(head) == "abstract":
        return False
    plural = head.endswith("s") or singular(head, words.language) != head
    return plural and (low in ("of", "from") or not (low.endswith("s") or tokens[at].is_capital))


def _is_adjective(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """A participle between number and noun: "187 destroyed vehicles", "two wounded men"."""
    following = [t for t in tokens[at + 1 : at + 4] if t.low not in "”\"'’"][:2]
    if not following or following[0].low in words.words("be"):
        return False
    noun = any(words.noun_class(t.low) for t in following[:2] if t.is_word)
    return tokens[at].low.endswith("ed") and noun and following[0].low not in _STOPS | _THROUGH


def _no_noun(low: str, words: Lexicon) -> bool:
    """Participles and adverbs that close a noun phrase: "12 of them seriously", "30 arrived"."""
    ends = ("ed", "ly") if words.language == "en" else ("ment",)
    return low.endswith(ends) and not words.noun_class(low)


_NOUNS_FIRST = word_list("head_nouns_nouns_first")


def _partitive(tokens: Sequence[Token], at: int, run: list[int], words: Lexicon) -> bool:
    """ "Pieces of equipment", "members of the force", "corps de soldats"."""
    return tokens[at].low in ("of", "de", "d'") and len(run) == 1 and tokens[run[0]].low in (
        "pieces", "members", "number", "bodies", "groups", "dozens", "types",
        "corps", "membres", "éléments", "piece", "pairs",
    )  # fmt: skip


def _is_verb(token: Token, words: Lexicon) -> bool:
    low = token.low
    if token.text.isupper() and len(low) > 1:
        return False
    return (
        (low in words.harm_active and not low.endswith(("ings", "arrest")) and low != "wounds")
        or low in words.harm_passive
        or low in words.words("be")
        or (low in words.words("things_done") and words.noun_class(low) == "")
    )
