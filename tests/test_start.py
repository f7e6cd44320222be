"""How quickly the program is there, and what it loads before it is asked for anything."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

HEAVY = (
    "numpy",
    "scipy",
    "pandas",
    "pyarrow",
    "duckdb",
    "ibis",
    "z3",
    "spacy",
    "altair",
    "pypandoc",
    "typst",
    "openpyxl",
    "trafilatura",
    "pypdf",
    "pyspark",
    "jinja2",
    "lxml",
)
RUNS = 8
SECONDS = 0.3
LOADED = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def loaded_by(code: str) -> set[str]:
    """Packages that are loaded once ``code`` has run."""
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{LOADED}"], capture_output=True, text=True, check=True
    )
    return set(run.stdout.splitlines()[-1].split())


def help_seconds() -> float:
    """Processor seconds of one run of the help: its time on a machine that does nothing else."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "counterclaim.cli", "--help"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "Usage: counterclaim" in run.stdout
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_the_package_is_light() -> None:
    """Importing the package, opening a case and importing the command line load nothing heavy."""
    code = "import counterclaim, counterclaim.case, counterclaim.cli"
    assert not loaded_by(code) & set(HEAVY)


@pytest.mark.parametrize("room", ["count", "ingest", "assess", "draft", "check", "report"])
def test_a_room_loads_nothing_heavy_before_it_is_used(room: str) -> None:
    """Naming a stage is free of scipy, spacy, z3 and what draws charts and documents."""
    late = {
        "scipy",
        "spacy",
        "z3",
        "altair",
        "pypandoc",
        "typst",
        "pyspark",
        "pandas",
        "trafilatura",
    }
    assert not loaded_by(f"import counterclaim.{room}") & late


def test_help_is_there_at_once() -> None:
    """``counterclaim --help`` takes less than 0.3 s of one processor: the least of some runs."""
    for _ in range(RUNS):
        if (seconds := help_seconds()) < SECONDS:
            return
    pytest.fail(f"the help took {seconds:.2f} s in the last of {RUNS} runs")
