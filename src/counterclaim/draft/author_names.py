"""Names of authors as notes print them: persons are split into given and family names."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BODY = re.compile(
    r"""\b(?:agen(?:ce|cy)|press(?:e)?|group|watch|offices?|minist\w+|council|conseil|nations|institut\w*|
    international\w*|news|reports?|committee|comit[ée]|commission|mission|cent(?:er|re)s?|organi[sz]ation|human|
    amnesty|department|bureau|university|universit[ée]|network|r[ée]seau|projects?|radio|tv|times|post|observatory|
    observatoire|government|gouvernement|army|arm[ée]e|forces?|union|foundation|fondation|association|staff|
    r[ée]daction|rapports?|service|board|panel|haut-commissariat|security|wagner|data|program(?:me)?|alliance|media|society)\b""",
    re.I | re.X,
)
_ROLE = re.compile(
    r"\(?\b(?:eds?\.?|et al\.?|dir\.?|coord\.?|trans\.?)\)?(?=\W|$)|\bwith\b.*$", re.I
)
_INVERTED = re.compile(
    r"(?P<family>[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)?),\s+(?P<given>(?:[A-ZÀ-Ý](?:\.[-\s]?|\b))+|[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý]\.)?)"
    r"(?=\s*(?:[,;&.]|and\b|et\b|$))"
)
_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "de du des la le van von der den el al bin ben ibn ag ould ou da di dos",
    )
)


@dataclass(frozen=True, slots=True)
class Author:
    """A person (``family`` and ``given``) or a body (``literal``)."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None

    def csl(self) -> dict[str, str]:
        """The name as CSL-JSON writes it."""
        parts = {"family": self.family, "given": self.given, "literal": self.literal}
        return {key: value for key, value in parts.items() if value}

    @property
    def key(self) -> str:
        """What the author is recognised by: family name or the body's name, lower case."""
        return (self.family or self.literal or "").casefold()


def read_authors(text: str) -> tuple[Author, ...]:
    """Authors of ``Chris Ewokor and Lucy Fleming,``, ``Burke, J., & Sy, A.`` or a body's name."""
    bare = _ROLE.sub("", text).strip(" ,.;:–—-(")
    if not bare or not any(letter.isalpha() for letter in bare):
        return ()
    inverted = list(_INVERTED.finditer(bare))
    rest = _INVERTED.sub("", bare)
    if inverted and inverted[0].start() == 0 and not re.search(r"\w{4}", rest):
        return tuple(Author(hit["family"], hit["given"].strip()) for hit in inverted)
    if _BODY.search(bare) and not re.search(r"\s(?:and|et|&)\s", bare):
        return (Author(literal=bare),)
    parts = re.split(r"\s*,\s*(?:and\s+|et\s+|&\s*)?|\s+(?:and|et|&)\s+", bare)
    return tuple(_author(part.strip()) for part in parts if len(part.strip()) > 1)


def _author(name: str) -> Author:
    words = name.split()
    capital = all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
    if _BODY.search(name) or not 2 <= len(words) <= 5 or not capital or name.isupper():
        return Author(literal=name)
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return Author(" ".join(words[at:]), " ".join(words[:at]))
