"""The project speaks of its own matter alone, and of no machine in particular."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("src", "tests", "docs", "benchmarks", ".ci")
PLAIN = {".py", ".md", ".yml", ".yaml", ".toml", ".txt", ".css", ".html", ".json", ".csv", ""}
HERE = Path(__file__).resolve()

# Written in pieces, so that this file does not hold what it looks for.
PROCESS = (
    "spr" + "int",
    "tic" + "ket",
    "back" + "log",
    "road" + "map",
    "mile" + "stone",
    "TO" + "DO",
    "FIX" + "ME",
    "X" + "XX",
    "as an a" + "i",
    "language mo" + "del wrote",
    "co-auth" + "ored",
    "gener" + "ated with",
)
PROSE = {".py", ".md", ".yml", ".toml", ""}
MACHINE = (
    r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot)/\w",
    r"/t" + r"mp/(?:team|bash)",
    r"\.pye" + r"nv",
    r"(?:py" + r"pi|np" + r"mjs|cra" + r"tes)\.(?:org|io)",
    r"fil" + r"es\.pythonhosted",
    r"deb\.deb" + r"ian",
    r"mir" + r"ror\.",
    r"index-u" + r"rl",
)


def written() -> Iterator[Path]:
    """Every text file of the project that people read or run."""
    top = [p for p in ROOT.iterdir() if p.is_file() and p.suffix in {".md", ".toml", ""}]
    below = [p for folder in FOLDERS for p in (ROOT / folder).rglob("*") if p.is_file()]
    for path in sorted([*top, *below]):
        skipped = path.resolve() == HERE or "__pycache__" in path.parts
        if path.suffix in PLAIN and not skipped and not path.name.startswith(".git"):
            yield path


def lines_with(pattern: str, flags: int = 0, suffixes: set[str] = PLAIN) -> list[str]:
    """``file:line text`` of every line that holds the pattern, in files of these suffixes."""
    found = re.compile(pattern, flags)
    return [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:120]}"
        for path in written()
        if path.suffix in suffixes
        for number, line in enumerate(_text(path).splitlines(), 1)
        if found.search(line)
    ]


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")


@pytest.mark.parametrize("word", PROCESS)
def test_no_word_of_the_making(word: str) -> None:
    """Nothing tells how the project was made or what remains to be done in it."""
    flags = 0 if word.isupper() else re.I
    assert not lines_with(rf"(?<!\w){re.escape(word)}(?!\w)", flags, PROSE)


@pytest.mark.parametrize("pattern", MACHINE)
def test_no_path_or_host_of_a_machine(pattern: str) -> None:
    """No absolute path of a machine and no host of a package registry is written anywhere."""
    assert not lines_with(pattern)


def test_no_folder_of_a_person() -> None:
    """Outside of tests, which plant invented ones, no home folder is written anywhere."""
    homes = r"(?<![\w.])/(?:ho" + r"me|Us" + r"ers)/\w"
    assert not [line for line in lines_with(homes) if not line.startswith("tests/")]


def test_words_are_looked_for_where_they_would_stand() -> None:
    """The search sees source, tests, docs and the files at the top of the tree."""
    names = {str(path.relative_to(ROOT)) for path in written()}
    assert {"README.md", "ARCHITECTURE.md", "pyproject.toml", "Makefile"} <= names
    assert any(name.startswith("docs/") for name in names)
    assert any(name.startswith("src/") for name in names)
