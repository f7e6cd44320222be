"""What a cell, a derivation or an indicator gives: a Figure, or a Refusal that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from counterclaim.model.quantity import Quantity


class Status(StrEnum):
    """Why there is no figure; never a zero for any of them."""

    REFUSED = "refused"
    NOT_SEPARABLE = "not_separable"
    NOT_RECORDED = "not_recorded"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True)
class Figure:
    """A Quantity that was counted.

    ``ids`` is the number of rows behind it (the rows themselves come from ``explain``);
    ``events`` and ``fatal_events`` count happenings, and those with at least one death, by the low,
    best and high figure. ``caveats`` are codes whose texts live in the source's card, ``details``
    the counts that those texts print. ``snapshots`` are the ids of the snapshots that gave it,
    where more than one did.
    """

    quantity: Quantity
    unit: str
    ids: int
    events: Quantity | None = None
    fatal_events: Quantity | None = None
    caveats: tuple[str, ...] = ()
    partial: bool = False
    provisional: bool = False
    details: Mapping[str, int] = field(default_factory=dict)
    snapshots: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """Something established that stands beside an answer; labelled as what it is, never a bound.

    ``about`` is whom it speaks of, where that is not the one who was counted.
    """

    label: str
    quantity: Quantity
    events: int | None = None
    about: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why no figure is given: what is established, what cannot be had, and what would help.

    ``code`` is short and stable (``deaths_by_side``, ``actor_not_named`` ...), ``reason`` a
    sentence that opens with what is established.
    """

    status: Status
    code: str
    reason: str
    context: tuple[Context, ...] = ()
    remedy: str = ""


Answer = Figure | Refusal
