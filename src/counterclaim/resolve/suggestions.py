"""For an actor's string that the case does not know: the known names that it may stand for.

Suggestions are ranked, each with its reason, to be judged; none is ever applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.model.actor import ActorName
from counterclaim.resolve.names import judge, read
from counterclaim.resolve.spelling import folded

if TYPE_CHECKING:
    from counterclaim.case import Case

LEAST = 0.45
MOST = 8
INSIDE = 0.8  # for a known name that stands whole inside a longer string


@dataclass(frozen=True)
class Suggestion:
    """``actor`` may be meant by a string: because of its ``name``, with a ``score`` 0 to 1."""

    actor: str
    name: str
    score: float
    reason: str
    dataset: str = ""


def suggest(case: Case, name: str, dataset: str = "", most: int = MOST) -> tuple[Suggestion, ...]:
    """Suggestions for ``name`` from the names and actors of ``case``, the best first.

    A compound such as one actor's name followed by another's gives both. Names that ``dataset``
    itself uses go before equal ones of others.
    """
    known = [ActorName(actor=a.id, name=a.name) for a in case.table("actors")]
    return ranked(name, [*case.table("actor_names"), *known], dataset, most)


def ranked(
    name: str, known: Iterable[ActorName], dataset: str = "", most: int = MOST
) -> tuple[Suggestion, ...]:
    """Likewise, from dated names given; one suggestion an actor, by its likest name."""
    best: dict[str, Suggestion] = {}
    for entry in known:
        score, reason = _score(name, entry.name)
        found = Suggestion(entry.actor, entry.name, round(score, 3), reason, entry.dataset)
        if score >= LEAST and _order(found, dataset) < _order(best.get(entry.actor), dataset):
            best[entry.actor] = found
    return tuple(sorted(best.values(), key=lambda s: _order(s, dataset))[:most])


def never_seen(case: Case, names: Sequence[str]) -> tuple[str, ...]:
    """Those of ``names`` that no name of the case equals, in their order, each once."""
    known = {entry.name for entry in case.table("actor_names")}
    return tuple(dict.fromkeys(name for name in names if name not in known))


def _score(name: str, known: str) -> tuple[float, str]:
    if read(name).words == read(known).words and name != known:
        return 1.0, "same words; dates in brackets, accents or signs differ"
    score, reason = judge(name, known)
    if _stands_inside(known, name) and score < INSIDE:
        return INSIDE, "its whole name stands in this longer one"
    return score, reason


def _stands_inside(known: str, name: str) -> bool:
    inner, outer = read(known).words, f" {folded(name)} "
    spelt = {inner, folded(known)}
    return any(len(s) >= 4 and len(s) + 2 < len(outer) and f" {s} " in outer for s in spelt)


def _order(found: Suggestion | None, dataset: str) -> tuple[float, bool, str, str]:
    if found is None:
        return (1.0, True, "", "")
    return (-found.score, found.dataset != dataset, found.actor, found.name)
