"""Armed actors, states, organisations and places that a text names, and its own short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from counterclaim.draft.language import Token
from counterclaim.draft.word_lists import word_list

NameKind = Literal["group", "state", "place", "generic", "other"]
_LINKS = word_list("names_links")
_LOWER_PARTS = frozenset(["al", "el", "ul", "bin", "ibn"])
_FUNCTION = word_list("names_function")


OWN = "own "
"""Before a general name that a pronoun claims for its speaker: "its troops"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at tokens ``first`` to ``last`` of a sentence; ``name`` is how the text knows it."""

    first: int
    last: int
    name: str
    kind: NameKind


@dataclass(frozen=True)
class Gazetteer:
    """Countries by any word for them, regions, well-known groups, and heads of names."""

    countries: Mapping[str, str]
    regions: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    heads: frozenset[str]
    modifiers: frozenset[str]
    aliases: frozenset[str]
    observers: frozenset[str]


@dataclass
class KnownNames:
    """Names given by a case and short forms that the text itself introduces."""

    given: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()

    def named(self, name: str) -> bool:
        """True if the case or the text itself introduces the name."""
        return name.lower() in self.given or name.lower() in self.short

    def of(self, name: str) -> str:
        """The id of a given name, else the long form that the text gave, else the name."""
        folded = name.lower()
        long = self.short.get(folded, "").lower()
        for text in (folded, long, long.split(" (")[0]):
            if text in self.given:
                return self.given[text]
        inside = [known for known in self.given if _inside(known, folded)]
        if inside:
            return self.given[max(inside, key=len)]
        return self.short.get(folded, name)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The built-in lists."""
    from ruamel.yaml import YAML

    path = files("counterclaim.draft").joinpath("gazetteer.yml")
    lists = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    countries = {}
    for country, words in lists["countries"].items():
        for word in (country, *words.split()):
            countries[word.replace("_", " ").lower()] = country.replace("_", " ")
            countries.setdefault(word.replace("_", " ").lower() + "s", country.replace("_", " "))
    return Gazetteer(
        countries,
        _words(lists["regions"]),
        _words(lists["groups"]),
        _words(lists["bodies"]),
        _words(lists["heads"]),
        _words(lists["head_modifiers"]),
        _words(lists["aliases"]),
        _words(lists["observers"]),
    )


def known_names(
    text: str, names: Mapping[str, str] | None, places: Mapping[str, str] | None
) -> KnownNames:
    """The case's names, and the abbreviations and short forms that ``text`` introduces."""
    known = KnownNames(
        {name.lower(): key for name, key in (names or {}).items()},
        {name.lower(): key for name, key in (places or {}).items()},
    )
    for match in _ABBREVIATION.finditer(text):
        full = _expansion(text[max(0, match.start() - 120) : match.start()], match[1])
        if full:
            both = f"{full} ({match[1]})"
            known.short[match[1].lower()] = known.short[full.lower()] = both
    for match in _BODY.finditer(text):
        first = match[1].lower()
        if first not in _FUNCTION and first not in gazetteer().countries:
            known.short.setdefault(first, match[0])
    known.groups = _told_groups(text)
    return known


_NAME = r"((?:[A-Z][\w’'-]+ ){0,3}[A-Z][\w’'-]+)"
_TOLD_GROUPS = (
    re.compile(rf"\b{_NAME} (?:militants|fighters|rebels|insurgents|guerrillas|gunmen|jihadists|"
               r"extremists|terrorists|militiamen|operatives)\b"),
    re.compile(r"\b(?:militant|rebel|terrorist|jihadist|insurgent|armed|separatist|paramilitary|"
               r"guerrilla|extremist|Islamist) (?:group|organi[sz]ation|movement|faction|network|"
               rf"outfit|militia),? (?:called |known as |named |the )?{_NAME}"),
    re.compile(rf"(?:^|[.\n]\s*)(?:The )?{_NAME}(?: \(|,|\b)[^.\n]{{0,160}}? "
               r"(?:is|was|are|were) an? "
               r"[^.]{0,70}\b(?:militant|rebel|terrorist|jihadist|insurgent|armed|separatist|"
               r"paramilitary|guerrilla|extremist)\b[^.]{0,40}\b(?:group|organi[sz]ation|movement|"
               r"party|army|militia|faction|network|alliance|coalition|front|union)\b"),
)  # fmt: skip


