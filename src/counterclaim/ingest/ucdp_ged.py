"""UCDP GED: release files, exports of the web site, Candidate and consolidated files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from counterclaim.errors import InputError
from counterclaim.ingest.coverage import Facts, month_end, opening
from counterclaim.ingest.fields import Forms, given
from counterclaim.ingest.release import UNKNOWN, Release, ucdp_release, ucdp_version
from counterclaim.ingest.source import Source

FIRST_YEAR = 1989


def own(source: Source, forms: Forms) -> Mapping[str, str]:
    """Civilians are the target of one-sided violence; of other kinds UCDP does not say."""
    kind = given(source, "native_kind")
    return {"civilians_targeted": f"CASE WHEN trim({kind}) = '3' THEN true END"}


def release(file_name: str, facts: Facts, version: str = "") -> Release:
    """The version from ``version`` or the file's name, with the days that it covers.

    A final file that does not reach back to 1989 is an extract and starts with its first event.
    Where no version is known, whole years up to the last one are taken; rows without any death
    show a Candidate file.
    """
    found = version or ucdp_version(file_name)
    if not found:
        return _unversioned(facts)
    known = ucdp_release(found)
    _refuse_other_days(known, facts)
    if known.stage == "candidate" or facts.first is None or facts.first.year <= FIRST_YEAR:
        return known
    return Release(found, opening(facts.first), known.end, known.stage)


def _refuse_other_days(known: Release, facts: Facts) -> None:
    if known.end and facts.first and facts.first > known.end:
        raise InputError(
            f"every row lies after the end of what version {known.version} covers",
            seen=f"first event on {facts.first}",
            expected=f"events up to {known.end}",
            remedy="state the version under which UCDP published the file",
        )


def _unversioned(facts: Facts) -> Release:
    start = opening(facts.first) if facts.first else None
    if facts.deathless and facts.last:
        return Release(UNKNOWN, start, month_end(facts.last), "candidate")
    year = facts.last_year
    return Release(UNKNOWN, start, date(year, 12, 31) if year else None)
