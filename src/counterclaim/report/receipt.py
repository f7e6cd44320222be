"""What an ingest has to say: rows, issues, names never seen, and what to ask the analyst."""

from __future__ import annotations

from counterclaim.ingest.receipt import Receipt


def write(receipt: Receipt) -> str:
    """A receipt as a few lines."""
    return str(receipt)
