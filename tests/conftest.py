"""Fixtures that every room of the tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no reason for a law to fail.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

SHARED = Path(__file__).parents[1] / ".." / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that may not be shipped; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder of data that may not be shipped, beside the project")
    return SHARED.resolve()
