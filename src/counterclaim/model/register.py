"""The register of printed figures: what a release said, so that a later run can be held to it."""

from __future__ import annotations

from counterclaim.model.record import Names, Record


class PrintedFigure(Record):
    """A row of ``register.csv``: one figure (or refusal) as a release printed it.

    ``code`` is the figure's code (``T1-2024-J``), ``release`` the name of the publication or run,
    ``date`` its day, ``answer`` the Answer as compact JSON, ``snapshots`` the ids it was counted
    from.
    """

    code: str
    release: str
    date: str = ""
    answer: str = ""
    snapshots: Names = ()

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Identified by code and release."""
        return ("code", "release")
