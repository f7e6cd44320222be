"""The words of a language: tokens with offsets, word lists, and which language a text is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from counterclaim.draft.word_lists import word_list

_NUMBER = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?![\d,])"
    r"|\d{1,3}(?:[,.\u00a0\u202f\u2009’']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d)(?!\s+[A-Z]|$))?"
    r"|\d+(?:[.,]\d+)?"
)
"""Lakhs ("2,00,000"); a fraction after groups of thousands, but not the mark of "2,300.1 Then"."""
_SPACED = r"\d{1,3}(?: \d{3})+(?![\d:])|"
_MONTHS = "january february march april may june july august september october november december"
_AFTER_MONTH = "".join(
    f"(?<!{month.title()} )(?<!{month[:3].title()} )" for month in _MONTHS.split()
)
_SPACED_EN = _AFTER_MONTH + r"(?<!\d )(?<!\d)" + _SPACED
_WORD = (
    r"(?:[A-Z]\.){2,}|[A-Za-zÀ-ÿ]{1,7}['’](?=[\wÀ-ÿ])(?<=[dlnsjmtcuDLNSJMTCU]['’])|"
    r"['’]s\b|[^\W\d_][\w]*|_"
)
_TOKENS = {
    "en": re.compile(f"({_SPACED_EN}{_NUMBER})|((?:[A-Z]\\.){{2,}}|[^\\W\\d_]\\w*|['’]s\\b)|(\\S)"),
    "fr": re.compile(f"({_SPACED}{_NUMBER})|({_WORD})|(\\S)"),
}
_IRREGULAR = {
    "men": "man", "women": "woman", "people": "people", "children": "child", "gunmen": "gunman",
    "policemen": "policeman", "policewomen": "policewoman", "servicemen": "serviceman",
    "servicewomen": "servicewoman", "militiamen": "militiaman", "fishermen": "fisherman",
    "herdsmen": "herdsman", "infantrymen": "infantryman", "guardsmen": "guardsman",
    "crewmen": "crewman", "airmen": "airman", "schoolchildren": "schoolchild", "wives": "wife",
    "lives": "life", "forces": "force", "vehicles": "vehicle", "feet": "foot", "buses": "bus",
    "aircraft": "aircraft", "clergymen": "clergyman",
}  # fmt: skip
_FRENCH = word_list("language_french")
_ENGLISH = word_list("language_english")


_OTHER_NOUNS = ("duration", "measures", "money", "abstract")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, word or sign with its half-open character span in the document."""

    start: int
    end: int
    text: str
    low: str
    is_number: bool = False

    @property
    def is_word(self) -> bool:
        """True for letters, a genitive or an elided article."""
        return self.low[:1].isalpha() or self.low == "'s"

    @property
    def is_capital(self) -> bool:
        """True where the word opens with a capital."""
        return self.text[:1].isupper()


def tokenize(text: str, start: int, end: int, language: str) -> list[Token]:
    """The tokens of ``text[start:end]``; offsets count in ``text``."""
    pattern = _TOKENS.get(language, _TOKENS["en"])
    return [
        Token(m.start(), m.end(), m[0], _folded(m[0]), m.lastindex == 1)
        for m in pattern.finditer(text, start, end)
    ]


def _folded(text: str) -> str:
    low = text.lower().replace("’", "'")
    return low.rstrip(".") if len(low) > 2 and low[1] == "." else low


