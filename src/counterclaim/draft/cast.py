"""The parties of a text: who is named where, who acts how often, who could have harmed whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from counterclaim.draft.analysed import Analysed
from counterclaim.draft.names import OWN, Mention, is_observer
from counterclaim.draft.parties import side_of
from counterclaim.draft.perpetrators import Deed, could_harm

_KINDS = ("group", "state", "generic")
_AROUND = 12
"""Sentences before and after a figure whose parties may have done what it counts."""
_MOST_NAMED = 12
_LEAD = 3
_REACH = 3


@dataclass
class Party:
    """A side with its mentions in reading order, each with the number of its sentence."""

    side: str
    named: list[tuple[int, Mention]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As the text names it first."""
        return self.named[0][1].name.removeprefix(OWN) if self.named else self.side

    @cached_property
    def kind(self) -> str:
        """What most of its mentions are."""
        return Counter(mention.kind for _, mention in self.named).most_common(1)[0][0]

    def in_sentence(self, at: int) -> list[Mention]:
        """Its mentions in sentence number ``at``."""
        first, last = bisect_left(self._numbers, at), bisect_right(self._numbers, at)
        return [mention for _, mention in self.named[first:last]]

    def around(self, at: int) -> tuple[int, int]:
        """The last sentence before and the first after ``at`` that names it; -1 for none."""
        first, last = bisect_left(self._numbers, at), bisect_right(self._numbers, at)
        before = self._numbers[first - 1] if first else -1
        return before, self._numbers[last] if last < len(self._numbers) else -1

    @cached_property
    def _numbers(self) -> list[int]:
        return [number for number, _ in self.named]


class Told:
    """Deeds in reading order."""

    def __init__(self, deeds: list[Deed]) -> None:
        self.deeds = deeds
        self._numbers = [deed.at for deed in deeds]

    @cached_property
    def most(self) -> str:
        """The side of most deeds."""
        counts = Counter(side_of(deed.doer) for deed in self.deeds).most_common(1)
        return counts[0][0] if counts else ""

    def around(self, at: int) -> tuple[Deed | None, Deed | None]:
        """The last deed up to sentence ``at`` and the first after it."""
        place = bisect_right(self._numbers, at)
        last = self.deeds[place - 1] if place else None
        return last, self.deeds[place] if place < len(self.deeds) else None


class Cast:
    """All parties of an analysed text, by side."""

    def __init__(self, text: Analysed) -> None:
        self.text = text
        self.parties: dict[str, Party] = {}
        self.in_sentence: list[list[Mention]] = []
        for at, mentions in enumerate(text.mentions):
            sides = [m for m in mentions if m.kind in _KINDS]
            self.in_sentence.append(sides)
            for mention in sides:
                side = side_of_mention(mention)
                self.parties.setdefault(side, Party(side)).named.append((at, mention))
        self.total = sum(len(party.named) for party in self.parties.values())
        self._sides: dict[str, str] = {}
        self._foes: dict[str, list[str]] = {}
        self._able: dict[str, Told] = {}

    def side(self, name: str) -> str:
        """The side of a name or of a phrase about it: "fighters of the Front"; empty for none."""
        if name and name not in self._sides:
            side, low = side_of(name), f" {name.lower()} "
            inside = [known for known in self.proper if f" {known} " in low]
            self._sides[name] = side if side in self.parties else max(inside, key=len, default=side)
        return self._sides.get(name, "")

    @cached_property
    def ranked(self) -> list[str]:
        """The sides, most named first."""
        return sorted(self.parties, key=lambda side: -len(self.parties[side].named))

    @cached_property
    def proper(self) -> Counter[str]:
        """How often each side is called by a name, observers left out."""
        found = Counter[str]()
        for side, party in self.parties.items():
            count = sum(mention.kind != "generic" for _, mention in party.named)
            if count and not is_observer(side):
                found[side] = count
        return found

    @cached_property
    def deeds(self) -> Counter[str]:
        """How many deeds the text tells of each side."""
        return Counter(self.side(deed.doer) for deed in self.text.deeds.found)

    @cached_property
    def top_doer(self) -> str:
        """The side of most deeds."""
        return next((side for side, _ in self.deeds.most_common(1)), "")

    @cached_property
    def lead(self) -> frozenset[str]:
        """The sides named in the first sentences."""
        return frozenset(side_of_mention(m) for ms in self.in_sentence[: _LEAD + 1] for m in ms)

    @cached_property
    def opening(self) -> str:
        """The side that the text names first."""
        return next((side_of_mention(ms[0]) for ms in self.in_sentence if ms), "")

    @cached_property
    def two_sided(self) -> bool:
        """Two sides have three fifths of all names."""
        first = sum(count for _, count in self.proper.most_common(2))
        return first >= 0.6 * max(1, sum(self.proper.values()))

    def foes(self, loser: str) -> list[str]:
        """Sides that could have harmed ``loser``, most named first."""
        if loser not in self._foes:
            own = self.side(loser)
            named = [side for side, _ in self.proper.most_common() if side != own]
            self._foes[loser] = [side for side in named if could_harm(side, loser)]
        return self._foes[loser]

    def able(self, loser: str) -> Told:
        """The deeds of those who could have harmed ``loser``."""
        if loser not in self._able:
            found = self.text.deeds.found
            self._able[loser] = Told([deed for deed in found if could_harm(deed.doer, loser)])
        return self._able[loser]

    @cached_property
    def doing(self) -> Mapping[int, set[str]]:
        """The sides that act in each sentence."""
        found = defaultdict[int, set[str]](set)
        for deed in self.text.deeds.found:
            found[deed.at].add(self.side(deed.doer))
        return found

    def last_named(self, at: int) -> int:
        """The last sentence before ``at`` that names any party; -1 for none."""
        return next((n for n in range(at - 1, -1, -1) if self.in_sentence[n]), -1)

    def near(self, at: int, block: int) -> list[Party]:
        """The parties named around sentence ``at`` or in its paragraph, and the most named."""
        wanted = dict.fromkeys(self.ranked[:_MOST_NAMED])
        first, last = max(0, at - _AROUND), min(len(self.in_sentence), at + _REACH + 1)
        while first and self.text.sentences[first - 1].block == block:
            first -= 1
        for number in range(first, last):
            wanted |= dict.fromkeys(side_of_mention(m) for m in self.in_sentence[number])
        return [self.parties[side] for side in wanted]


def side_of_mention(mention: Mention) -> str:
    """The side of a mention, "its troops" those of "troops"."""
    return side_of(mention.name.removeprefix(OWN))


def sides_of(mentions: Sequence[Mention]) -> list[str]:
    """The sides of mentions, in their order."""
    return [side_of_mention(mention) for mention in mentions]
