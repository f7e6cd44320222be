"""What is claimed, by whom, with which sources; and what is computed from claims alone."""

from counterclaim.ledger.book import Ledger
from counterclaim.ledger.text import Text

__all__ = ["Ledger", "Text"]
