"""What an actor's string says: whose forces, which abbreviation, which words set it apart.

Two strings of two datasets are compared by that, and a string never seen before is offered the
known names that it may stand for. Nothing here decides: an offer is judged by the analyst.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.resolve.spelling import country_core, folded


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STATE_WORDS = _words(
    """government governments military armed force forces army armies police gendarmerie
    gendarmes guard guards guardsmen national presidential ministry defence defense security state
    air navy naval troops soldiers special border customs prison prisons intelligence service
    services agency department joint republican royal gouvernement armee armees militaire
    militaires forces police garde nationale gobierno ejercito fuerzas armadas policia"""
)
SURELY_STATE = _words(
    "government governments military police gendarmerie gendarmes ministry gouvernement armee "
    "armees gobierno ejercito policia"
)
ALSO_STATE = ("armed forces", "defence forces", "defense forces", "national guard", "army")
CIVILIAN_WORDS = _words(
    "civilian civilians resident residents villagers inhabitants population civils civil civiles "
    "noncombatants bystanders protesters rioters demonstrators"
)
UNKNOWN_WORDS = _words("unidentified unknown unnamed inconnu inconnus")
GENERIC = STATE_WORDS | _words(
    """front movement group groups organisation organization party militia militias fighters
    fighter rebels rebel insurgents faction factions wing branch ethnic communal clan tribal
    liberation people peoples popular united union unity alliance coalition council committee
    islam islamic islamist jihadist company contractors corps mercenaries defenders self brigade
    battalion network supporters support new real unidentified gunmen cartel cartels gang gangs
    separatists clan sub"""
)
SMALL = _words("of the for and in to a an de des du la le les et y el al ul l d pour en with s by")
ADJECTIVE_ENDINGS = _words(
    "n an ian ean ese ish i ien ienne iens iennes ais aise ois ne nes eno ena ano ana"
)
_DATES = re.compile(
    r"\(\s*(?:c\.?\s*)?\d{4}\s*(?:[-–—/]\s*(?:\d{4})?)?\s*\)|\(\s*[-–—]\s*\d{4}\s*\)"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]{1,8}")


@dataclass(frozen=True)
class Reading:
    """An actor's string taken apart.

    ``words`` is the string without dates and brackets; ``core`` its words that set it apart;
    ``aliases`` its abbreviations and the long forms beside them; ``territory`` the state whose
    forces it names, if any; ``is_civilian`` and ``is_unknown`` say that it names no party.
    """

    given: str
    words: str
    core: tuple[str, ...]
    aliases: frozenset[str]
    initials: frozenset[str]
    territory: str = ""
    is_surely_state: bool = False
    is_civilian: bool = False
    is_unknown: bool = False


@lru_cache(maxsize=100_000)
def read(name: str) -> Reading:
    """``name`` taken apart; dates in brackets are dropped, other brackets kept as aliases."""
    undated = _DATES.sub(" ", name)
    inner = [text.strip() for text in _BRACKETS.findall(undated)]
    plain = _BRACKETS.sub(" ", undated).strip() or undated
    words = folded(plain)
    tokens = words.split()
    territory, surely = _state(name)
    aliases = frozenset(_aliases(plain, inner)) - {""}
    return Reading(
        given=name,
        words=words,
        core=_core(tokens),
        aliases=aliases,
        initials=frozenset(_initials(phrase) for phrase in aliases | {words}) - {""},
        territory=territory,
        is_surely_state=surely,
        is_civilian=bool(CIVILIAN_WORDS & set(tokens)),
        is_unknown=bool(UNKNOWN_WORDS & set(tokens)) or words == "",
    )


def _initials(phrase: str) -> str:
    letters = "".join(token[0] for token in phrase.split() if token not in SMALL)
    return letters if len(letters) >= 2 else ""


def _core(tokens: list[str]) -> tuple[str, ...]:
    kept = tuple(t for t in tokens if t not in GENERIC and t not in SMALL)
    return kept or tuple(t for t in tokens if t not in SMALL) or tuple(tokens)


def _state(name: str) -> tuple[str, bool]:
    """Whose state forces, and whether the words leave no doubt that they are a state's.

    A unit named behind the years of a government says nothing of the state, and an abbreviation
    before a colon is spelt out behind it.
    """
    whole = _BRACKETS.sub(" ", _DATES.split(name)[0]).strip() or _BRACKETS.sub(" ", name)
    tail = whole.partition(":")[2]
    found = _territory(folded(tail)) if tail else ("", False)
    return found if found[0] else _territory(folded(whole))


def _territory(words: str) -> tuple[str, bool]:
    tokens = words.split()
    surely = bool(SURELY_STATE & set(tokens))
    if not surely and not any(mark in words for mark in ALSO_STATE):
        return "", False
    if " of " in f" {words} ":
        words = words.partition(" of ")[2] or words
    rest = [t for t in words.split() if t not in STATE_WORDS]
    while rest and rest[0] in SMALL:
        rest = rest[1:]
    return country_core(" ".join(rest)) if rest else "", surely and bool(rest)


def _aliases(plain: str, inner: list[str]) -> Iterable[str]:
    head, colon, tail = plain.partition(":")
    if colon:
        yield from (folded(head), folded(tail))
    for part in (head, tail):
        for dash in (" - ", " – ", "/"):
            if dash in part:
                yield from (folded(piece) for piece in part.split(dash))
    for text in (*inner, head.strip()):
        if _ACRONYM.fullmatch(text):
            yield folded(text)
    yield from (folded(word) for word in plain.split() if _ACRONYM.fullmatch(word.strip(",;")))
    yield from (folded(text) for text in inner if len(text.split()) > 1)


@lru_cache(maxsize=400_000)
def likeness(one: str, two: str) -> float:
    """How likely two strings are to name one actor, 0 to 1, by what they say alone."""
    return judge(one, two)[0]


def judge(one: str, two: str) -> tuple[float, str]:
    """:func:`likeness` and the reason for it."""
    a, b = read(one), read(two)
    if a.words == b.words:
        return 1.0, "same words"
    if a.is_civilian and b.is_civilian:
        return 0.95, "civilians"
    if a.is_civilian or b.is_civilian:
        return 0.0, "civilians and a party"
    if a.territory and b.territory and (a.is_surely_state or b.is_surely_state):
        return _of_states(a, b)
    return max(_by_alias(a, b), _by_words(a, b))


def _of_states(a: Reading, b: Reading) -> tuple[float, str]:
    if a.territory == b.territory:
        return 0.9, "forces of one state"
    if _is_adjective(*sorted((a.territory, b.territory), key=len)):
        return 0.85, "forces of one state, by its adjective"
    alike = _ratio(a.territory, b.territory)
    return (0.8, "forces of a state spelt alike") if alike > 0.9 else (0.0, "different states")


def _is_adjective(state: str, word: str) -> bool:
    stems = {state, state.rstrip("aeiou")} if len(state) >= 4 else {state}
    return any(word.removeprefix(stem) in ADJECTIVE_ENDINGS for stem in stems if stem)


def _by_alias(a: Reading, b: Reading) -> tuple[float, str]:
    shared = (a.aliases | {a.words}) & (b.aliases | {b.words})
    if any(len(alias) >= 2 for alias in shared):
        return 0.95, "same abbreviation or long form"
    for short, long in ((a, b), (b, a)):
        if long.initials & _marks(short):
            return 0.85, "abbreviation of the other's words"
        if short.given.isupper() and any(i.startswith(short.words) for i in long.initials):
            return 0.75, "abbreviation of the other's first words"
    return 0.0, ""


def _marks(name: Reading) -> set[str]:
    """The abbreviations in a name; two letters are one only where they are the whole name."""
    marks = {m for m in name.aliases | {name.words} if " " not in m and 2 <= len(m) <= 8}
    return {m for m in marks if len(m) > 2 or (m == name.words and name.given.isupper())}


def _by_words(a: Reading, b: Reading) -> tuple[float, str]:
    core_a, core_b = " ".join(a.core), " ".join(b.core)
    whole = _ratio("".join(a.core), "".join(b.core))
    long_forms = max(
        (_ratio(x, y) for x in (a.aliases | {a.words}) for y in (b.aliases | {b.words})
         if min(len(x), len(y)) >= 6),
        default=0.0,
    )  # fmt: skip
    if (best := max(whole, long_forms)) >= 0.82:
        return best * 0.95, "spelt alike"
    if _opens_with(a, b) or _opens_with(b, a):
        return 0.8, "the other's whole name, with more"
    shared = [x for x in a.core for y in b.core if _same_word(x, y)]
    if not shared:
        return best * 0.5, "little in common"
    share = sum(map(len, shared)) / min(len(core_a), len(core_b))
    return max(0.45, min(0.85, 0.9 * share)), "shares the words that set it apart"


def _opens_with(long: Reading, short: Reading) -> bool:
    """True if the longer name begins with all words of the shorter, at least two of them."""
    return " " in short.words and len(short.words) >= 8 and long.words.startswith(f"{short.words} ")


def _same_word(one: str, two: str) -> bool:
    if one == two:
        return len(one) >= 3
    return min(len(one), len(two)) >= 5 and _ratio(one, two) >= 0.8


def _ratio(one: str, two: str) -> float:
    from rapidfuzz.fuzz import ratio

    return float(ratio(one, two)) / 100
