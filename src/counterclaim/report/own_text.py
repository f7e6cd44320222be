"""The report of a case: the default one, or the analyst's own ``report.md`` with figures bound."""

from __future__ import annotations

from counterclaim.report.document import Report, default_report
from counterclaim.report.material import Material


def report_of(material: Material) -> Report:
    """The tree to render."""
    return default_report(material)
