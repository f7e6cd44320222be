"""The bibliography out and in: CSL-JSON, BibTeX and RIS.

Pandoc reads BibTeX and RIS and writes BibTeX; RIS out is ours. Source of its tags: the RIS format
specification of Reference Manager as Clarivate documents it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from counterclaim.errors import CounterclaimError, DamagedFile, UnknownFormat
from counterclaim.model.source import Document
from counterclaim.report.gate import Gate
from counterclaim.report.pandoc import run

if TYPE_CHECKING:
    from counterclaim.case import Case

Form = Literal["csl", "bibtex", "ris"]
FORMS: Mapping[str, Form] = {".json": "csl", ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}
_READERS: Mapping[Form, str] = {"csl": "csljson", "bibtex": "bibtex", "ris": "ris"}

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


def write(documents: Sequence[Document], form: Form) -> str:
    """The documents in a bibliography format, in order of their ids."""
    items = [d.csl() for d in sorted(documents, key=lambda d: d.id)]
    if form == "csl":
        return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    if form == "ris":
        return "\n".join(_ris(item) for item in items)
    source = json.dumps(items, ensure_ascii=False).encode()
    return run(["-f", "csljson", "-t", "bibtex", "--wrap=none"], source).decode()


def read(file: Path) -> tuple[Document, ...]:
    """The documents of a bibliography file, by its ending.

    Raises ``UnknownFormat`` for another ending and ``DamagedFile`` where it cannot be read.
    """
    form = form_of(file)
    text = _text(file)
    if form == "csl":
        return _documents(_json(text, file), file)
    try:
        found = run(["-f", _READERS[form], "-t", "csljson"], text.encode())
    except CounterclaimError as error:
        raise _damaged(file, str(error)) from error
    documents = _documents(json.loads(found), file)
    if text.strip() and not documents:
        raise _damaged(file, text[:60])
    return documents


def form_of(file: Path) -> Form:
    """The format that a file's ending stands for; raises ``UnknownFormat``."""
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise UnknownFormat(
            "not a bibliography format",
            file=file,
            seen=file.suffix,
            expected=".json (CSL-JSON), .bib (BibTeX) or .ris",
        )
    return form


def export(case: Case, file: Path, *, public: bool = False) -> int:
    """Write the sources of a case to ``file``; gives how many."""
    documents = Gate(case, public).documents()
    file.write_text(write(documents, form_of(file)), encoding="utf-8")
    return len(documents)


def take_in(case: Case, file: Path) -> tuple[int, int]:
    """Add the documents of ``file`` to the sources of a case; gives (new, changed).

    A document with the id of one that is there replaces the fields that it states.
    """
    there = {d.id: d for d in case.sources()}
    found = read(file)
    new = [d for d in found if d.id not in there]
    changed = 0
    for document in found:
        if document.id in there:
            merged = Document.model_validate({**there[document.id].csl(), **document.csl()})
            changed += merged != there[document.id]
            there[document.id] = merged
    if new or changed:
        case.write_sources([*there.values(), *new])
    return len(new), changed


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return file.read_text(encoding="cp1252", errors="replace")


def _json(text: str, file: Path) -> Any:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise DamagedFile(
            f"not JSON: {error.msg}", file=file, row=error.lineno, column=error.colno
        ) from error
    return found if isinstance(found, list) else [found]


def _documents(items: Iterable[Any], file: Path) -> tuple[Document, ...]:
    found = []
    for n, item in enumerate(items, start=1):
        if not isinstance(item, dict) or not item.get("id"):
            raise DamagedFile(
                "an entry has no id", file=file, row=n, seen=item, expected="a CSL-JSON item"
            )
        found.append(Document.model_validate(item))
    return tuple(found)


def _damaged(file: Path, seen: str) -> DamagedFile:
    return DamagedFile(
        "the bibliography could not be read",
        file=file,
        seen=seen,
        remedy="export it again from the reference manager, or as CSL-JSON",
    )


def _ris(item: Mapping[str, Any]) -> str:
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
    particle = str(person.get("non-dropping-particle", ""))
    family = " ".join(part for part in (particle, str(person.get("family", ""))) if part)
    given = str(person.get("given", ""))
    return str(person.get("literal", "")) or ", ".join(part for part in (family, given) if part)


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
