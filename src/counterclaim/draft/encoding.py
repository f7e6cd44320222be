"""Bytes become characters; which encoding was used, and whether it was guessed, is said."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.I
)
_SAMPLE = 200_000  # bytes that the guess is made on
_WESTERN = ("cp1252", "mac_roman", "cp850")  # the first of equals is taken
_EXPECTED = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒÆ«»“”‘’–—…€°§ñáíóú\xa0·•²³©")
_LEAST = 0.7  # share of expected letters below which charset-normalizer is asked


def decode(data: bytes, issues: list[str], declared: bool = False) -> tuple[str, str]:
    """The characters and the name of the encoding.

    Order: a byte order mark, the page's own declaration (``declared`` for HTML), UTF-8,
    then a guess, by the letters of English and French first, else by charset-normalizer;
    a guess is written to ``issues``.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    names = [*_declared(data)] if declared else []
    names += ["utf-8", *_wide(data)]
    for name in names:
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    return _guess(data, issues)


def _declared(data: bytes) -> list[str]:
    found = _DECLARED.search(data[:4096])
    if not found:
        return []
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return []
    # browsers read a declared Latin-1 as Windows-1252 (WHATWG Encoding, 4.2)
    return ["cp1252", name] if name == "iso8859-1" else [name]


def _wide(data: bytes) -> list[str]:
    """UTF-16 without a mark: every second byte of Western text is zero."""
    head = data[:2000]
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return []
    return ["utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"]


def _guess(data: bytes, issues: list[str]) -> tuple[str, str]:
    name = max(_WESTERN, key=lambda one: _plausible(data, one))
    if _plausible(data, name) < _LEAST:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SAMPLE]).best()
        name = best.encoding if best else "cp1252"
    issues.append(f"the encoding is not declared and was guessed as {name}")
    return data.decode(name, "replace"), name


def _plausible(data: bytes, name: str) -> float:
    """Share of the letters beyond ASCII that English and French texts do hold."""
    beyond = [letter for letter in data[:_SAMPLE].decode(name, "replace") if letter > "\x7f"]
    return sum(letter in _EXPECTED for letter in beyond) / max(len(beyond), 1)