def _told_groups(text: str) -> frozenset[str]:
    """Names that the text itself says are those of armed groups: "the militant group X"."""
    lists, found = gazetteer(), set[str]()
    for shape in _TOLD_GROUPS:
        for match in shape.finditer(text):
            name = match[1].removeprefix("The ").lower()
            words = name.split()
            plain = any(w in lists.countries or w in lists.modifiers for w in (name, words[0]))
            people = len(words) == 1 and name.endswith(("ish", "ian", "ese", "ean", "ist"))
            if not (plain or people or name in lists.regions | _FUNCTION):
                found.add(name)
    return frozenset(found)


_ABBREVIATION = re.compile(r"\(\s?(?:the\s+)?([A-Z][A-Za-z]{1,9}[A-Z]?s?)\s?\)")
_BODY = re.compile(
    r"\b([A-Z][\w’-]+) (?:Group|Corps|Front|Movement|Brigade|Army|Organization|Organisation|"
    r"Legion|Company|Militia|Network)\b"
)


def _expansion(before: str, short: str) -> str:
    """The capitalised words before "(ABC)" that spell it, from the word of its first letter."""
    words = re.findall(r"[\w’'-]+", before)[-9:]
    capitals = [letter for letter in short if letter.isupper()]
    if len(capitals) < 2:
        return ""
    for start in range(len(words)):
        if words[start].lower() in _LINKS:
            continue
        initials = [w[0].upper() for w in words[start:] if w.lower() not in _LINKS]
        if (
            words[start][0].isupper()
            and initials[: len(capitals)] == capitals
            and len(initials) <= len(capitals) + 1
        ):
            return " ".join(words[start:])
    return _foreign(words, short)


def _foreign(words: Sequence[str], short: str) -> str:
    """A known group whose letters come from another language: "National Liberation Army (ELN)"."""
    if short.lower() not in gazetteer().groups:
        return ""
    first = len(words)
    while first and words[first - 1][0].isupper() and words[first - 1].lower() not in _FUNCTION:
        first -= 1
    return " ".join(words[first:]) if len(words) - first >= 2 else ""


def find_mentions(tokens: Sequence[Token], known: KnownNames) -> list[Mention]:
    """The names in a sentence, left to right, none overlapping."""
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        mention = _mention_at(tokens, at, known)
        if mention:
            found.append(mention)
        at = mention.last + 1 if mention else at + 1
    return found


def _mention_at(tokens: Sequence[Token], at: int, known: KnownNames) -> Mention | None:
    lists = gazetteer()
    last = _capital_run(tokens, at)
    if last is None and tokens[at].low in lists.countries and tokens[at].low not in ("us", "is"):
        last = at if _heads_from(tokens, at, lists) > at else None
    if last is None:
        end = max(_heads_from(tokens, at - 1, lists), _camp_before_act(tokens, at))
        if end < at:
            return None
        name = _text(tokens, at, end)
        own = at and tokens[at - 1].low in _OWNERS
        return Mention(at, end, OWN + name if own else name, "generic")
    end = _heads_from(tokens, last, lists)
    if at and last == at and tokens[at - 1].low in _MEDIA:
        return None
    opening = at <= 3 and all(t.text.isupper() or not t.is_word for t in tokens[:at])
    if opening and _is_dateline(tokens, last):
        return None
    if at in (2, 3, 4) and _dated_from(tokens, at, last):
        return None
    return _named(tokens, at, last, end, known, lists)


_OWNERS = frozenset(["its", "his", "her", "their", "our", "ses", "leurs", "nos"])


def _dated_from(tokens: Sequence[Token], at: int, last: int) -> bool:
    """The country of "QUETTA, Pakistan (Wire) -"."""
    city = all(t.text.isupper() for t in tokens[: at - 1]) and tokens[at - 1].low == ","
    return city and last + 1 < len(tokens) and tokens[last + 1].low in ("(", "–", "—", "-", ",")


def _is_dateline(tokens: Sequence[Token], last: int) -> bool:
    """ "QUETTA, Pakistan (Wire) -" opens a report."""
    follower = tokens[last + 1].low if last + 1 < len(tokens) else ""
    return (
        tokens[last].text.isupper()
        and len(tokens[last].text) > 3
        and follower in (",", "(", "–", "—", "-", ":", "/")
    )


_MEDIA = frozenset(["station", "agency", "broadcaster", "channel", "newspaper", "website", "daily"])


def _camp_before_act(tokens: Sequence[Token], at: int) -> int:
    """ "Rebel shelling", "jihadist attacks": a camp named by its adjective alone."""
    ahead = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return at if tokens[at].low in _CAMPS and ahead in _ACTS_OF_CAMPS else -1


_CAMPS = word_list("names_camps")
_ACTS_OF_CAMPS = word_list("perpetrators_violence") | {"raid", "rockets", "actions"}


