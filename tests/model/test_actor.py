"""Actors: names and memberships hold in their time."""

from __future__ import annotations

from counterclaim.model.actor import ActorName, Group, Member, names_of
from counterclaim.model.period import Period

P = Period.parse


def test_a_group_has_the_members_of_its_time() -> None:
    """Membership is dated; an undated member always belongs."""
    group = Group(
        name="River forces",
        members=(
            Member(actor="guard", valid=P("../2022")),
            Member(actor="corps", valid=P("2023/..")),
            Member(actor="boats"),
        ),
    )
    assert group.at(P("2021")) == ("guard", "boats")
    assert group.at(P("2022-06/2023-06")) == ("guard", "corps", "boats")
    assert group.at(None) == ("guard", "corps", "boats")


def test_names_are_those_of_the_dataset_and_the_time() -> None:
    """A name of another dataset or another time is not used; one without dataset always is."""
    names = (
        ActorName(actor="guard", name="Guard", dataset="x", valid=P("../2021")),
        ActorName(actor="guard", name="Garde", dataset="y"),
        ActorName(actor="guard", name="GRD"),
        ActorName(actor="army", name="Army"),
    )
    assert [n.name for n in names_of(("guard",), names, "x", P("2022"))] == ["GRD"]
    assert [n.name for n in names_of(("guard",), names, "x")] == ["Guard", "GRD"]
