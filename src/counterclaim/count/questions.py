"""What a dataset cannot answer whatever its rows: decided from its card before any counting."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.ingest.cards import OWN_SHEET, Card
from counterclaim.model.answer import Refusal, Status
from counterclaim.model.event import kind_words
from counterclaim.model.measure import Measure

SIDES = ("inflicted", "suffered")


def unanswerable(card: Card, measure: Measure, actor: str) -> Refusal | None:
    """The refusal that the dataset's rules demand, or ``None`` where it can be asked.

    ``actor`` is what a reader is shown for the measure's actor.
    """
    for rule in (_whose, _kinds, _by_side, _civilians, _direction):
        refusal = rule(card, measure, actor)
        if refusal is not None:
            return refusal
    return None


def _whose(card: Card, measure: Measure, actor: str) -> Refusal | None:
    if measure.actor or (measure.attribution == "any" and measure.deaths not in SIDES):
        return None
    what = f"deaths {measure.deaths}" if measure.deaths in SIDES else f"{measure.attribution} acts"
    return Refusal(
        Status.REFUSED,
        "no_actor",
        f"The measure asks for {what} and names no actor whose they are.",
        remedy="add an actor to the measure, or ask for deaths in total",
    )


def _kinds(card: Card, measure: Measure, actor: str) -> Refusal | None:
    held = set(card.codes.get("kind", {}).values())
    if not measure.kinds or not held or held & set(measure.kinds):
        return None
    return Refusal(
        Status.REFUSED,
        "other_kinds",
        f"{card.title} has no events of the class {_words(measure.kinds)}; its classes are "
        f"{_words(sorted(held))}.",
        remedy="name classes of this dataset under kinds, or another dataset",
    )


def _by_side(card: Card, measure: Measure, actor: str) -> Refusal | None:
    if measure.deaths not in SIDES or card.answers.deaths_by_side:
        return None
    if measure.deaths == "inflicted" and of_civilians(card, measure):
        return None
    said = "inflicted by" if measure.deaths == "inflicted" else "suffered by"
    return Refusal(
        Status.REFUSED,
        "deaths_by_side",
        f"{card.title} gives one number of deaths per event and does not say on which side they "
        f"fell; deaths {said} {actor or 'one actor'} cannot be had from it.",
        remedy="count the events, or all deaths in events with this actor; or code direction and "
        "deaths by side in a sheet of your own",
    )


def _civilians(card: Card, measure: Measure, actor: str) -> Refusal | None:
    if measure.deaths != "civilians" or counts_civilians(card):
        return None
    if of_civilians(card, measure):
        return None
    return Refusal(
        Status.REFUSED,
        "civilian_deaths",
        f"{card.title} does not say how many of the dead were civilians, except in events in "
        "which civilians were the target.",
        remedy=f"restrict kinds to {', '.join(card.answers.direction) or 'such events'}",
    )


def _direction(card: Card, measure: Measure, actor: str) -> Refusal | None:
    if measure.role not in {"initiator", "target"}:
        return None
    undirected = [kind for kind in measure.kinds if kind not in card.answers.direction]
    if not measure.kinds:
        undirected = ["some"]
    if not undirected:
        return None
    return Refusal(
        Status.REFUSED,
        "direction",
        f"{card.title} records the two sides of {_words(undirected)} events without saying who "
        "attacked whom.",
        remedy="ask for events in which the actor took part (role: party), or code the direction "
        "in a sheet of your own",
    )


def _words(kinds: Sequence[str]) -> str:
    return ", ".join(kind_words(kind) for kind in kinds)


def counts_civilians(card: Card) -> bool:
    """True if the dataset gives deaths of civilians for every kind of event, or may give them."""
    return card.dataset == OWN_SHEET or splits_civilians(card)


def splits_civilians(card: Card) -> bool:
    """True if the dataset has a column for them in every row."""
    return "deaths_civilians" in card.columns


def of_civilians(card: Card, measure: Measure) -> bool:
    """True if the measure keeps to events whose victims are civilians by the dataset's rules."""
    return bool(measure.kinds) and set(measure.kinds) <= set(card.answers.direction)
