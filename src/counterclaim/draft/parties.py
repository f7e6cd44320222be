"""The sides of a text: which armed parties it names most, and who stands against whom."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from counterclaim.draft.language import Token
from counterclaim.draft.names import OWN, Mention, gazetteer, is_observer
from counterclaim.draft.word_lists import word_list

_LEAST_MENTIONS = 2
_AGAINST = frozenset(
    ["against", "targeting", "attacked", "ambushed", "fighting", "killed", "contre", "visant"]
)
_LOSSES = frozenset(["fatalities", "casualties", "losses", "deaths", "dead", "killed", "pertes"])
_ATTACKS = frozenset(
    [
        "attack",
        "attacks",
        "strikes",
        "operations",
        "offensive",
        "ambush",
        "raid",
        "raids",
        "airstrikes",
    ]
)
_PLACE_LEADS = word_list("parties_place_leads")


@dataclass
class Parties:
    """How often each side is named; a state's troops, people and name are one side."""

    counts: Counter[str] = field(default_factory=Counter)
    fights: dict[str, Counter[str]] = field(default_factory=dict)
    names: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, tokens: Sequence[Token], mentions: Iterable[Mention]) -> None:
        """Count the sides that a sentence names; a state named as a place is none."""
        for mention in mentions:
            before = tokens[mention.first - 1].low if mention.first else ""
            if mention.kind == "state" and before in _PLACE_LEADS:
                continue
            named = mention.kind in ("group", "state") and not mention.name.startswith(OWN)
            if named and not is_observer(mention.name):
                side = side_of(mention.name)
                self.counts[side] += 1
                self.names.setdefault(side, Counter())[_shown(side, mention.name)] += 1

    def fight(self, actor: str, target: str) -> None:
        """Note that the text shows one side harming the other."""
        left, right = side_of(actor), side_of(target)
        if left != right:
            for side, shown in ((left, target), (right, actor)):
                self.fights.setdefault(side, Counter())[shown] += 1

    def read(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        """Note who stands against whom in a sentence: "A attacks on B", "A ... against B"."""
        sides = [m for m in mentions if m.kind in ("group", "state") and not is_observer(m.name)]
        for left, right in itertools.pairwise(sides):
            between = [token.low for token in tokens[left.last + 1 : right.first]]
            if _AGAINST & set(between) and len(between) <= 12:
                self.fight(left.name, right.name)
        loser, actor = loser_and_actor(tokens, sides)
        if loser and actor:
            self.fight(actor, loser)

    def opponent(self, name: str) -> str:
        """Whom the text shows against ``name``; else the other of its two leading sides."""
        side = side_of(name)
        if side in self.fights:
            return self.fights[side].most_common(1)[0][0]
        leading = [s for s, n in self.counts.most_common(3) if n >= _LEAST_MENTIONS]
        third = self.counts[leading[2]] if len(leading) > 2 else 0
        if side not in leading[:2] or 2 * third > self.counts[leading[min(1, len(leading) - 1)]]:
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


def loser_and_actor(tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[str, str]:
    """Of "A fatalities resulting from B attacks" A and B; empty strings where not so put."""
    named = [m for m in mentions if m.kind in ("group", "state")]
    hurt = [m.name for m in named if _followed(tokens, m, _LOSSES)]
    acting = [m.name for m in named if _followed(tokens, m, _ATTACKS)]
    return (hurt or [""])[0], (acting or [""])[0]


def _followed(tokens: Sequence[Token], mention: Mention, words: frozenset[str]) -> bool:
    return any(t.low in words for t in tokens[mention.last + 1 : mention.last + 3])


def _shown(side: str, name: str) -> str:
    """States are shown by their own name, groups as the text writes them."""
    countries = {c.lower(): c for c in gazetteer().countries.values()}
    return countries.get(side, name)
