"""The command line run in this process: its exit status and what it wrote."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass

import pytest

from counterclaim.cli import main


@dataclass(frozen=True)
class Ran:
    """Exit status, standard output and standard error of one run."""

    status: int
    out: str
    err: str


def run(*arguments: object, given: bytes = b"") -> Ran:
    """Run ``counterclaim`` with these arguments; ``given`` is its standard input."""
    written, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(written, encoding="utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
    status = ended.value.code
    return Ran(
        status if isinstance(status, int) else 0, written.getvalue().decode(), err.getvalue()
    )
