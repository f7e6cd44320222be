"""The examples of the documentation, as programs: ``python -m docs.examples`` runs them.

A page is run from top to bottom in an empty folder. A fence ``console`` holds commands after
``$`` and what they print; a line ``...`` stands for any lines, ``...`` inside a line for any text,
``exit=1`` behind the word ``console`` for the exit status. A fence with a file's name behind its
language (``csv attacks.csv``) is written to that file, with ``added`` behind it at the file's end.
A comment ``<!-- begins with: the shipped case as mali -->`` puts something there first.
With ``--write`` the pages are rewritten with what the commands print now.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DOCS = Path(__file__).parent
ROOT = DOCS.parent
TUTORIAL = DOCS / "tutorial.md"
WIDTH = "100"
_FENCE = re.compile(r"^(```+)([^\n`]*)\n(.*?)^\1$", re.M | re.S)
_BEGINS = re.compile(r"<!-- begins with: the (?P<what>[\w ]+) as (?P<name>[\w-]+) -->")
_PLAIN_COMMANDS = {"cat", "cp", "head", "ls", "mkdir", "mv", "tail"}


@dataclass(frozen=True)
class Block:
    """A fenced block: ``info`` is what stands behind the fence, ``start`` where its text begins."""

    info: tuple[str, ...]
    text: str
    start: int

    @property
    def is_console(self) -> bool:
        """True if it holds commands."""
        return self.info[:1] == ("console",)

    @property
    def status(self) -> int:
        """The exit status that its last command must have."""
        return next((int(w[5:]) for w in self.info if w.startswith("exit=")), 0)

    @property
    def file(self) -> str:
        """The file that it is written to, empty for none."""
        return "" if self.is_console or len(self.info) < 2 else self.info[1]


@dataclass(frozen=True)
class Ran:
    """A command with what the page says and what was printed; ``status`` as the system sees it."""

    command: str
    said: str
    printed: str
    status: int
    expected_status: int

    @property
    def holds(self) -> bool:
        """True if the page says what was printed."""
        return self.status == self.expected_status and matches(self.said, self.printed)


def pages() -> list[Path]:
    """Every page of the documentation, those at the top of the tree included."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def pages_with_examples() -> list[Path]:
    """Pages with commands to run."""
    return [page for page in pages() if any(b.is_console for b in blocks(page.read_text("utf-8")))]


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page."""
    found = _FENCE.finditer(text)
    return [Block(tuple(m[2].split()), m[3], m.start(3)) for m in found]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Commands of a console block, each with the output below it."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, said = part.partition("\n")
        while command.endswith("\\"):
            more, _, said = said.partition("\n")
            command = command[:-1] + more.removeprefix("> ").strip()
        yield command, said


def matches(said: str, printed: str) -> bool:
    """True if ``printed`` is what the page says, where ``...`` stands for anything."""
    lines = [line.rstrip() for line in said.strip("\n").split("\n")]
    pattern = "\n".join(
        r"[^\0]*?" if line.strip() == "..." else r".*?".join(map(re.escape, line.split("...")))
        for line in lines
    )
    return re.fullmatch(pattern, tidy(printed)) is not None


def tidy(printed: str) -> str:
    """Output without blanks at the ends of lines and empty lines at its ends."""
    return "\n".join(line.rstrip() for line in printed.strip("\n").split("\n"))


def run_page(page: Path, folder: Path) -> list[Ran]:
    """Runs the page in ``folder``, which must be empty; one entry a command."""
    text = page.read_text("utf-8")
    with chdir(folder):
        for found in _BEGINS.finditer(text):
            _begin(found["what"], folder / found["name"])
        return [ran for block in blocks(text) for ran in _run_block(block, folder)]


def _run_block(block: Block, folder: Path) -> Iterator[Ran]:
    if block.file:
        file = folder / block.file
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text("utf-8") if "added" in block.info else ""
        file.write_text(before + block.text, "utf-8")
    if block.is_console:
        listed = list(commands(block.text))
        for number, (command, said) in enumerate(listed, 1):
            printed, status = run(command)
            last = number == len(listed)
            yield Ran(command, said, printed, status, block.status if last else 0)


def run(command: str) -> tuple[str, int]:
    """What a command prints, to standard output and error together, and its status."""
    words = shlex.split(command, comments=True)
    if words[0] == "counterclaim":
        return _run_here(words[1:])
    if words[0] not in _PLAIN_COMMANDS:
        raise ValueError(f"examples do not run {words[0]}")
    done = subprocess.run(words, capture_output=True, text=True)
    return done.stdout + done.stderr, done.returncode


def _run_here(arguments: Sequence[str]) -> tuple[str, int]:
    from counterclaim.cli import main

    os.environ["COLUMNS"] = WIDTH
    kept = io.BytesIO()
    printed = io.TextIOWrapper(kept, encoding="utf-8", newline="", write_through=True)
    status: object = 0
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            main(arguments)
        except SystemExit as end:
            status = end.code
    return kept.getvalue().decode("utf-8"), status if isinstance(status, int) else 0


def _begin(what: str, to: Path) -> None:
    makers = {"shipped case": _shipped, "case of the tutorial": _after_tutorial}
    shutil.copytree(makers[what](), to)


@cache
def _shipped() -> Path:
    from counterclaim.demo.shipped import copy_case

    to = _kept() / "shipped"
    copy_case(to)
    return to


@cache
def _after_tutorial() -> Path:
    folder = _kept() / "tutorial"
    folder.mkdir()
    run_page(TUTORIAL, folder)
    return folder / "river"


@cache
def _kept() -> Path:
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="counterclaim-docs-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def rewritten(page: Path, ran: Sequence[Ran]) -> str:
    """The text of the page with what its commands print now, where that differs."""
    text, results, done = page.read_text("utf-8"), iter(ran), 0
    parts: list[str] = []
    for block in blocks(text):
        if block.is_console:
            mine = [next(results) for _ in commands(block.text)]
            now = block.text if all(r.holds for r in mine) else "".join(map(_told, mine))
            parts += [text[done : block.start], now]
            done = block.start + len(block.text)
    return "".join([*parts, text[done:]])


def _told(ran: Ran) -> str:
    """A command with its output; a command that failed keeps what the page said."""
    keeps = ran.holds or ran.status != ran.expected_status
    said = ran.said if keeps else f"{tidy(ran.printed)}\n" if ran.printed.strip() else ""
    return f"$ {ran.command}\n{said}"


def main(arguments: Sequence[str]) -> int:
    """Runs the pages named (or all), writes what differs to standard error; 1 if any did."""
    warnings.simplefilter("ignore")  # tests are where warnings are errors
    write = "--write" in arguments
    named = [Path(a).resolve() for a in arguments if not a.startswith("--")]
    wrong = 0
    for page in named or pages_with_examples():
        with tempfile.TemporaryDirectory() as folder:
            ran = run_page(page, Path(folder))
        for one in [r for r in ran if not r.holds]:
            wrong += 1
            shown = f"{page.name}: $ {one.command} (status {one.status})\n{one.printed}\n"
            sys.stderr.write(shown)
        if write:
            page.write_text(rewritten(page, ran), "utf-8")
    return 1 if wrong and not write else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
