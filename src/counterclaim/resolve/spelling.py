"""Strings of places and countries brought to one spelling, so that two datasets can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Words that say what kind of place it is, in the languages of the usual gazetteers.
_KINDS = """
    village town city district region province state governorate county department
    departement departamento prefecture cercle arrondissement commune municipality municipio
    locality sub subdistrict territory zone woreda division wilaya wilayat governorat oblast raion
    rayon krai okrug emirate area environs near vicinity outskirts general the of in de du des la
    le les el al region region lga township upazila tehsil mandal
"""
KINDS_OF_PLACE = frozenset(_KINDS.split())
COUNTRY_ALIASES = {
    "dr congo": "democratic republic of congo",
    "drc": "democratic republic of congo",
    "congo kinshasa": "democratic republic of congo",
    "democratic republic of the congo": "democratic republic of congo",
    "zaire": "democratic republic of congo",
    "republic of congo": "congo",
    "republic of the congo": "congo",
    "congo brazzaville": "congo",
    "cote d ivoire": "ivory coast",
    "burma": "myanmar",
    "turkiye": "turkey",
    "eswatini": "swaziland",
    "kingdom of eswatini": "swaziland",
    "czechia": "czech republic",
    "cabo verde": "cape verde",
    "united states": "united states of america",
    "us": "united states of america",
    "usa": "united states of america",
    "uk": "united kingdom",
    "russian federation": "russia",
    "soviet union": "russia",
    "syrian arab republic": "syria",
    "north yemen": "yemen",
    "bosnia and herzegovina": "bosnia herzegovina",
    "macedonia fyr": "north macedonia",
    "the gambia": "gambia",
    "viet nam": "vietnam",
    "lao": "laos",
    "timor leste": "east timor",
    "palestinian territory": "palestine",
    "occupied palestinian territory": "palestine",
}
_NOT_WORD = re.compile(r"[^\w]+|_", re.UNICODE)
_BRACKETED = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """Lower case without accents and punctuation, words parted by one blank."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", letters.casefold()).split())


def place_core(text: str) -> str:
    """The name without what kind of place it is: ``Mopti region`` and ``Mopti`` are one.

    A name that holds nothing else keeps its words.
    """
    words = folded(text)
    kept = [word for word in words.split() if word not in KINDS_OF_PLACE]
    return " ".join(kept) or words


@lru_cache(maxsize=10_000)
def country_core(text: str) -> str:
    """One spelling of a country: ``DR Congo (Zaire)``, ``Democratic Republic of the Congo``."""
    words = folded(_BRACKETED.sub(" ", text)) or folded(text)
    words = words.removeprefix("the ")
    return COUNTRY_ALIASES.get(words, words)
