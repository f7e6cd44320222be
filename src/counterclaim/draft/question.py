"""Who did what a figure counts: the question as it is put, with the answer that the rules give."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.draft.analysed import Here
from counterclaim.draft.claims import Origin
from counterclaim.draft.figures import Figure
from counterclaim.draft.scope import Measured


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whom the rules give as doer, where the name came from, and which rule it was."""

    actor: str
    origin: Origin = "guess"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Who did what ``figure`` counts: what the rules say, and what stood in memory there.

    ``at`` numbers the sentence, ``loser`` is the side or population that was harmed, ``acted`` the
    doer at hand and ``since`` how many sentences ago he acted.
    """

    here: Here
    at: int
    figure: Figure
    measured: Measured
    ruling: Ruling
    target: str
    loser: str
    opponent: str
    said: bool
    acted: str
    since: int
    side: str
    group: str
