"""The shipped ledger: what an editor must be told of it, and that no name or figure is wired in."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counterclaim.case import Case
from counterclaim.check import check
from counterclaim.check.case_check import check_case, ledger_of_case
from counterclaim.demo.shipped import copy_case
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding

YEARLY = frozenset({"s35", "s43"})
RISE = frozenset({"s45", "s46"})
LARGEST = frozenset({"s53", "s58", "s59"})
# Every error and warning on the shipped case, each read against the article and found right.
RIGHT = {
    ("unsourced_core", "error"),
    ("logic", "error"),
    ("implausible_part", "warning"),
    ("against_data", "warning"),
    ("caption_actors", "warning"),
    ("cited_actor", "warning"),
    ("cited_figure", "warning"),
    ("expired_forecast", "warning"),
    ("joint_action_told_of_one", "warning"),
    ("party_claim_as_fact", "warning"),
    ("site_before_control", "warning"),
    ("words_against_ratio", "warning"),
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The shipped case with its data read."""
    return copy_case(tmp_path_factory.mktemp("findings") / "mali")


@pytest.fixture(scope="module")
def book(case: Case) -> Ledger:
    """The ledger of the shipped case."""
    return ledger_of_case(case)


@pytest.fixture(scope="module")
def found(case: Case) -> tuple[Finding, ...]:
    """Everything that is found on the shipped case."""
    return check_case(case).findings


def _holding(findings: Iterable[Finding], claims: frozenset[str]) -> list[Finding]:
    return [finding for finding in findings if claims == set(finding.claims)]


def _with(book: Ledger, id: str, **cells: Any) -> Ledger:
    """The ledger with some cells of one claim changed."""
    changed = Claim.model_validate({**book.by_id[id].model_dump(), **cells})
    return book.holding(changed if claim.id == id else claim for claim in book.claims)


def test_the_three_plain_contradictions_are_told(found: tuple[Finding, ...]) -> None:
    """Five against "never more than four", a rise against none, one event as most of a total."""
    (yearly,), (rise,), (largest,) = (_holding(found, c) for c in (YEARLY, RISE, LARGEST))
    assert (yearly.severity, rise.severity, largest.severity) == ("error", "error", "warning")
    assert largest.figures["part"] / largest.figures["whole"] == pytest.approx(300 / 355)
    assert largest.figures["mean_without"] == pytest.approx(55 / 111)


def test_no_error_or_warning_is_of_another_kind(found: tuple[Finding, ...]) -> None:
    """All errors and warnings are among those that were judged right, one of each but for logic."""
    loud = [(f.kind, str(f.severity)) for f in found if f.severity != "note"]
    assert set(loud) == RIGHT
    assert len(loud) == len(RIGHT) + 1


def test_a_denial_is_no_claim_of_a_party(found: tuple[Finding, ...]) -> None:
    """That nothing was achieved before a day is not what an army claims of that day."""
    assert not [f for f in found if "s17" in f.claims]


def test_every_finding_says_what_would_settle_it(found: tuple[Finding, ...]) -> None:
    """An editor's note ends with what to do; no cell or code stands in the sentence."""
    assert all(finding.settle.endswith(".") for finding in found)
    assert not [f for f in found if re.search(r"\b[a-z]+_[a-z_]+\b", f.explanation)]


@pytest.mark.parametrize(
    ("id", "figure", "gone"),
    [("s35", 4, YEARLY), ("s53", 120, LARGEST), ("s59", 1355, LARGEST)],
)
def test_changing_the_figure_that_contradicts_removes_the_finding(
    book: Ledger, id: str, figure: int, gone: frozenset[str]
) -> None:
    """One figure changed, and that finding alone vanishes."""
    before = check(book).findings
    after = check(_with(book, id, low=figure, best=figure, high=figure)).findings
    assert _holding(before, gone)
    assert not _holding(after, gone)
    others = {YEARLY, RISE, LARGEST} - {gone}
    assert all(_holding(after, other) for other in others)


def test_a_last_year_that_rises_removes_the_finding(book: Ledger) -> None:
    """Deaths in 2025 instead of none bear the rise out."""
    after = check(
        _with(book, "s46", comparator="exact", low=90, best=90, high=90, window="2025")
    ).findings
    assert not _holding(after, RISE)


def test_moving_the_year_moves_the_finding(book: Ledger) -> None:
    """Five in another year still break the maximum, and the note names that year."""
    (told,) = _holding(check(_with(book, "s35", window="2021-12-10/2021-12-31")).findings, YEARLY)
    assert "2021" in told.explanation
    assert not _holding(check(_with(book, "s35", window="2019")).findings, YEARLY)


def _names_of(book: Ledger) -> dict[str, str]:
    """A new spelling for every id and name of actors, groups and places."""
    old = {a.id for a in book.actors} | {a.name for a in book.actors}
    old |= (
        {n.name for n in book.names} | {p.id for p in book.places} | {p.name for p in book.places}
    )
    old |= {alias for place in book.places for alias in place.aliases}
    old |= set(book.groups) | {group.name for group in book.groups.values()}
    old |= {n for p in book.places for n in (p.admin1, p.country) if n}
    return {name: f"Qarz{at}" for at, name in enumerate(sorted(old))}


