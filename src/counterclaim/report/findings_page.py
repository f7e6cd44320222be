"""The findings of a case's ledger as one self-contained page."""

from __future__ import annotations

from counterclaim.check import Report
from counterclaim.report.extra import needs_report
from counterclaim.report.findings import AT_A_TIME, counted, coverage_lines, label


def findings_page(report: Report, title: str) -> str:
    """The page; raises ``MissingExtra`` where the extra ``report`` is not installed."""
    with needs_report():
        from markupsafe import Markup

        from counterclaim.report.page import stylesheet, template

        standing = [finding for finding in report.findings if finding.accepted is None]
        return template("findings.html").render(
            title=title or "Findings",
            css=Markup(stylesheet() + template_style()),
            coverage=list(coverage_lines(report.coverage)),
            counted=counted(standing),
            worst=[(finding, label(finding)) for finding in standing[:AT_A_TIME]],
            others=[(finding, label(finding)) for finding in standing[AT_A_TIME:]],
            derived=report.derived,
            accepted=[finding for finding in report.findings if finding.accepted is not None],
        )


def template_style() -> str:
    """The style of findings, beside that which every page shares."""
    from importlib.resources import files

    folder = files("counterclaim.report") / "templates"
    return (folder / "findings.css").read_text(encoding="utf-8")
