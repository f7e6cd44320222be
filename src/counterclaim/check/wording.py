"""Ids of drafts become the words that a reader sees in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from counterclaim.model.finding import Finding

_LONGEST = 48


def in_words(finding: Finding, shown: Mapping[str, str]) -> Finding:
    """The finding with each draft named by its words in the text, and by where it stands.

    ``shown`` maps ids of drafts to their words. Beside a figure that is told already the id goes.
    """
    if not any(id in finding.explanation for id in shown):
        return finding
    names = "|".join(re.escape(id) for id in shown)
    text = re.sub(rf"\((?:{names}), ", "(", finding.explanation)
    text = re.sub(rf" \((?:{names})\)", "", text)
    text = re.sub(names, lambda found: _quoted(shown[found[0]]), text)
    return finding.model_copy(update={"explanation": text})


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return f"“{short}”"
