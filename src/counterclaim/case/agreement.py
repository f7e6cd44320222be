"""Whether the definitions name things that exist: measures, actors, groups, classes of event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.case.definitions import Definitions
from counterclaim.case.sheet_columns import ACCEPTED
from counterclaim.case.tables import did_you_mean
from counterclaim.case.yaml_file import place_of
from counterclaim.errors import DefinitionError
from counterclaim.model.event import KINDS


@dataclass(frozen=True)
class Mention:
    """A name that stands at ``path`` in ``case.yaml`` and must be one of ``known``."""

    path: tuple[str | int, ...]
    name: str
    known: frozenset[str]
    kind: str


def check_names(tree: Any, definitions: Definitions, actors: Iterable[str], file: Path) -> None:
    """Raise ``DefinitionError``, with line and column, for the first name that nothing bears.

    ``actors`` are the ids of ``actors.csv``; where there are none, actors are not checked, since
    a case may begin with nothing but the names that its data uses.
    """
    known = frozenset(actors)
    _refuse_shared_ids(tree, definitions, known, file)
    for mention in _mentions(definitions, known):
        if mention.name not in mention.known:
            line, column = place_of(tree, mention.path)
            near = did_you_mean(mention.name, mention.known)
            raise DefinitionError(
                f"{'.'.join(map(str, mention.path))} names {mention.kind} that is not there{near}",
                file=file,
                row=line,
                column=column,
                seen=mention.name,
                expected=", ".join(sorted(mention.known)) or "one that is defined",
            )


def _refuse_shared_ids(tree: Any, stated: Definitions, actors: frozenset[str], file: Path) -> None:
    for id in stated.groups:
        if id in actors:
            line, column = place_of(tree, ("groups", id))
            raise DefinitionError(
                "a group has the id of an actor: a measure that names it could mean either",
                file=file,
                row=line,
                column=column,
                seen=id,
                expected="an id that actors.csv does not have",
                remedy="rename the group here and in the measures that name it",
            )


def _mentions(stated: Definitions, actors: frozenset[str]) -> Iterator[Mention]:
    yield from _of_scorecards(stated)
    yield from _of_measures(stated)
    yield from _of_mappings(stated)
    if actors:
        yield from _of_actors(stated, actors)


def _of_scorecards(stated: Definitions) -> Iterator[Mention]:
    known = frozenset(stated.measures)
    for id, card in stated.scorecards.items():
        for number, name in enumerate(card.measures):
            yield Mention(("scorecards", id, "measures", number), name, known, "a measure")
    for id, indicator in stated.indicators.items():
        measure = indicator.test.get("measure")
        if isinstance(measure, str):
            yield Mention(("indicators", id, "test", "measure"), measure, known, "a measure")


def _of_measures(stated: Definitions) -> Iterator[Mention]:
    for id, measure in stated.measures.items():
        for number, name in enumerate(measure.kinds):
            path = ("measures", id, "kinds", number)
            yield Mention(path, name, frozenset(KINDS), "a class of event")
        if measure.difference:
            at, known = ("measures", id, "difference"), frozenset(stated.measures)
            yield Mention((*at, "total"), measure.difference.total, known, "a measure")
            for number, name in enumerate(measure.difference.less):
                yield Mention((*at, "less", number), name, known, "a measure")


def _of_mappings(stated: Definitions) -> Iterator[Mention]:
    for id, mapping in stated.mappings.items():
        for ours in mapping.columns:
            path = ("mappings", id, "columns", ours)
            yield Mention(path, ours, ACCEPTED, "a column of events")
        for theirs, ours in mapping.kinds.items():
            path = ("mappings", id, "kinds", theirs)
            yield Mention(path, ours, frozenset(KINDS), "a class of event")


def _of_actors(stated: Definitions, actors: frozenset[str]) -> Iterator[Mention]:
    for id, group in stated.groups.items():
        for number, member in enumerate(group.members):
            at = ("groups", id, "members", number, "actor")
            yield Mention(at, member.actor, actors, "an actor")
    anybody = actors | frozenset(stated.groups)
    for path, name in _parties(stated):
        if name:
            yield Mention(path, name, anybody, "an actor or a group")


def _parties(stated: Definitions) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for id, measure in stated.measures.items():
        for field in ("actor", "partner", "target"):
            yield ("measures", id, field), getattr(measure, field)
    for name in stated.rules.attribution_context:
        yield ("rules", "attribution_context", name), name
    for number, handover in enumerate(stated.rules.handovers):
        for field in ("before", "after", "group"):
            yield ("rules", "handovers", number, field), getattr(handover, field)
