"""The command line: one file a stage, each command parses, calls one function and prints.

Commands are named here and loaded when they are called, so that ``--help`` stays quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cyclopts import App

from counterclaim import __version__
from counterclaim.errors import CounterclaimError

COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("demo", "counterclaim.cli.demo:demo", "Copy the shipped case, score it and check it."),
    ("new", "counterclaim.cli.case:new", "Begin an empty case with filled-in examples beside it."),
    ("world", "counterclaim.cli.demo:world", "Make an invented world with its truth."),
    ("ingest", "counterclaim.cli.ingest:ingest", "Read data files into a case."),
    ("score", "counterclaim.cli.score:score", "Score a case: figures, and why there is none."),
    ("explain", "counterclaim.cli.score:explain", "The rows and the rule behind one cell."),
    ("draft", "counterclaim.cli.draft:draft", "Draft the claims of a document."),
    ("audit", "counterclaim.cli.audit:audit", "Audit a finished text, with or without a case."),
    ("check", "counterclaim.cli.check:check", "Check a case's ledger against itself and data."),
    ("waive", "counterclaim.cli.check:waive", "Accept a finding with a reason."),
    ("assess", "counterclaim.cli.assess:assess", "Assessments that know when to refuse."),
    ("report", "counterclaim.cli.report:report", "Publish a case in the formats people ask for."),
    ("doubles", "counterclaim.cli.resolve:doubles", "Rows of one dataset that may be the same."),
    ("names", "counterclaim.cli.resolve:names", "Whom a never-seen name may mean."),
    ("offer", "counterclaim.cli.resolve:offer", "The events that a claim may speak of."),
    ("revisions", "counterclaim.cli.resolve:revisions", "What a newer snapshot changed."),
    ("link", "counterclaim.cli.link:link", "Propose which records tell of one incident."),
    ("sheet", "counterclaim.cli.case:sheet", "The whole case as one workbook, out and back."),
    (
        "bibliography",
        "counterclaim.cli.report:bibliography",
        "Sources to and from other programs.",
    ),
)

app = App(
    name="counterclaim",
    version=__version__,
    help="From event data and contested claims to auditable scorecards; from a finished text to "
    "an audit of every figure in it.",
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
)
for name, target, text in COMMANDS:
    app.command(target, name=name, help=text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command and ends the process: 0 done, 1 findings of severity error, 2 could not."""
    try:
        code = app(arguments, result_action="return_value")
    except CounterclaimError as error:
        print(f"counterclaim: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        print("counterclaim: stopped; the case is as it was", file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(_refused(error), file=sys.stderr)
        sys.exit(2)
    except Exception as error:
        if os.environ.get("COUNTERCLAIM_TRACEBACK"):
            raise
        print(_unexpected(error), file=sys.stderr)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _refused(error: OSError) -> str:
    """What the disk or the system would not do."""
    where = f"\n  where:    {error.filename}" if error.filename else ""
    return (
        f"counterclaim: the system refused: {error.strerror or error}{where}\n"
        "  do:       check that the path exists, that you may write there, and that there is room"
    )


def _unexpected(error: Exception) -> str:
    return (
        f"counterclaim: something failed that should not have ({type(error).__name__}: {error})\n"
        "  do:       run again with COUNTERCLAIM_TRACEBACK=1 and report what it prints"
    )
