"""The bibliography out and in: CSL-JSON, BibTeX and RIS.

Pandoc reads BibTeX and RIS and writes BibTeX; RIS out is ours. Titles stay as they are written:
pandoc would take the capitals of Harun from an English title, so no title is called English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from counterclaim.errors import CounterclaimError, DamagedFile, UnknownFormat
from counterclaim.model.source import Document
from counterclaim.report import ris
from counterclaim.report.gate import Gate
from counterclaim.report.pandoc import run

if TYPE_CHECKING:
    from counterclaim.case import Case

Form = Literal["csl", "bibtex", "ris"]
FORMS: Mapping[str, Form] = {".json": "csl", ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}
# A language that no English rule of capitals applies to, put before what an entry says itself.
_UNSAID = "und"
_KEYED = re.compile(
    r"^\s*@(?!(?:string|comment|preamble)\b)\w+\s*[{(]\s*[^,\s={}]+\s*,", re.I | re.M
)
_ENTRY = re.compile(r"^@\w+\{(.*),$", re.MULTILINE)
_READERS: Mapping[Form, str] = {"csl": "csljson", "bibtex": "bibtex", "ris": "ris"}


def write(documents: Sequence[Document], form: Form) -> str:
    """The documents in a bibliography format, in order of their ids."""
    items = [d.csl() for d in sorted(documents, key=lambda d: d.id)]
    if form == "csl":
        return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    if form == "ris":
        return "\n".join(ris.written(item) for item in items)
    return _bibtex(items)


def read(file: Path) -> tuple[Document, ...]:
    """The documents of a bibliography file, by its ending.

    Raises ``UnknownFormat`` for another ending and ``DamagedFile`` where it cannot be read.
    """
    form = form_of(file)
    text = _text(file)
    if form == "csl":
        return _documents(_json(text, file), file)
    plain = _KEYED.sub(r"\g<0> langid = {und},", text) if form == "bibtex" else text
    try:
        found = json.loads(run(["-f", _READERS[form], "-t", "csljson"], plain.encode()))
    except CounterclaimError as error:
        raise _damaged(file, str(error)) from error
    items = ris.completed(text, found) if form == "ris" else [_stated(item) for item in found]
    documents = _documents(items, file)
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
            stated = document.model_dump(by_alias=True, exclude_defaults=True, mode="json")
            merged = Document.model_validate({**there[document.id].csl(), **stated})
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


def _bibtex(items: Sequence[Mapping[str, Any]]) -> str:
    """BibTeX with whole dates, which its year and month do not hold, beside these."""
    simple = [_with_one_date({"language": _UNSAID, **item}) for item in items]
    source = json.dumps(simple, ensure_ascii=False).encode()
    text = run(["-f", "csljson", "-t", "bibtex", "--wrap=none"], source).decode()
    dates = {item["id"]: _date_fields(item) for item in items}
    return _ENTRY.sub(lambda entry: entry[0] + dates.get(entry[1], ""), text)


def _with_one_date(item: dict[str, Any]) -> dict[str, Any]:
    parts = (item.pop("issued", None) or {}).get("date-parts") or ()
    return item | ({"issued": {"date-parts": parts[:1]}} if parts and parts[0] else {})


def _date_fields(item: Mapping[str, Any]) -> str:
    fields = (("date", "issued"), ("urldate", "accessed"))
    dated = [(name, (item.get(key) or {}).get("date-parts") or ()) for name, key in fields]
    spelled = [(name, "/".join(map(_day, parts))) for name, parts in dated if any(parts)]
    return "".join(f"\n  {name} = {{{day}}}," for name, day in spelled)


def _day(parts: Sequence[int]) -> str:
    return "-".join(f"{int(part):02}" for part in parts)


def _stated(item: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of BibTeX without what it does not say: no language, no empty date."""
    said = {name: value for name, value in item.items() if value not in ("", _UNSAID)}
    empty = [n for n in ("issued", "accessed") if n in said and not said[n].get("date-parts")]
    return {name: value for name, value in said.items() if name not in empty}


def _documents(items: Iterable[Any], file: Path) -> tuple[Document, ...]:
    found: dict[str, Document] = {}
    for n, item in enumerate(items, start=1):
        if not isinstance(item, dict) or not item.get("id"):
            raise DamagedFile(
                "an entry has no id", file=file, row=n, seen=item, expected="a CSL-JSON item"
            )
        document = Document.model_validate(item)
        if document.id in found:
            raise DamagedFile(
                "two entries have the same key",
                file=file,
                seen=document.id,
                remedy="give one of them another, or delete it",
            )
        found[document.id] = document
    return tuple(found.values())


def _damaged(file: Path, seen: str) -> DamagedFile:
    return DamagedFile(
        "the bibliography could not be read",
        file=file,
        seen=seen,
        remedy="export it again from the reference manager, or as CSL-JSON",
    )
