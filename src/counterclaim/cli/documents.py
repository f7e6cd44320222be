"""What the commands on documents share: where a document comes from and where a result goes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.cli.progress import progress
from counterclaim.errors import CaseError, InputError

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.check.audit import Complete, Drafted
    from counterclaim.model.finding import Finding

__all__ = ["completion", "earlier", "emit", "given", "opened", "progress", "saved"]
KEY = "COUNTERCLAIM_MODEL_KEY"
"""The environment variable that holds the key of a model, if it wants one."""
_MOST = 300_000_001


def opened(case: Path | None, *, needed: bool = False) -> Case | None:
    """The case, if one is named; raises ``CaseError`` where one is needed."""
    from counterclaim.case import Case

    if case is None and needed:
        raise CaseError("drafts are saved to a case", remedy="name it with --case CASE")
    return Case.open(case) if case is not None else None


def given(document: Path, format: str) -> tuple[Path | bytes, str | None, bytes]:
    """The document to read, its name if it is not a file, and its bytes where they are needed."""
    if format != "docx":
        return document, None, b""
    if str(document) == "-":
        data = sys.stdin.buffer.read(_MOST)
        return data, "standard input", data
    try:
        with document.open("rb") as file:
            return document, None, file.read(_MOST)
    except OSError:
        return document, None, b""  # reading the document says what is wrong


def completion(url: str, model: str) -> Complete | None:
    """What asks the language model that the user named, if one was named."""
    if not url:
        return None
    import os

    from counterclaim.draft.endpoint import Endpoint

    return Endpoint(url, model, key=os.environ.get(KEY, "")).complete


def earlier(previous: Path | None) -> Sequence[Finding] | None:
    """The findings of an earlier round; raises ``InputError`` if the file is no such JSON."""
    if previous is None:
        return None
    import json

    from pydantic import ValidationError

    from counterclaim.model.finding import Finding

    try:
        listed = json.loads(previous.read_text(encoding="utf-8"))["findings"]
        return [
            Finding.model_validate({k: v for k, v in one.items() if k in Finding.model_fields})
            for one in listed
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise InputError(
            "the earlier audit cannot be read",
            file=previous,
            seen=str(error)[:120],
            expected="the output of counterclaim audit --format json",
        ) from error


def emit(result: bytes, format: str, name: str, out: Path | None) -> None:
    """Write the result to the file, else to standard output; a terminal gets no Word document."""
    if out is None and format == "docx" and sys.stdout.isatty():
        out = Path(f"{Path(name).stem}-audited.docx")
    if out is None:
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(result)
    except OSError as error:
        raise InputError(
            f"the result cannot be written: {error.strerror or error}",
            file=out,
            remedy="name another file with --out",
        ) from error
    print(out, file=sys.stderr)


def saved(case: Case | None, drafted: Drafted) -> None:
    """Add the drafts to the case, if one is given, and say so beside the output."""
    if case is not None:
        from counterclaim.check.saved import save

        print(save(case, drafted), file=sys.stderr)
