"""Which of several licences binds most: an export is under the strictest of what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Earlier is freer. A licence that none of these describes is taken to allow nothing.
_ORDER: tuple[tuple[str, str], ...] = (
    (r"public domain|cc0|no rights reserved", "public domain"),
    (r"cc[- ]by[- ]nc[- ]nd|attribution-noncommercial-noderiv", "CC BY-NC-ND"),
    (r"cc[- ]by[- ]nd|attribution-noderiv", "CC BY-ND"),
    (r"cc[- ]by[- ]nc[- ]sa|attribution-noncommercial-sharealike", "CC BY-NC-SA"),
    (r"cc[- ]by[- ]nc|attribution-noncommercial", "CC BY-NC"),
    (r"cc[- ]by[- ]sa|attribution-sharealike|odbl", "CC BY-SA"),
    (r"cc[- ]by|creative commons attribution|\bmit\b|apache|bsd", "CC BY"),
)
_STRICTNESS = {
    name: strictness
    for strictness, name in enumerate(
        (
            *("public domain", "CC BY", "CC BY-SA", "CC BY-NC", "CC BY-NC-SA"),
            *("CC BY-ND", "CC BY-NC-ND"),
        )
    )
}
UNKNOWN = len(_STRICTNESS)


def strictness(licence: str) -> int:
    """How much a licence forbids: 0 for public domain, more for each condition."""
    for pattern, name in _ORDER:
        if re.search(pattern, licence, re.IGNORECASE):
            return _STRICTNESS[name]
    return UNKNOWN


def strictest(licences: Iterable[str]) -> str:
    """The licence that binds most, as it was written; empty without any."""
    stated = sorted({licence.strip() for licence in licences if licence.strip()})
    return max(stated, key=strictness, default="")
