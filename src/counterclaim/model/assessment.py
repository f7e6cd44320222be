"""When an assessment was first run, and with which declaration: later changes are exploratory."""

from __future__ import annotations

from counterclaim.model.record import Record


class FirstRun(Record):
    """A row of ``first_runs.csv``, written when an assessment is run for the first time.

    ``id`` is the assessment's name in ``case.yaml``, ``declaration`` the hash of what it declared
    and of the measures that it reads, ``on`` the day, ``declared`` the declaration itself as
    compact JSON, so that a change can be named.
    """

    id: str
    declaration: str
    on: str
    declared: str = ""
