"""Actors, their dated names and relations, and groups with dated membership."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from counterclaim.model.period import Period
from counterclaim.model.record import Amount, Blank, Names, Record

Valid = Annotated[Period | None, Blank]

ActorKind = Literal[
    "", "state", "state_forces", "company", "rebel", "militia", "civilians", "party", "other"
]
Predicate = Literal[
    "part_of",
    "succeeds",
    "operates_with",
    "commands",
    "contracted_by",
    "present_in",
    "allied_with",
    "fights",
]


class Actor(Record):
    """An armed organisation or party; ``valid`` is when it existed."""

    id: str
    name: str
    kind: ActorKind = ""
    valid: Valid = None


class ActorName(Record):
    """One dated string that a dataset or a language uses for an actor."""

    actor: str
    name: str
    language: str = ""
    dataset: str = ""
    valid: Valid = None
    judgement: str = ""

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Identified by actor, string, dataset and dates."""
        return ("actor", "name", "dataset", "valid")


class ActorRelation(Record):
    """A dated and sourced statement about two actors (or an actor and a place).

    ``share_low`` and ``share_high`` are percent of ``share_of``: of a successor's personnel, say.
    """

    subject: str
    predicate: Predicate
    object: str
    valid: Valid = None
    share_low: Amount = None
    share_high: Amount = None
    share_of: str = ""
    citations: Names = ()

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Identified by what it says and when."""
        return ("subject", "predicate", "object", "valid")


class Member(BaseModel):
    """An actor's membership in a group, with its dates; an id alone is an undated one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    actor: str
    valid: Valid = None

    @model_validator(mode="before")
    @classmethod
    def _undated(cls, value: Any) -> Any:
        return {"actor": value} if isinstance(value, str) else value


class Group(BaseModel):
    """A dated membership list, such as "Russian forces". Defined in ``case.yaml``.

    ``joint`` marks a group that stands for its members acting together: what it does, each of
    them does, and no member's own acts lie inside it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    members: tuple[Member, ...]
    joint: bool = False

    def at(self, window: Period | None) -> tuple[str, ...]:
        """The actors that were members at some time in ``window``."""
        return tuple(m.actor for m in self.members if in_force(m.valid, window))


def names_of(
    actors: Iterable[str], names: Iterable[ActorName], dataset: str, window: Period | None = None
) -> tuple[ActorName, ...]:
    """The dated strings that ``dataset`` may use for ``actors`` within ``window``.

    A name without a dataset holds for every dataset.
    """
    wanted = frozenset(actors)
    return tuple(
        n
        for n in names
        if n.actor in wanted and n.dataset in {"", dataset} and in_force(n.valid, window)
    )


def in_force(valid: Period | None, window: Period | None) -> bool:
    """True if something ``valid`` then held at some time in ``window``; undated is always."""
    return valid is None or window is None or valid.overlaps(window)
