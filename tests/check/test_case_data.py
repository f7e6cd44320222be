"""Claims counted on the data of the shipped case."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.check.case_data import CaseData
from counterclaim.check.data import Counted
from counterclaim.demo.shipped import copy_case
from counterclaim.model.answer import Figure, Refusal, Status
from counterclaim.model.period import Period
from counterclaim.model.scope import Scope


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> CaseData:
    """The data of the shipped case."""
    folder: Path = tmp_path_factory.mktemp("shipped")
    return CaseData(copy_case(folder / "case"))


def asked(
    data: CaseData, actor: str, year: str, counts: str = "killed", people: str = "civilians"
) -> Counted:
    """What the data says of an actor in Mali."""
    return data(Scope(counts, actor, "", people, "mali", Period.parse(year)))


def test_a_measure_of_the_case_answers(data: CaseData) -> None:
    """Deaths by the group that a measure counts are counted as the scorecard does."""
    found = asked(data, "malian_forces", "2023")
    assert isinstance(found.answer, Figure)
    assert str(found.answer.quantity) == "204 (204-473)"
    assert (found.dataset, found.version) == ("UCDP GED", "25.1")


def test_two_actors_together_are_counted_as_their_groups(data: CaseData) -> None:
    """Army and contractor together are asked of the joint measure, which is said."""
    found = asked(data, "africa_corps; fama", "2024")
    assert isinstance(found.answer, Figure)
    assert str(found.answer.quantity) == "299 (233-636)"
    assert any("Malian forces and Russian forces" in words for words in found.differs)


def test_what_the_data_does_not_name_is_not_separable(data: CaseData) -> None:
    """One of two who acted jointly gets no figure, and is told why."""
    found = asked(data, "wagner", "2022")
    assert isinstance(found.answer, Refusal)
    assert found.answer.status is Status.NOT_SEPARABLE


def test_a_group_bounds_what_its_member_did(data: CaseData) -> None:
    """Events of the army are no more than those of the group that holds it."""
    found = asked(data, "fama", "2023", counts="acts", people="")
    assert isinstance(found.answer, Figure)
    assert found.answer.quantity.low is None
    assert found.answer.quantity.high == 43


@pytest.mark.parametrize(
    "scope",
    [
        Scope("killed", "nobody known", "", "civilians", "mali", Period.parse("2022")),
        Scope("disappeared", "wagner", "", "", "mali", Period.parse("2022")),
        Scope("killed", "wagner", "", "", "mali", None),
    ],
)
def test_what_cannot_be_counted_is_refused(data: CaseData, scope: Scope) -> None:
    """Unknown actors, other harms and undated claims are never counted as something else."""
    found = data(scope)
    assert isinstance(found.answer, Refusal)
    assert found.answer.status is Status.NOT_COVERED


def test_nothing_is_earlier_than_the_only_release(data: CaseData) -> None:
    """With one snapshot for each dataset there is none to fall back on."""
    assert data.earlier() == ()
