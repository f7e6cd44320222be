"""RIS, line by line: what goes out, and what pandoc leaves aside when it reads RIS.

Source of the tags: the RIS format specification of Reference Manager as Clarivate documents it.
Pandoc splits an institution's name as if it were a person's, and reads neither the month of a
date, nor the day of access, nor a report's number; the lines themselves say them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

RIS_TYPES: Mapping[str, str] = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "book": "BOOK",
    "chapter": "CHAP",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
    "post": "ELEC",
    "dataset": "DATA",
    "legislation": "STAT",
    "legal_case": "CASE",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "personal_communication": "PCOMM",
    "broadcast": "VIDEO",
    "motion_picture": "MPCT",
    "map": "MAP",
}
_RIS_FIELDS: tuple[tuple[str, str], ...] = (
    ("title", "TI"),
    ("container-title", "T2"),
    ("publisher", "PB"),
    ("publisher-place", "CY"),
    ("volume", "VL"),
    ("issue", "IS"),
    ("number", "M1"),
    ("edition", "ET"),
    ("DOI", "DO"),
    ("ISBN", "SN"),
    ("ISSN", "SN"),
    ("URL", "UR"),
    ("language", "LA"),
    ("abstract", "AB"),
)
_TYPE_OF = {tag: name for name, tag in reversed(list(RIS_TYPES.items()))} | {"GEN": "document"}
_PEOPLE: Mapping[str, tuple[str, ...]] = {"author": ("AU", "A1"), "editor": ("ED",)}
_DATES: Mapping[str, tuple[str, ...]] = {"issued": ("DA", "PY", "Y1"), "accessed": ("Y2",)}
_LINE = re.compile(r"([A-Z][A-Z0-9]) {0,2}- ?(.*)")
_DAY = re.compile(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?\b")
_NO_KEY = re.compile(r"[^\w-]+")

Lines = dict[str, list[str]]


def completed(text: str, items: Sequence[Any]) -> list[Any]:
    """What pandoc read of an RIS file, with what its lines say beside; as it is if they differ."""
    entries = list(_entries(text))
    if len(entries) != len(items):
        return list(items)
    return [_completed(item, lines) for item, lines in zip(items, entries, strict=True)]


def _entries(text: str) -> Iterator[Lines]:
    lines: Lines = {}
    for tag, value in (m.groups() for m in map(_LINE.match, text.splitlines()) if m):
        if tag == "TY":
            lines = {}
        lines.setdefault(tag, []).append(value.strip())
        if tag == "ER":
            yield lines


def _completed(item: Mapping[str, Any], lines: Lines) -> dict[str, Any]:
    found = {name: value for name, value in item.items() if name not in _DATES}
    known = _TYPE_OF.get(lines.get("TY", [""])[0])
    found |= {"type": known} if known else {}
    for name, tags in _PEOPLE.items():
        spelled = [value for tag in tags for value in lines.get(tag, ()) if value]
        if len(spelled) == len(item.get(name, ())):
            found |= {name: _people(item[name], spelled)} if spelled else {}
    for name, tags in _DATES.items():
        days = [_parts(value) for tag in tags for value in lines.get(tag, ())]
        found |= {name: {"date-parts": [max(days, key=len)]}} if any(days) else {}
    found |= {"number": lines["M1"][0]} if "M1" in lines else {}
    return found if lines.get("ID") else found | {"id": _key(found)}


def _people(people: Sequence[Any], spelled: Sequence[str]) -> list[Any]:
    """Persons as they were read; a name without a comma is an institution's."""
    pairs = zip(people, spelled, strict=True)
    return [person if "," in name else {"literal": name} for person, name in pairs]


def _parts(value: str) -> list[int]:
    day = _DAY.match(value)
    return [int(part) for part in day.groups() if part] if day else []


def _key(item: Mapping[str, Any]) -> str:
    """An id for an entry that has none: its first author, else its title, and its year."""
    first = (item.get("author") or [{}])[0]
    named = first.get("family") or first.get("literal") or item.get("title", "")
    year = str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""
    return "-".join(part for part in (_NO_KEY.sub("-", named)[:40].strip("-"), year) if part)


def written(item: Mapping[str, Any]) -> str:
    """One entry, its type first."""
    lines = [("TY", RIS_TYPES.get(str(item.get("type")), "GEN")), ("ID", item["id"])]
    lines += [("AU", _name(person)) for person in item.get("author", ())]
    lines += [("ED", _name(person)) for person in item.get("editor", ())]
    lines += [(tag, item[name]) for name, tag in _RIS_FIELDS if item.get(name)]
    lines += _dates(item) + _pages(str(item.get("page", "")))
    text = "".join(f"{tag}  - {_one_line(value)}\n" for tag, value in lines if value)
    return f"{text}ER  - \n"


def _one_line(value: Any) -> str:
    return " ".join(str(value).split())


def _name(person: Mapping[str, Any]) -> str:
    """ "von der Leyen, Anna": the particle before the family's name, a suffix at the end."""
    if person.get("literal"):
        return str(person["literal"])
    parts = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(str(person[part]) for part in parts if person.get(part))
    names = (family, *(str(person.get(part, "")) for part in ("given", "suffix")))
    return ", ".join(name for name in names if name)


def _dates(item: Mapping[str, Any]) -> list[tuple[str, Any]]:
    issued = _date(item.get("issued"))
    found: list[tuple[str, Any]] = [("PY", issued[:4]), ("DA", issued)] if issued else []
    accessed = _date(item.get("accessed"))
    return found + ([("Y2", accessed)] if accessed else [])


def _date(value: Any) -> str:
    """``2022/03/27/`` as RIS spells it."""
    parts = (value or {}).get("date-parts") or ()
    if not parts or not parts[0]:
        return ""
    year, month, day = (*map(str, parts[0]), "", "")[:3]
    return f"{int(year):04d}/{month.zfill(2) if month else ''}/{day.zfill(2) if day else ''}/"


def _pages(pages: str) -> list[tuple[str, Any]]:
    first, _, last = pages.replace("–", "-").partition("-")
    return [(tag, part) for tag, part in (("SP", first), ("EP", last)) if part]
