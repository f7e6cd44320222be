"""What a page says of itself: title, authors, date of publication, language, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from counterclaim.draft.pieces import Reading, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "parsely-author")
_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate",
    "citation_publication_date", "publish-date", "dcterms.created", "parsely-pub-date",
)  # fmt: skip
_MAX_JSON = 200_000  # characters of a JSON-LD block


def take_facts(root: _Element, reading: Reading) -> None:
    """Fill title, authors, published, language and url of ``reading`` from the page's head."""
    meta = _meta(root)
    linked = _linked_data(root)
    title = root.find(".//title")
    reading.title = _first(meta, _TITLES) or (
        squeeze(title.text or "") if title is not None else None
    )
    reading.published = (
        str(linked.get("datePublished") or "") or _first(meta, _DATES) or _time(root)
    )
    reading.authors = tuple(_authors(linked, meta))
    language = str(root.get("lang") or root.get("xml:lang") or "")[:2].lower()
    reading.language = language if language in ("en", "fr") else None
    reading.url = _address(root, meta)


def _meta(root: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in root.iter("meta"):
        name = one.get("property") or one.get("name") or one.get("itemprop")
        words = one.get("content")
        if name and words and len(words) < 1000:
            found.setdefault(str(name).lower(), squeeze(str(words)))
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if meta.get(name)), None)


def _linked_data(root: _Element) -> dict[str, Any]:
    """The first JSON-LD record that has a date of publication."""
    for script in root.iter("script"):
        if script.get("type") != "application/ld+json" or len(script.text or "") > _MAX_JSON:
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for record in _records(data):
            if record.get("datePublished"):
                return record
    return {}


def _records(data: object) -> Iterator[dict[str, Any]]:
    listed = data if isinstance(data, list) else [data]
    for one in listed:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            yield from (
                (item for item in graph if isinstance(item, dict))
                if isinstance(graph, list)
                else ()
            )


def _authors(linked: dict[str, Any], meta: dict[str, str]) -> Iterator[str]:
    told = linked.get("author")
    names = [
        one.get("name") if isinstance(one, dict) else one
        for one in (told if isinstance(told, list) else [told])
    ]
    if any(isinstance(name, str) for name in names):
        yield from (name for name in names if isinstance(name, str))
    elif (author := _first(meta, _AUTHORS)) and not author.startswith("http"):
        yield from re.split(r"\s*(?:,|;|\band\b|\bet\b)\s*", author)


def _time(root: _Element) -> str | None:
    """The first ``time`` element with a date: most pages print their own date first."""
    for one in root.iter("time"):
        if stamp := one.get("datetime"):
            return str(stamp)[:40]
    return None


def _address(root: _Element, meta: dict[str, str]) -> str | None:
    for link in root.iter("link"):
        href = str(link.get("href") or "")
        if link.get("rel") == "canonical" and href.startswith("http"):
            return href
    return meta.get("og:url")
