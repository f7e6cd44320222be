"""Words by which a sentence attributes what it says to somebody."""

from __future__ import annotations

import re

_ATTRIBUTES = re.compile(
    r"\b(?:said|says?|saying|claim(?:s|ed|ing)?|accord(?:ing|s) to|report(?:s|ed|edly|ing)|"
    r"announc\w+|alleg\w+|admit\w*|acknowledg\w+|stat(?:es|ed|ing)|told|accus\w+|estimated?|"
    r"selon|d'après|affirm\w+|déclar\w+|annonc\w+|dit|indiqu\w+)\b",
    re.IGNORECASE,
)


def attributes(sentence: str) -> bool:
    """True if the sentence names a saying, reporting or claiming."""
    return bool(_ATTRIBUTES.search(sentence))
