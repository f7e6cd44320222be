"""How long documents and ledgers take: ``python -m benchmarks.reading``.

Prints start-up, an article after start-up, a report of 300 pages as PDF, the logic over 1,000
claims with 50 planted contradictions, and reading 5,000 claims back; each in seconds of this run.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ARTICLE = Path(__file__).parents[1] / "tests/draft/texts/news_convoy.txt"
PAGE = (
    "In {year} at least {n} people died.#footnote[“Report {n},” Ledger, May 3, 2022.] #lorem(350)"
)


def main() -> None:
    print("| what | seconds |\n|---|---|")
    row("help of the command line", lambda: run("-m", "counterclaim", "--help"))
    row("start-up: reading one sentence as a whole process", start_up)
    from counterclaim.draft.claims import draft_claims
    from counterclaim.draft.documents import read

    draft_claims(read(ARTICLE))
    row("an article after start-up", lambda: draft_claims(read(ARTICLE)))
    with tempfile.TemporaryDirectory(prefix="counterclaim-") as folder:
        report = long_report(Path(folder))
        row("300 pages of PDF, drafted", lambda: draft_claims(read(report)))
        row("5,000 claims read back", ledger_of(Path(folder) / "case", 5_000))
    row("1,000 claims with 50 contradictions", planted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory {peak:,.0f} MB")


def row(what: str, work: Callable[[], object]) -> None:
    begin = time.perf_counter()
    work()
    print(f"| {what} | {time.perf_counter() - begin:.2f} |", flush=True)


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def start_up() -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("Gunmen killed three farmers on 4 May 2024.\n")
        file.flush()
        run("-m", "counterclaim", "draft", file.name, "--format", "json")


def long_report(folder: Path) -> Path:
    import typst

    source, made = folder / "long.typ", folder / "long.pdf"
    pages = (PAGE.format(year=2000 + n % 25, n=n) for n in range(300))
    source.write_text('#set page(numbering: "1")\n' + "\n#pagebreak()\n".join(pages), "utf-8")
    typst.compile(str(source), output=str(made))
    return made


def ledger_of(folder: Path, claims: int) -> Callable[[], object]:
    from counterclaim.case import Case
    from counterclaim.model.claim import Claim
    from counterclaim.model.period import Period

    month = Period.parse("2021-12")
    Case.create(folder).write("claims", [Claim(id=f"c{n}", window=month) for n in range(claims)])
    return lambda: Case.open(folder).table("claims")


def planted() -> None:
    from counterclaim.check.logic import findings
    from counterclaim.demo.ledger import invented_ledger

    invented = invented_ledger(1000, 50, 3)
    assert {c for f in findings(invented.ledger) for c in f.claims} == invented.planted_claims


if __name__ == "__main__":
    main()
