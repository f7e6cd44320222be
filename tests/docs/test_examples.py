"""The examples of the documentation are run, and their output compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.examples import Block, blocks, commands, matches, pages_with_examples, run_page, tidy

PAGES = pages_with_examples()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    """Every command of the page, run from top to bottom in an empty folder, prints what it says."""
    ran = run_page(page, tmp_path)
    assert ran
    wrong = [
        f"$ {one.command}  (status {one.status}, the page says {one.expected_status})\n"
        f"--- the page\n{one.said}\n--- printed\n{tidy(one.printed)}"
        for one in ran
        if not one.holds
    ]
    assert not wrong, "\n\n".join([*wrong, f"python -m docs.examples --write docs/.../{page.name}"])


def test_the_tutorial_is_run() -> None:
    """The tutorial and several how-to pages hold examples."""
    assert {"tutorial", "bring-data-in"} <= {page.stem for page in PAGES}


def test_a_difference_is_seen() -> None:
    """Output that differs in one sign fails, also beside an ellipsis."""
    assert matches("a\n...\nz 3\n", "a\nb\nc\nz 3\n")
    assert not matches("a\n...\nz 3\n", "a\nb\nc\nz 4\n")
    assert not matches("a\n", "a\nb\n")
    assert matches("took ... s", "took 0.2 s")


def test_blocks_know_their_files_and_status() -> None:
    """A fence's words say where it is written, and how its last command ends."""
    page = "```csv a.csv\nx\n```\n\n```console exit=2\n$ counterclaim score \\\n> none\nno\n```\n"
    file, console = blocks(page)
    assert (file.file, file.text) == ("a.csv", "x\n")
    assert (console.is_console, console.status, console.file) == (True, 2, "")
    assert list(commands(console.text)) == [("counterclaim score none", "no\n")]
    assert not Block(("yaml",), "", 0).file
