"""Draft the claims of a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter


def draft(
    document: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    *,
    case: Path | None = None,
    format: Literal["json", "csv", "table"] = "table",
    save: bool = False,
    model_url: Annotated[str, Parameter(name="--model-url")] = "",
    model: str = "",
) -> None:
    """Draft the claims of a document: every figure with its scope, and where each field is from.

    Parameters
    ----------
    document
        A .txt, .md, .html, .docx or .pdf file, or - for standard input.
    case
        A case whose names of actors and places are used.
    format
        How the drafts are written to standard output.
    save
        Add the drafts to the case; nothing is accepted by it.
    model_url
        A language model's OpenAI-compatible address; without it no text leaves this machine.
    model
        The name of that model.
    """
    from counterclaim.check.audit import draft as read
    from counterclaim.cli.documents import completion, opened, progress, saved
    from counterclaim.report.drafts import write

    known = opened(case, needed=save)
    with progress("reading") as step:
        drafted = read(document, case=known, progress=step, complete=completion(model_url, model))
    print(write(drafted, format))
    saved(known if save else None, drafted)
