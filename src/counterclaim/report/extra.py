"""What a report needs beyond the core, and what to say where it is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from counterclaim.errors import MissingExtra


@contextmanager
def needs_report() -> Iterator[None]:
    """Raises ``MissingExtra`` instead of the import error of a part of the extra ``report``."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("counterclaim"):
            raise
        raise MissingExtra(
            "this output needs an optional part that is not installed",
            seen=error.name,
            remedy="pip install 'counterclaim[report]'",
        ) from error
