"""Whether two citations are of the same document: by address, else by title, outlet and date."""

from __future__ import annotations

import re
import unicodedata
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


class Known:
    """The documents cited so far, found again by address, by title, or by a short form."""

    def __init__(self) -> None:
        self.fields: dict[str, Fields] = {}
        self._by_url: dict[str, str] = {}
        self._by_title: dict[str, list[str]] = {}

    def put(self, key: str, fields: Fields) -> None:
        """Keep a document, or what is now known of it."""
        self.fields[key] = fields
        if fields.url:
            self._by_url.setdefault(normal_url(fields.url), key)
        if title := normal_title(fields.title):
            keys = self._by_title.setdefault(title, [])
            if key not in keys:
                keys.append(key)

    def find(self, fields: Fields) -> str | None:
        """The id of the earlier document that ``fields`` cites again, the last one first."""
        if fields.url and (key := self._by_url.get(normal_url(fields.url))):
            return key
        title = normal_title(fields.title)
        for key in reversed(self._by_title.get(title, []) if title else []):
            if self._same_title(fields, self.fields[key]):
                return key
        return None if fields.url or fields.issued else self._short(fields, title)

    def _same_title(self, one: Fields, other: Fields) -> bool:
        apart = one.url and other.url
        return not apart and _agree(one.issued, other.issued) and _outlets_agree(one, other)

    def _short(self, fields: Fields, title: str) -> str | None:
        if len(title.split()) < _MIN_SHORT:
            return None
        for known, keys in reversed(self._by_title.items()):
            if f" {title} " in f" {known} " and _is_short_form(fields, self.fields[keys[-1]]):
                return keys[-1]
        return None


def _agree(one: str | None, other: str | None) -> bool:
    """Periods agree when one is missing or a coarser form of the other."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _outlets_agree(one: Fields, other: Fields) -> bool:
    first, second = normal_title(one.publisher), normal_title(other.publisher)
    shared = not first or not second or first in second or second in first
    return shared or bool(_author_keys(one) & _author_keys(other))


def _is_short_form(one: Fields, other: Fields) -> bool:
    """Chicago's later note: family name, the first words of the title, a page."""
    theirs = {word for key in _author_keys(other) for word in key.split()}
    authors = _author_keys(one)
    return not authors or any(set(key.split()) <= theirs for key in authors)


def _author_keys(fields: Fields) -> set[str]:
    return {normal_title(author.key) for author in fields.authors if author.key}