def _respelled(value: Any, names: Mapping[str, str]) -> Any:
    """The value with whole names replaced, in lists of names too."""
    if isinstance(value, str):
        return "; ".join(names.get(part, part) for part in value.split("; "))
    if isinstance(value, list | tuple):
        return tuple(_respelled(part, names) for part in value)
    return value


def _renamed(book: Ledger) -> Ledger:
    names = _names_of(book)
    ids = {claim.id: f"k{at}" for at, claim in enumerate(reversed(book.claims))}
    places = {"actor", "target", "place", "voice", "object", "subject", "id", "name", "aliases"}
    places |= {"admin1", "country"}

    def again(record: Any, fields: set[str]) -> Any:
        cells = record.model_dump()
        changed = {k: _respelled(v, names) if k in fields else v for k, v in cells.items()}
        return type(record).model_validate(changed)

    claims = [again(claim, {"actor", "target", "place", "voice"}) for claim in book.claims]
    claims = [
        claim.model_copy(
            update={
                "id": ids[claim.id],
                "operand": tuple(ids.get(o, o) for o in claim.operand),
                "part_of": ids.get(claim.part_of, claim.part_of),
            }
        )
        for claim in claims
    ]
    groups = {
        names.get(key, key): group.model_copy(
            update={
                "name": names.get(group.name, group.name),
                "members": tuple(
                    m.model_copy(update={"actor": names[m.actor]}) for m in group.members
                ),
            }
        )
        for key, group in book.groups.items()
    }
    return replace(
        book,
        claims=tuple(claims),
        actors=tuple(again(actor, places) for actor in book.actors),
        names=tuple(again(name, places) for name in book.names),
        relations=tuple(again(relation, places) for relation in book.relations),
        places=tuple(again(place, places) for place in book.places),
        sites=tuple(again(site, {"place", "actor"}) for site in book.sites),
        groups=groups,
    )


def test_other_names_and_ids_keep_the_findings(book: Ledger) -> None:
    """With every actor, place and id renamed the ledger's own contradictions stay."""
    ids = {claim.id: f"k{at}" for at, claim in enumerate(reversed(book.claims))}
    after = check(_renamed(book)).findings
    within = {"logic", "implausible_part", "joint_action_told_of_one", "unsourced_core"}
    within |= {"words_against_ratio", "caption_actors", "rival_ends", "expired_forecast"}
    within |= {"site_before_control", "outside_presence"}
    before = [f for f in check(book).findings if f.kind in within]
    told = {(f.kind, frozenset(f.claims)) for f in after}
    assert {(f.kind, frozenset(ids[c] for c in f.claims)) for f in before} <= told


def test_the_order_of_claims_changes_nothing(book: Ledger) -> None:
    """The same findings with the same ids from the claims in reverse."""
    backwards = book.holding(reversed(book.claims))
    assert [f.id for f in check(backwards).findings] == [f.id for f in check(book).findings]


def test_former_members_are_a_range_with_its_caveat(case: Case) -> None:
    """70 to 80% of about 1,500 are 1,050 to 1,200, and the share was told of another base."""
    former = check_case(case).derived[0]
    assert former.quantity.ends[::2] == (1050, 1200)
    assert former.claims == ("s75", "s79")
    assert any("another base" in caveat for caveat in former.caveats)


def test_claims_of_success_stand_beside_their_indicators(found: tuple[Finding, ...]) -> None:
    """Two indicators are counted and not met, one is left open; each is no more than a note."""
    tested = {f.claims[0]: f for f in found if f.kind == "success_against_indicator"}
    assert {id: f.verdict for id, f in tested.items()} == {
        "s06": "in_tension",
        "s49": "in_tension",
        "s51": "not_decided",
    }
    assert {f.severity for f in tested.values()} == {"note"}


def test_the_ledger_holds_every_labelled_statement(shared: Path, book: Ledger) -> None:
    """84 labelled statements with their figures, in words that are not the article's."""
    labelled = json.loads((shared / "gold" / "seed_claims.json").read_text(encoding="utf-8"))
    claims = labelled["claims"]
    assert {c["id"].lower().replace("-", "") for c in claims} <= set(book.by_id)
    for label in claims:
        mine = book.by_id[label["id"].lower().replace("-", "")]
        if label["kind"] == "numeric" and label.get("comparator") in {"exact", "approx", "range"}:
            assert (mine.low, mine.high) == (label.get("low", 0), label.get("high", 0)), mine.id


def test_statements_are_told_in_own_words(shared: Path, book: Ledger) -> None:
    """No statement repeats eight words of the article in a row."""
    text = next((shared / "seed").glob("*.txt")).read_text(encoding="utf-8")
    words = re.findall(r"\w+", text.casefold())
    runs = {" ".join(words[at : at + 8]) for at in range(len(words))}
    for claim in book.claims:
        mine = re.findall(r"\w+", claim.statement.casefold())
        assert not runs & {" ".join(mine[at : at + 8]) for at in range(len(mine) - 7)}, claim.id


def test_notes_documents_and_citations_are_counted_once(case: Case, book: Ledger) -> None:
    """23 notes are 18 distinct ones; 26 citations of 21 documents."""
    with (case.path / "citations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    notes: dict[str, set[str]] = {}
    for row in rows:
        notes.setdefault(row["locator"], set()).add(row["document"])
    assert (len(rows), len(notes)) == (26, 23)
    assert len({frozenset(documents) for documents in notes.values()}) == 18
    assert len({row["document"] for row in rows}) == 21
