"""Pandoc as a function: a tree in, a tree or a format out; no network, no user settings."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from counterclaim.errors import CounterclaimError
from counterclaim.report.extra import needs_report
from counterclaim.report.tree import API_VERSION, Block

TIMEOUT = 240
EPOCH_1980 = 315_532_800
"""The earliest date that a zip file can hold, in seconds: stands in files for no date at all."""


def document(blocks: Sequence[Block], meta: dict[str, Any] | None = None) -> dict[str, Any]:
    """A whole tree."""
    return {"pandoc-api-version": API_VERSION, "meta": meta or {}, "blocks": list(blocks)}


def convert(tree: dict[str, Any], options: Sequence[str], *, folder: Path | None = None) -> bytes:
    """The tree in a format; ``options`` name it (``-t html``) and may write to a file."""
    source = json.dumps(tree, ensure_ascii=False).encode()
    return run(["-f", "json", *options], source, folder)


def read_markdown(text: str) -> dict[str, Any]:
    """A tree from the analyst's Markdown; raw HTML and TeX are text."""
    form = "markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-native_divs-native_spans"
    found = json.loads(run(["-f", form, "-t", "json"], text.encode()))
    assert isinstance(found, dict)
    return found


def run(options: Sequence[str], source: bytes, folder: Path | None = None) -> bytes:
    """What pandoc answers to ``source``; raises ``CounterclaimError`` with its own words."""
    with needs_report():
        command = [_program(), *options]
    done = subprocess.run(
        command,
        input=source,
        capture_output=True,
        cwd=folder,
        timeout=TIMEOUT,
        check=False,
        env=_environment(),
    )
    if done.returncode:
        raise CounterclaimError(
            "the document could not be rendered",
            seen=done.stderr.decode(errors="replace").strip()[:300],
            remedy="run again with fewer formats to see which one fails",
        )
    return done.stdout


@cache
def _program() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def version() -> str:
    """Pandoc's version."""
    import pypandoc

    return str(pypandoc.get_pandoc_version())


def _environment() -> dict[str, str]:
    """The same everywhere: one language, one time zone, one clock."""
    import os

    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    clock = {"SOURCE_DATE_EPOCH": str(EPOCH_1980), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    return {**kept, **clock}
