"""A future that lay in the past when the document appeared."""

from __future__ import annotations

from counterclaim.check.expired import findings
from counterclaim.ledger import Text
from counterclaim.model.claim import Forecast
from counterclaim.model.source import Document
from tests.check.invented import claim, ledger

DOCUMENT = Document.model_validate({"id": "d", "issued": {"date-parts": [[2025, 8, 28]]}})


def test_a_deadline_before_the_document_s_date_is_told() -> None:
    """Expected by July, told in August."""
    said = claim(
        "c",
        kind="event",
        document="d",
        window="../2025-07-31",
        statement="The troops are expected to leave by the end of July.",
    )
    (found,) = findings(ledger(said, documents=(DOCUMENT,)))
    assert (found.severity, found.claims) == ("warning", ("c",))
    later = said.model_copy(update={"window": claim("x", window="../2025-10-31").window})
    assert list(findings(ledger(later, documents=(DOCUMENT,)))) == []
    past = said.model_copy(update={"statement": "The troops were expected to leave by July."})
    assert list(findings(ledger(past, documents=(DOCUMENT,)))) == []


def test_sentences_without_a_claim_are_read_too() -> None:
    """The text of a document is searched for months that have passed."""
    full = "All is calm. The base is due to close by the end of May 2025."
    text = Text(full, sentences=((0, 12), (13, len(full))))
    (found,) = findings(ledger(documents=(DOCUMENT,), texts={"d": text}))
    assert found.documents[0].span == (13, len(full))
    future = Text(full.replace("2025", "2026"), sentences=text.sentences)
    assert list(findings(ledger(documents=(DOCUMENT,), texts={"d": future}))) == []


def test_an_open_forecast_past_its_horizon_is_told() -> None:
    """A forecast of the case whose time has run out wants to be resolved."""
    dated = claim("c", document="d")
    old = Forecast(id="f", statement="A coup", made_on="2024-01-01", horizon="2024-12-31")
    (found,) = findings(ledger(dated, documents=(DOCUMENT,), forecasts=(old,)))
    assert "f" in found.explanation
    done = old.model_copy(update={"outcome": "0"})
    assert list(findings(ledger(dated, documents=(DOCUMENT,), forecasts=(done,)))) == []
