"""An invented article with contradictions in it, in every format; no place or force exists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.draft import writers

TITLE = "The Dune Brigade Leaves Tarif, and Its Figures Do Not Add Up"
DATE = "May 4, 2023"
PARAGRAPHS = [
    "On 3 April 2023, the Dune Brigade, a militia that fought the rebels of the Salt Front, "
    "announced that its fighters would withdraw from Tarif.[1] The militia had been deployed "
    "there in January 2020, after two years of war.[2]",
    "## The record",
    "In 2020, the Dune Brigade carried out seven attacks on the Salt Front in Tarif, killing 12 "
    "rebels. In 2021, the Dune Brigade carried out three attacks on the Salt Front in Tarif, "
    "killing 30 rebels. The Dune Brigade never carried out more than five attacks on the Salt "
    "Front in Tarif.",
    "dune brigade and river guard",
    "## Civilians",
    "Between 2020 and 2022, the Dune Brigade carried out 130 attacks in Tarif, killing 420 "
    "civilians. On 14 March 2021, an estimated 350 civilians were killed by the Dune Brigade in "
    "Old Wells, in Tarif.[3] Residents said that dozens of civilians were killed by the Dune "
    "Brigade in Old Wells on 14 March 2021.[4]",
    "## Outlook",
    "The last fighters are expected to leave by the end of April 2023.[5]",
]
NOTES = [
    "“Militia to leave Tarif,” Delta Times, April 3, 2023, "
    "https://delta-times.example/news/militia-to-leave-tarif.html.",
    "Jane Doe, “Two years of war in the dunes,” Coast Ledger, January 20, 2020, "
    "https://coast-ledger.example/2020/two-years-of-war-in-the-dunes.html.",
    "“Army says 90 killed in raid on Old Wells,” Delta Times, March 16, 2021, "
    "https://delta-times.example/news/army-says-90-killed-old-wells.html; Ali Ba, “The dead of "
    "Old Wells,” Coast Ledger, March 20, 2021, https://coast-ledger.example/2021/the-dead.html.",
    "Ibid.",
    "“Militia to leave Tarif,” Delta Times, April 3, 2023, "
    "https://delta-times.example/news/militia-to-leave-tarif.html.",
]


@contextmanager
def _told() -> Iterator[None]:
    """The writers write this article instead of their own."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("TITLE", TITLE),
            ("DATE", DATE),
            ("PARAGRAPHS", PARAGRAPHS),
            ("NOTES", NOTES),
        ):
            patch.setattr(writers, name, value)
        yield


def as_text() -> bytes:
    """The article as plain text."""
    with _told():
        return writers.as_text()


def as_markdown() -> bytes:
    """The article as Markdown with footnotes."""
    with _told():
        return writers.as_markdown()


def as_html() -> bytes:
    """The article as a page with navigation around it."""
    with _told():
        return writers.as_html()


def as_docx() -> bytes:
    """The article as a Word document with real footnotes."""
    with _told():
        return writers.as_docx(NOTES, PARAGRAPHS)


def as_pdf(folder: Path) -> bytes:
    """The article as a PDF; raises ``ImportError`` where the compiler is not installed."""
    with _told():
        return writers.as_pdf(folder, writers.as_typst())
