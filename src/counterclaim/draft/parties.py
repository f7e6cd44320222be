"""The sides of a text: which armed parties it names most, and who stands against whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from counterclaim.draft.names import OWN, Mention, gazetteer

_LEAST_MENTIONS = 2


@dataclass
class Parties:
    """How often each side is named; a state's troops, people and name are one side."""

    counts: Counter[str] = field(default_factory=Counter)
    names: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, mentions: Iterable[Mention]) -> None:
        """Count the sides that a sentence names."""
        for mention in mentions:
            if mention.kind in ("group", "state") and not mention.name.startswith(OWN):
                side = side_of(mention.name)
                self.counts[side] += 1
                self.names.setdefault(side, Counter())[_shown(side, mention.name)] += 1

    def opponent(self, name: str) -> str:
        """The other of the two sides that the text names most; empty where there is none."""
        side = side_of(name)
        leading = [s for s, n in self.counts.most_common(3) if n >= _LEAST_MENTIONS]
        if side not in leading[:2]:
            return ""
        others = [s for s in leading[:2] if s != side]
        return self.names[others[0]].most_common(1)[0][0] if others else ""


def side_of(name: str) -> str:
    """The state of "Ruritanian soldiers", else the name without its general words."""
    lists = gazetteer()
    words = name.lower().replace("-led", "").replace("-backed", "").split()
    for width in (3, 2, 1):
        for at in range(len(words) - width + 1):
            country = lists.countries.get(" ".join(words[at : at + width]))
            if country:
                return country.lower()
    kept = [w for w in words if w not in lists.heads and w not in ("group", "the")]
    return " ".join(kept) or name.lower()


def _shown(side: str, name: str) -> str:
    """States are shown by their own name, groups as the text writes them."""
    countries = {c.lower(): c for c in gazetteer().countries.values()}
    return countries.get(side, name)