def _capital_run(tokens: Sequence[Token], at: int) -> int | None:
    """The last token of the capitalised name that opens at ``at``."""
    if not _opens_name(tokens, at):
        return None
    last = at
    while last + 1 < len(tokens):
        step = _next_part(tokens, last)
        if step is None:
            break
        last = step
    return last


def _opens_name(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.low in _LOWER_PARTS and at + 2 < len(tokens):
        return tokens[at + 1].low == "-" and tokens[at + 2].is_capital
    if not token.is_capital or not token.is_word or len(token.text) < 2:
        return False
    return token.low not in _FUNCTION or (token.text.isupper() and len(token.text) > 3)


def _next_part(tokens: Sequence[Token], last: int) -> int | None:
    following = tokens[last + 1]
    owned = tokens[last + 2] if following.low == "'s" and last + 2 < len(tokens) else None
    if owned and owned.is_capital and owned.low in gazetteer().bodies:
        return last + 2
    if following.is_word and following.is_capital and following.low not in ("'s",):
        return None if following.low in _WEEK or _is_model(tokens, last + 1) else last + 1
    if following.low == "-" and last + 2 < len(tokens) and following.start == tokens[last].end:
        if tokens[last + 2].low in _NOT_OF_NAME:
            return None
        return last + 2 if tokens[last + 2].is_word else None
    if french := _french_body(tokens, last):
        return french
    if following.low in _LINKS and following.low not in ("and", "et", "in"):
        ahead = last + 2
        while ahead < len(tokens) and tokens[ahead].low in _LINKS:
            ahead += 1
        good = ahead < len(tokens) and tokens[ahead].is_capital and ahead - last <= 3
        return ahead if good and _body_so_far(tokens, last) else None
    return None


def _is_model(tokens: Sequence[Token], at: int) -> bool:
    """The letter of a weapon's model, "F-16", is no part of the name before it."""
    return len(tokens[at].text) == 1 and at + 1 < len(tokens) and tokens[at + 1].low == "-"


_NOT_OF_NAME = word_list("actors_holding") | {"claimed", "inspired", "affiliated"}


def _french_body(tokens: Sequence[Token], last: int) -> int | None:
    """ "Front de libération du Nord": lower-case words after a French body's "de"."""
    if tokens[last].low not in gazetteer().bodies or last + 2 >= len(tokens):
        return None
    link, word = tokens[last + 1], tokens[last + 2]
    if link.low not in ("de", "d'") or not word.is_word or word.low in _LINKS:
        return None
    if last + 4 < len(tokens) and tokens[last + 4].low == "(" and tokens[last + 3].is_word:
        return last + 3
    if last + 3 < len(tokens) and tokens[last + 3].low == "(":
        return last + 2
    tail = tokens[last + 3 : last + 5]
    goes_on = len(tail) == 2 and tail[0].low in ("du", "de", "des", "d'") and tail[1].is_capital
    return last + 4 if goes_on else None


_WEEK = word_list("names_week")


def _body_so_far(tokens: Sequence[Token], last: int) -> bool:
    """ "Ministry of Defense", "Institute for the Study", not "Mali for Russia"."""
    return tokens[last].low in gazetteer().bodies or tokens[last].low in (
        "study", "movement", "school", "university", "secretary", "ministry", "minister", "state",
        "court", "high", "region", "support", "centre", "center", "doctors", "reporters",
    )  # fmt: skip


def _heads_from(tokens: Sequence[Token], last: int, lists: Gazetteer) -> int:
    """The last of the lower-case heads ("army", "security forces") after token ``last``."""
    end, at = last, last + 1
    pair = (tokens[at].low, tokens[at + 1].low) if at + 1 < len(tokens) else ("", "")
    if pair in _ARMED:
        return last + 2
    while at < len(tokens) and at - last <= 4:
        low = tokens[at].low
        if low in lists.heads:
            end = at
        elif low not in lists.modifiers and not _joins_heads(tokens, at):
            break
        at += 1
    return end


def _joins_heads(tokens: Sequence[Token], at: int) -> bool:
    """ "Ruritania-backed" and "-led" stay in a name, the hyphen of "counter-attack" ends it."""
    follower = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return tokens[at].low in ("backed", "led") or (
        tokens[at].low == "-" and follower in ("backed", "led")
    )


_ARMED = {
    ("armed", "men"),
    ("hommes", "armés"),
    ("individus", "armés"),
    ("groupes", "armés"),
    ("armed", "groups"),
    ("security", "services"),
    ("death", "squads"),
    ("death", "squad"),
    ("armed", "group"),
    ("unidentified", "gunmen"),
}


def _named(
    tokens: Sequence[Token], first: int, last: int, end: int, known: KnownNames, lists: Gazetteer
) -> Mention:
    first = _bare(tokens, first, last)
    text = _text(tokens, first, last)
    with_heads = _text(tokens, first, end)
    kind = _kind(text, tokens[last].low, end > last, known, lists)
    if kind == "other" and first == last and tokens[first].low in lists.heads:
        kind = "generic"
    if kind == "place" and text.lower() in known.places:
        return Mention(first, end, known.places[text.lower()], kind)
    if kind == "state" and text.lower() not in known.given:
        return Mention(first, end, lists.countries[text.lower()], kind)
    longest = known.of(with_heads)
    if (
        longest == with_heads
        and end > last
        and kind == "group"
        and text.lower() not in lists.countries
    ):
        short = known.of(text)
        longest = short if short != text else with_heads
    return Mention(first, end, longest, kind)


def _kind(text: str, last_word: str, headed: bool, known: KnownNames, lists: Gazetteer) -> NameKind:
    folded = text.lower()
    if folded in known.places:
        return "place"
    if headed or folded in known.given or folded in lists.groups | known.groups:
        return "group"
    if folded in lists.countries:
        return "state"
    first, _, rest = folded.partition(" ")
    if rest and lists.countries.get(first, first).lower() != first:
        return "group"
    if folded in lists.regions:
        return "place"
    if last_word in _OF_A_PERSON:
        return "other"
    long = known.short.get(folded, folded).split(" (")[0].split()[-1].lower()
    if long in _NO_SIDES or folded.split()[0] in _SHIPS:
        return "other"
    if folded in known.short or last_word in lists.bodies or _is_acronym(text):
        return "group"
    inside = any(_inside(name, folded) for name in known.given)
    return "group" if inside else "other"


_MACHINES = word_list("names_machines")
_OF_A_PERSON = word_list("names_of_a_person")
_SHIPS = frozenset(["uss", "hms", "ins", "rts", "mv", "mt"])
_NO_SIDES = word_list("names_no_sides")
"""Last words of names that are abbreviated and never act: areas, treaties, programmes."""
_SHOUTED = frozenset(["total", "update", "note", "breaking", "analysis", "summary", "table", "new"])


def _is_acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if "-" in text or text.lower().rstrip("s") in _MACHINES:
        return False
    if text.lower() in _SHOUTED:
        return False
    capitals = sum(c.isupper() for c in letters)
    return len(text) <= 8 and capitals >= 2 and capitals >= len(letters) / 2 and " " not in text


def _inside(name: str, text: str) -> bool:
    return len(name) > 2 and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _bare(tokens: Sequence[Token], first: int, last: int) -> int:
    """Past "the" and "Ruritania-backed" at the start of a name."""
    while first < last and tokens[first].low in ("the", "le", "la", "les", "l'"):
        first += 1
    led = first + 2 < last and tokens[first + 1].low == "-" and tokens[first + 2].low in (
        "backed", "linked", "aligned", "affiliated", "allied", "controlled",
    )  # fmt: skip
    return first + 3 if led else first


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    parts = [tokens[first].text]
    for before, token in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True):
        parts += [" " * (token.start > before.end), token.text]
    return "".join(parts)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ").lower() for word in text.split())


