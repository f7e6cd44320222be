"""Nothing that a user can name is left out of the documentation."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from counterclaim.cli import COMMANDS
from docs import generate
from docs.examples import DOCS, blocks, commands, pages, pages_with_examples
from docs.signatures import command

ALL = {page: page.read_text("utf-8") for page in pages()}
PROSE = "\n".join(text for page, text in ALL.items() if generate.REFERENCE not in page.parents)
EVERYTHING = "\n".join(ALL.values())
_LINK = re.compile(r"\]\(([^)\s#]+)(#[^)\s]*)?\)")


def in_code(name: str) -> bool:
    """True if some page names it as code."""
    return f"`{name}`" in EVERYTHING


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_is_shown_in_use(name: str) -> None:
    """Every command stands in an example or a block of a page that people read."""
    assert re.search(rf"^(\$ )?counterclaim {name}\b", PROSE, re.M)


def test_commands_are_run() -> None:
    """Every command but the demonstration stands in an example that is run."""
    used = {
        line.split()[1]
        for page in pages_with_examples()
        for block in blocks(ALL[page])
        if block.is_console
        for line, _ in commands(block.text)
        if line.startswith("counterclaim ")
    }
    assert {name for name, _, _ in COMMANDS} - used <= {"demo"}


def test_every_argument_is_in_the_reference() -> None:
    """The reference names every option that a command takes."""
    text = ALL[generate.REFERENCE / "commands.md"]
    for name, target, _ in COMMANDS:
        for argument in command(name, target).arguments:
            assert f"`{argument.spelled}`" in text


def test_every_dataset_is_named() -> None:
    """Every dataset card has its section, and a page that people read names it."""
    from counterclaim.ingest.cards import DATASETS

    for dataset in DATASETS:
        assert f"## {dataset}\n" in ALL[generate.REFERENCE / "datasets.md"]
        assert f"`{dataset}`" in PROSE


def test_every_caveat_and_refusal_is_named() -> None:
    """Every code that a cell can carry is in the reference."""
    from counterclaim.model.answer import Status
    from counterclaim.report.words import CAVEATS

    for name in [*CAVEATS, *generate.refusals(), *generate.issue_rules(), *map(str, Status)]:
        assert in_code(name), name


def test_every_check_is_named() -> None:
    """Every check has a section that says what it finds."""
    from counterclaim.check import CHECKS

    for name in CHECKS:
        assert f"## {name}\n" in ALL[generate.REFERENCE / "checks.md"]
        assert len(generate.checks()[name][1].split()) > 4, name


def test_every_assessment_is_named() -> None:
    """Every kind of assessment has its section on the page on assessments."""
    from counterclaim.assess.registry import NAMES

    text = (DOCS / "assessments.md").read_text("utf-8")
    for name in NAMES:
        assert f"\n## {name}\n" in text, name


def test_every_format_of_the_report_is_named() -> None:
    """Every format that report can write stands on the page on reports."""
    from counterclaim.report.publish import FORMATS

    text = (DOCS / "how-to" / "publish-a-report.md").read_text("utf-8")
    for name in FORMATS:
        assert f"`{name}`" in text, name


def test_every_section_of_the_report_is_named() -> None:
    """Every section that report.md may call stands on the page on reports."""
    from counterclaim.report.sections import SECTIONS

    for name in SECTIONS:
        assert f"`{name}`" in PROSE, name


def test_every_column_of_the_bulk_tables_is_named() -> None:
    """Every column and every word of the bulk tables is in the reference."""
    event = import_module("counterclaim.model.event")
    columns = [c.name for c in (*event.EVENTS, *event.PARTICIPANTS, *event.TOTALS)]
    for name in [*columns, *event.KINDS, *event.ROLES, *event.PLACE_PRECISIONS]:
        assert in_code(name), name


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the project leads to one."""
    outside = re.compile(r"```.*?```", re.S).sub("", ALL[page])
    for target, _ in _LINK.findall(outside):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), target


def test_the_index_leads_to_every_page() -> None:
    """Every page of the documentation is linked from its index."""
    index = (DOCS / "index.md").read_text("utf-8")
    linked = {(DOCS / target).resolve() for target, _ in _LINK.findall(index)}
    assert {page for page in pages() if DOCS in page.parents} - linked == {DOCS / "index.md"}
