"""The descriptor: a case is a valid Frictionless Data Package, whatever columns it has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from counterclaim.case import Case
from counterclaim.case.datapackage import descriptor
from counterclaim.model.claim import Claim
from counterclaim.model.snapshot import Snapshot


def report_of(case: Case) -> Any:
    """What the frictionless package says of the case."""
    frictionless = pytest.importorskip("frictionless", reason="needs the frictionless package")
    return frictionless.validate(str(case.path / "datapackage.json"))


def test_a_filled_case_validates(filled: Case) -> None:
    """The package of a case with every table, and with a snapshot, has no error."""
    with filled.adding(Snapshot(id="own@1#ab", dataset="own", rows=3)) as folder:
        (folder / "events.parquet").write_bytes(b"")
    report = report_of(filled)
    assert report.flatten(["type", "note"]) == []
    assert report.stats["tasks"] == 11


@pytest.mark.parametrize("manner", [b"\xef\xbb\xbfid;low\na;1.5\n", b"note,id\n\xc3\xa9,a\n"])
def test_the_descriptor_follows_the_columns_present(case: Case, manner: bytes) -> None:
    """Columns, delimiter and encoding of the file that is there are described."""
    (case.path / "claims.csv").write_bytes(manner)
    case.describe()
    assert report_of(case).valid
    [resource] = descriptor(case.path, "x")["resources"]
    assert [field["name"] for field in resource["schema"]["fields"]] in (
        ["id", "low"],
        ["note", "id"],
    )


def test_writing_a_table_describes_it(case: Case) -> None:
    """The descriptor is written with the tables and names the package after its title."""
    case.write("claims", [Claim(id="a")])
    stated = json.loads((case.path / "datapackage.json").read_text(encoding="utf-8"))
    assert stated["name"] == "sevare-and-elsewhere"
    assert [resource["path"] for resource in stated["resources"]] == ["claims.csv"]


def test_what_breaks_the_vocabulary_breaks_the_package(filled: Case) -> None:
    """A word outside a closed vocabulary is an error for other programs too."""
    file: Path = filled.path / "relations.csv"
    filled.describe()
    text = file.read_text(encoding="utf-8").replace("succeeds", "follows")
    file.write_text(text, encoding="utf-8")
    assert not report_of(filled).valid
