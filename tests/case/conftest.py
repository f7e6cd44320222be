"""An empty case, and one in which everything is filled in with invented rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A new case."""
    return Case.create(tmp_path / "case", title="Sévaré and elsewhere")


@pytest.fixture
def filled(case: Case) -> Case:
    """The filled-in examples of a new case, opened as a case."""
    return Case.open(case.path / "examples")
