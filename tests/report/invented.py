"""A case with one of everything that a report may print, and with what must not leave it.

The data is the shipped case's; claims, sources and sites are invented.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from counterclaim.case import Case
from counterclaim.ingest import ingest
from counterclaim.model.claim import Claim, Incident, Judgement
from counterclaim.model.place import Place, Site
from counterclaim.model.source import Citation, Document

SHIPPED = Path(__file__).parents[2] / "src/counterclaim/demo/cases/mali-2021-2025"
HOSTILE = "<script>alert(1)</script> *b* _i_ $x^2$ #let \\textbf{t} `c` [l](u) @k {{q}} ~s~ </p>"
ARABIC = "جماعة نصرة الإسلام"
CANARIES = (
    "CANARYANALYST",
    "CANARYHANDLE",
    "CANARYMAIL",
    "CANARYPATH",
    "CANARYNOTE",
    "CANARYSECRETCLAIM",
    "CANARYSURVIVORPLACE",
    "CANARYREASON",
    "CANARYPRIVATESOURCE",
    "CANARYWITNESS",
)

_INCIDENT = {"id": "i1", "title": "Market day", "place": "Mopti", "window": "2022-03"}


def shipped(folder: Path) -> Case:
    """The shipped case with its data taken in."""
    shutil.copytree(SHIPPED, folder)
    for name in ("sources.json", "claims.csv", "citations.csv", "incidents.csv", "judgements.csv"):
        (folder / name).unlink(missing_ok=True)
    case = Case.open(folder)
    ingest(case, sorted((folder / "sources").glob("*.csv")))
    return case


def rich(folder: Path) -> Case:
    """The shipped data with an invented ledger, hostile text and planted canaries."""
    case = shipped(folder)
    case.write_sources(_sources())
    case.write("citations", _citations())
    case.write("incidents", [Incident.model_validate(_INCIDENT)])
    case.write("claims", _claims())
    case.write("judgements", _judgements())
    case.write("places", [*case.table("places"), *_places()])
    case.write("sites", [*case.table("sites"), *_sites()])
    return case


def _document(id: str, title: str, **more: Any) -> Document:
    fields = {"id": id, "type": "report", "title": title, **more}
    return Document.model_validate(fields)


def _sources() -> list[Document]:
    issued = {"date-parts": [[2022, 5, 3]]}
    return [
        _document("un", "Findings of a mission", publisher="United Nations", issued=issued),
        _document("paper", HOSTILE, author=[{"family": "Özil-Sévaré", "given": "Aïda"}]),
        _document("arabic", ARABIC, publisher=ARABIC),
        _document(
            "post",
            "A post by @CANARYHANDLE on the market",
            type="post",
            author=[{"family": "CANARYWITNESS", "given": "A"}],
            URL="https://t.me/CANARYHANDLE/12",
            note="CANARYNOTE in /home/CANARYPATH/scan.pdf",
        ),
        _document("secret", "CANARYPRIVATESOURCE"),
        _document("unused", "Read and not used"),
    ]


def _citations() -> list[Citation]:
    rows = [("c-un", "un", "p. 4"), ("c-paper", "paper", "12"), ("c-arabic", "arabic", "")]
    rows += [("c-post", "post", ""), ("c-secret", "secret", "")]
    return [Citation(id=i, document=d, locator=at) for i, d, at in rows]


def _claims() -> list[Claim]:
    same = {"counts": "killed", "place": "Mopti", "window": "2022-03", "part_of": "i1"}
    rows: list[dict[str, Any]] = [
        {"id": "k1", "low": 500, "comparator": "at_least", "citations": "c-un", **same},
        {"id": "k2", "low": 203, "best": 203, "high": 203, "comparator": "exact", "voice": "army",
         "status": "claimed", "citations": "c-paper", **same},
        {"id": "k3", "words": "hundreds", "low": 200, "high": 999, "comparator": "vague",
         "citations": "c-post", "voice": ARABIC, **same},
        {"id": "k4", "counts": "disappeared", "low": 20, "comparator": "at_least",
         "place": "Sévaré", "window": "2023", "citations": "c-arabic"},
        {"id": "k5", "counts": "killed", "low": 7, "best": 7, "high": 7, "comparator": "exact",
         "population": HOSTILE, "statement": HOSTILE, "voice": HOSTILE, "window": "2024",
         "status": "contested", "locator": HOSTILE, "citations": "c-paper",
         "note": "CANARYNOTE, ask x@CANARYMAIL.org"},
        {"id": "k6", "counts": "killed", "low": 3, "best": 3, "high": 3, "comparator": "exact",
         "statement": "CANARYSECRETCLAIM", "sensitivity": "withhold", "window": "2024",
         "citations": "c-secret"},
        {"id": "k7", "counts": "share", "low": 70, "high": 80, "comparator": "between",
         "statement": "Signed off by CANARYANALYST Jones, see /home/CANARYPATH/x.docx and "
         "mail to a.b@CANARYMAIL.org", "citations": "c-un"},
    ]  # fmt: skip
    return [Claim.model_validate(row) for row in rows]


def _judgements() -> list[Judgement]:
    return [
        Judgement(
            id="j1",
            kind="claim_incident",
            left="k1",
            right="i1",
            verdict="yes",
            by="CANARYANALYST Jones",
            reason="CANARYREASON",
        )
    ]


def _places() -> list[Place]:
    name = "CANARYSURVIVORPLACE"
    return [
        Place(id="p-survivor", name=name, lat=14.123, lon=-4.321, precision="exact",
              country="Mali", admin1="Mopti")
    ]  # fmt: skip


def _sites() -> list[Site]:
    return [
        Site(id="s-survivor", place="p-survivor", function="detention", sensitivity="survivors"),
        Site(id="s-hidden", place="p-survivor", function="shelter", sensitivity="withhold"),
    ]
