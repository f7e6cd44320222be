"""Whether two citations are of the same document: by address, else by title, outlet and date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from counterclaim.draft.citation_fields import Fields

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|ref|ref_src|cmpid|mc_[ce]id|s|smid|share\w*|xtor|at_\w+", re.I
)
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_*]*/", re.I)
_MIN_SHORT = 2  # words: a shorter title names no document


def normal_url(url: str | None) -> str:
    """The address without scheme, www, tracking, fragment and last slash; archives unwrapped."""
    if not url:
        return ""
    try:
        parts = urlsplit(_ARCHIVED.sub("", url.strip()))
    except ValueError:
        return url.strip().casefold()
    if not parts.netloc:
        parts = urlsplit("https://" + parts.geturl())
    host = re.sub(r"^(?:www|m|amp|mobile)\.", "", parts.netloc.lower()).removesuffix(":443")
    query = [(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(key)]
    path = re.sub(r"/(?:amp|index\.html?)?/?$", "", parts.path)
    return host + path + ("?" + urlencode(query) if query else "")


def normal_title(title: str | None) -> str:
    """Letters and digits only, accents and case folded, one space between words."""
    plain = unicodedata.normalize("NFKD", (title or "").casefold())
    return " ".join(
        re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    )


def find_same(fields: Fields, known: Mapping[str, Fields]) -> str | None:
    """The id of the earlier document that ``fields`` cites again, the last one first."""
    for key in reversed(list(known)):
        if _same(fields, known[key]):
            return key
    return None


def _same(one: Fields, other: Fields) -> bool:
    if one.url and other.url:
        return normal_url(one.url) == normal_url(other.url)
    first, second = normal_title(one.title), normal_title(other.title)
    if not first or not second:
        return False
    if first == second:
        return _agree(one.issued, other.issued) and _outlets_agree(one, other)
    return _is_short_form(one, first, other, second)


def _agree(one: str | None, other: str | None) -> bool:
    """Periods agree when one is missing or a coarser form of the other."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _outlets_agree(one: Fields, other: Fields) -> bool:
    first, second = normal_title(one.publisher), normal_title(other.publisher)
    shared = not first or not second or first in second or second in first
    return shared or bool(_author_keys(one) & _author_keys(other))


def _is_short_form(one: Fields, first: str, other: Fields, second: str) -> bool:
    """Chicago's later note: family name, the first words of the title, a page."""
    if one.url or one.issued or len(first.split()) < _MIN_SHORT:
        return False
    begins = f"{second} ".startswith(f"{first} ") or f" {first} " in f" {second} "
    authors = _author_keys(one)
    theirs = {word for key in _author_keys(other) for word in key.split()}
    return begins and (not authors or any(set(key.split()) <= theirs for key in authors))


def _author_keys(fields: Fields) -> set[str]:
    return {normal_title(author.key) for author in fields.authors if author.key}