def with_aliases(
    tokens: Sequence[Token], mentions: Sequence[Mention], last_group: str
) -> list[Mention]:
    """ "The PMC", "the group": read as the last named group; other mentions stay."""
    if not last_group:
        return list(mentions)
    mentions = [m for m in mentions if m.name.lower() not in gazetteer().aliases]
    taken = {k for m in mentions if m.kind != "generic" for k in range(m.first, m.last + 1)}
    found = [m for m in mentions if m.kind != "generic" or not _is_alias(tokens, m.first, m.last)]
    for at, token in enumerate(tokens):
        if (
            at
            and at not in taken
            and token.low in gazetteer().aliases
            and tokens[at - 1].low in ("the", "le", "la", "l'")
        ):
            found = [m for m in found if not m.first <= at <= m.last]
            found.append(Mention(at, at, last_group, "group"))
    return sorted(found, key=lambda m: m.first)


def _is_alias(tokens: Sequence[Token], first: int, last: int) -> bool:
    return (
        first == last
        and tokens[first].low in gazetteer().aliases
        and bool(first and tokens[first - 1].low in ("the", "le", "la", "l'"))
    )


def last_named(mentions: Iterable[Mention], before: str) -> str:
    """The last company or group named, for "the group" in what follows."""
    named = [m.name for m in mentions if m.kind == "group" and not is_observer(m.name)]
    return named[-1] if named else before


def is_observer(name: str) -> bool:
    """True for those who count and report: monitors, agencies, courts, the press."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    return any(word in gazetteer().observers for word in words)
