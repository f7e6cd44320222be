"""Audit a finished text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter


def audit(
    document: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    *,
    case: Path | None = None,
    format: Literal["text", "json", "html", "docx"] = "text",
    cited: Path | None = None,
    previous: Path | None = None,
    all: bool = False,
    out: Path | None = None,
    model_url: Annotated[str, Parameter(name="--model-url")] = "",
    model: str = "",
) -> int:
    """Audit a text: its figures against each other, its sources and, with a case, the data.

    Ends with 0 if no error was found, 1 if one was, 2 if the text could not be audited.

    Parameters
    ----------
    document
        A .txt, .md, .html, .docx or .pdf file, or - for standard input.
    case
        A case whose names, claims and data the text is held against.
    format
        text, json, an html page, or the .docx itself with the findings as comments.
    cited
        A folder (or Zotero storage) with the cited documents, in which figures are looked for.
    previous
        The JSON of an earlier audit of this text: what is new is marked.
    all
        In text: every finding, not the ten worst.
    out
        A file to write instead of standard output.
    model_url
        A language model's OpenAI-compatible address; without it no text leaves this machine.
    model
        The name of that model.
    """
    from counterclaim.check.audit import audit as run
    from counterclaim.cli.documents import completion, earlier, emit, given, opened, progress
    from counterclaim.report.audit import write

    source, name, original = given(document, format)
    with progress("auditing") as step:
        found = run(
            source,
            name=name,
            case=opened(case),
            cited_folder=cited,
            previous=earlier(previous),
            progress=step,
            complete=completion(model_url, model),
        )
    emit(write(found, format, everything=all, original=original), format, found.document.name, out)
    return 1 if found.has_errors else 0
