"""What the title of a cited document says: figures of harm, speakers, actors.

A small grammar for headlines ("Ministry says 203 killed in operation", "At least a dozen dead"),
where verbs are few and every word counts. Figures of running text are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.case.rules import Rules
from counterclaim.check.ranges import range_of
from counterclaim.model.claim import Claim, Comparator
from counterclaim.model.quantity import Quantity

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_NUMBER_WORDS = {word: at for at, word in enumerate(_WORDS.split(" "), start=1)} | {"dozen": 12}
_VAGUE = r"dozens|scores|hundreds|thousands|several|dizaines|centaines|milliers"
_NUMBER = rf"\d{{1,3}}(?:[,  ]\d{{3}})+|\d+|{'|'.join(_NUMBER_WORDS)}"
_COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    (r"at least|no fewer than|au moins", "at_least"),
    (r"more than|over|above|plus de", "more_than"),
    (r"up to|at most|jusqu'à", "at_most"),
    (r"about|around|some|nearly|almost|an estimated|près de|environ", "about"),
)
_BEFORE = "|".join(words for words, _ in _COMPARATORS)
_HARMS: tuple[tuple[str, str], ...] = (
    ("killed", r"kill(?:ed|s|ing)?|dead|deaths?|die[ds]?|fatalities|executed?|slain|morts?|tués?"),
    ("wounded", r"wounded|injured|hurt|blessés?"),
    ("arrested", r"arrest(?:ed|s)?|detain(?:ed|s)?|arrêtés?"),
    ("disappeared", r"disappear(?:ed|s)?|missing|disparus?"),
    ("abducted", r"abduct(?:ed|s)?|kidnap(?:ped|s)?|enlevés?"),
    ("displaced", r"displaced|flee|fled|déplacés?"),
)
_FIGURE = re.compile(
    rf"(?:(?P<before>{_BEFORE})\s+)?(?:(?P<number>{_NUMBER})|(?P<vague>{_VAGUE}))(?![\d.,]*%)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\bno (?:\w+ ){0,2}$|\bno (?:civilians?|one|soldiers?|deaths?)\b", re.I)
# How far from its figure a headline's verb may stand, in characters.
_REACH = 40
_SAYS = re.compile(
    r"(?P<before>[^,;:–—-]{2,60}?)\s+(?:says?|said|claims?|admits?|announces?|reports?|confirms?|"
    r"denies|dit|affirme|annonce|revendique)\b|"
    r",\s*(?:says|claims|according to)\s+(?P<after>[^,;:]{2,60})$",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|par)\s+(?P<agent>[^,;:]{2,60})", re.IGNORECASE)
_ACTS = re.compile(
    r"(?:[^:]{2,30}:\s+)?(?P<agent>[^:;]{2,60}?)\s+(?:kills?|attacks?|(?:re)?captures?|takes?|seizes?|"
    r"disappears?|executes?|massacres?|bombs?|strikes?|raids?|abducts?|arrests?|tuent?|attaquent?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TitleFigure:
    """A figure in a title: its class of harm, its range after widening, and its words."""

    counts: str
    quantity: Quantity
    words: str


def figures_in(title: str, rules: Rules) -> Iterator[TitleFigure]:
    """Figures of harm in a title; a number without such a word beside it is left alone."""
    for found in _FIGURE.finditer(title):
        counts = _harm_near(title, found.start(), found.end())
        if counts:
            yield TitleFigure(counts, _quantity(found, rules), found[0])


def denies_harm(title: str) -> bool:
    """True for "no civilians killed"."""
    return any(_harm_near(title, f.start(), f.end()) for f in _NONE.finditer(title))


def speaker_in(title: str) -> str:
    """Who says it according to the title: "Mali's army says ..." or "..., says rights group"."""
    found = _SAYS.search(title)
    return (found["before"] or found["after"] or "").strip() if found else ""


def agents_in(title: str) -> tuple[str, ...]:
    """The words that a title gives for who speaks or acts: "killed by X", "X captures ..."."""
    found = [speaker_in(title)]
    found += [match["agent"] for match in _BY.finditer(title)]
    subject = _ACTS.match(title)
    return tuple(words for words in (*found, subject["agent"] if subject else "") if words)


def _harm_near(title: str, start: int, end: int) -> str:
    """The class of the nearest word of harm; what follows the figure wins over what precedes."""
    after, before = title[end : end + _REACH], title[max(0, start - _REACH) : start]
    for window, last in ((after, False), (before, True)):
        found = [(m.start(), counts) for counts, m in _harms(window)]
        if found:
            return (max(found) if last else min(found))[1]
    return ""


def _harms(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    for counts, pattern in _HARMS:
        for match in re.finditer(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            yield counts, match


def _quantity(found: re.Match[str], rules: Rules) -> Quantity:
    comparator = _comparator(found["before"] or "")
    if found["vague"]:
        claim = Claim(id="title", comparator="vague", words=found["vague"].lower())
        return range_of(claim, rules)
    digits = re.sub(r"\D", "", found["number"])
    value = int(digits) if digits else _NUMBER_WORDS[found["number"].lower()]
    low = None if comparator == "at_most" else value
    high = None if comparator in {"at_least", "more_than"} else value
    best = value if low == high else None
    claim = Claim(id="title", comparator=comparator, low=low, best=best, high=high)
    return range_of(claim, rules)


def _comparator(words: str) -> Comparator:
    for pattern, comparator in _COMPARATORS:
        if re.fullmatch(pattern, words, re.IGNORECASE):
            return comparator
    return "exact"