def singular(word: str, language: str) -> str:
    """The singular of a lower-case noun, by rule; unknown forms come back shortened at most."""
    if language == "fr":
        return _french_singular(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _french_singular(word: str) -> str:
    if word.endswith("aux") and len(word) > 4:
        return word[:-3] + ("al" if word[:-3] != "b" else "au")
    if word.endswith(("ées", "és", "ée")):
        return word[: word.rindex("é") + 1]
    return word[:-1] if word.endswith(("s", "x")) and len(word) > 3 else word


def detect(text: str) -> str:
    """``fr`` or ``en``, by the commonest function words of the first 4,000 characters."""
    words = re.findall(r"[a-zà-ÿ]+['’]?", text[:4000].lower())
    french = sum(word.replace("’", "'") in _FRENCH for word in words)
    return "fr" if french > sum(word in _ENGLISH for word in words) else "en"


class Lexicon:
    """The word lists of one language, indexed for lookup."""

    def __init__(self, language: str, lists: dict[str, Any]) -> None:
        self.language, self.lists = language, lists

    def words(self, name: str) -> frozenset[str]:
        """A flat list as a set of words; several words of a term are joined by a blank."""
        return self._sets[name]

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        flat = {k: v for k, v in self.lists.items() if isinstance(v, str)}
        return {k: frozenset(_terms(v)) for k, v in flat.items()}

    @cached_property
    def nouns(self) -> dict[str, str]:
        """Singular noun to its class; the first class that lists it wins."""
        others = {name: self.lists[name] for name in _OTHER_NOUNS if name in self.lists}
        return _inverted({**self.lists["nouns"], **others})

    @cached_property
    def harm_active(self) -> dict[str, str]:
        """Verb form to the harm that it does, where it may stand before or after the harmed."""
        return _inverted(self.lists["harm_active"])

    @cached_property
    def harm_passive(self) -> dict[str, str]:
        """Verb form to the harm, where it only follows those who suffered it."""
        return _inverted(self.lists["harm_passive"])

    @cached_property
    def harm_heads(self) -> dict[str, str]:
        """Noun that governs a following figure ("deaths of") to the harm."""
        return _inverted(self.lists["harm_heads"])

    @cached_property
    def populations(self) -> dict[str, str]:
        """Singular noun to the population that it names."""
        return _inverted(self.lists["populations"])

    @cached_property
    def fractions(self) -> dict[str, float]:
        """Words such as ``half`` to percent."""
        return {str(k): float(v) for k, v in self.lists["fractions"].items()}

    def phrases(self, name: str) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """Last (or for ``after`` first) word of a phrase to the phrases and what they mean."""
        return self._phrases[name]

    @cached_property
    def _phrases(self) -> dict[str, dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
        return {
            name: _phrase_index(self.lists[name], name == "after") for name in ("before", "after")
        }

    @cached_property
    def openings(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Name of a list of phrases to the phrases, longest first."""
        names = ("zero", "nobody", "never_more")
        return {n: tuple(sorted(_phrases(self.lists[n]), key=len, reverse=True)) for n in names}

    def noun_class(self, word: str) -> str:
        """The class of a noun in any number, or an empty string."""
        return self.nouns.get(word) or self.nouns.get(singular(word, self.language), "")

    def population(self, word: str) -> str:
        """The population that a noun names, or an empty string."""
        return self.populations.get(singular(word, self.language), "")

    def holds(self, name: str, word: str) -> bool:
        """True if the list has the word, in any number."""
        known = self.words(name)
        return word in known or singular(word, self.language) in known


@lru_cache(maxsize=4)
def lexicon(language: str) -> Lexicon:
    """The word lists of ``en`` or ``fr``; any other language gets the English ones."""
    from ruamel.yaml import YAML

    language = language if language == "fr" else "en"
    path = files("counterclaim.draft").joinpath(f"language_{language}.yml")
    return Lexicon(language, YAML(typ="safe", pure=True).load(path.read_text("utf-8")))


def _terms(text: str) -> Iterator[str]:
    return (word.replace("_", " ") for word in text.replace("|", " ").split())


def _inverted(table: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in table.items():
        for word in _terms(words):
            found.setdefault(word, name)
    return found


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    return (tuple(phrase.replace("-", "_-_").split("_")) for phrase in text.strip().split("|"))


def _phrase_index(
    table: dict[str, str], by_first: bool
) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for meaning, text in table.items():
        for phrase in _phrases(text):
            index.setdefault(phrase[0 if by_first else -1], []).append((phrase, meaning))
    return {k: tuple(sorted(v, key=lambda p: len(p[0]), reverse=True)) for k, v in index.items()}
