"""An invented ledger: claims that are true of an invented world, and contradictions planted in it.

Truth comes first (a number of acts and deaths for every actor, place and month), claims are drawn
from it, so all of them can be true together. A planted contradiction is a handful of claims of one
voice about an actor of whom the ledger otherwise says other, compatible things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from counterclaim.ledger import Ledger
from counterclaim.model.actor import Actor
from counterclaim.model.claim import Claim
from counterclaim.model.place import Place

YEARS = (2019, 2020, 2021, 2022, 2023)
_SPAN = f"{YEARS[0]}/{YEARS[-1]}"
_VOICES = ("author", "", "a ministry", "a rights group", "a newspaper")
_SYLLABLES = ("ka", "ro", "mi", "tan", "bel", "su", "dor", "ne", "vil", "osh", "am", "pir")


@dataclass(frozen=True)
class Invented:
    """A ledger and the ids of the claims that were planted in it, one set per contradiction."""

    ledger: Ledger
    planted: tuple[frozenset[str], ...]

    @property
    def planted_claims(self) -> frozenset[str]:
        """Every planted claim."""
        return frozenset().union(*self.planted)


def invented_ledger(claims: int = 1000, planted: int = 50, seed: int = 0) -> Invented:
    """A ledger of ``claims`` claims with ``planted`` contradictions; the same for the same seed."""
    chance = Random(seed)
    makers = [_PLANTS[at % len(_PLANTS)] for at in range(planted)]
    wrong: list[list[Claim]] = []
    scenes: list[_Scene] = []
    for at, maker in enumerate(makers):
        scene = _Scene(chance, f"p{at}")
        scenes.append(scene)
        wrong.append(maker(scene))
    true: list[Claim] = []
    while len(true) + sum(map(len, wrong)) < claims:
        scene = _Scene(chance, f"t{len(scenes)}")
        scenes.append(scene)
        true += scene.true_claims()
    room = claims - sum(map(len, wrong))
    everything = [claim for group in wrong for claim in group] + true[: max(0, room)]
    chance.shuffle(everything)
    return Invented(_bound(everything, scenes), tuple(frozenset(c.id for c in g) for g in wrong))


class _Scene:
    """One actor, its opponent and a place within a region, with what really happened there."""

    def __init__(self, chance: Random, id: str) -> None:
        self.chance, self.id, self._made = chance, id, 0
        self.actor, self.target = f"{_name(chance)} {id}", f"{_name(chance)} {id} rivals"
        self.place, self.region = f"{_name(chance)}-{id}", f"region {_name(chance)}-{id}"
        self.acts = {year: chance.randint(4, 60) for year in YEARS}
        self.deaths = {year: acts * chance.randint(1, 4) | 1 for year, acts in self.acts.items()}

    def claim(self, **cells: Any) -> Claim:
        """A claim of the scene; cells that are not given are its own."""
        self._made += 1
        own = {"actor": self.actor, "target": self.target, "place": self.place, "counts": "acts"}
        return Claim.model_validate({"id": f"{self.id}-{self._made}", **own, **cells})

    def true_claims(self) -> list[Claim]:
        """Claims that the scene's truth bears out, in several voices."""
        return [claim for maker in (self._yearly, self._spans, self._wholes) for claim in maker()]

    def _yearly(self) -> Iterator[Claim]:
        for year, acts in self.acts.items():
            deaths = self.deaths[year]
            yield self.claim(window=year, voice=self._voice(), **exactly(acts))
            yield self.claim(
                window=year, voice=self._voice(), **self._loosely(deaths), counts="killed"
            )

    def _spans(self) -> Iterator[Claim]:
        most, summed = max(self.acts.values()), sum(self.acts.values())
        yield self.claim(window=_SPAN, comparator="never_more_than", high=most, unit="year")
        yield self.claim(window=_SPAN, **exactly(summed))
        yield self.claim(window="2019/2020", comparator="at_least", low=self.acts[2019])
        yield self.claim(window=_SPAN, counts="killed", **self._loosely(sum(self.deaths.values())))

    def _wholes(self) -> Iterator[Claim]:
        deaths = sum(self.deaths.values())
        more = deaths + self.chance.randint(0, 50)
        yield self.claim(window=_SPAN, counts="casualties", comparator="at_least", low=deaths)
        yield self.claim(window=_SPAN, counts="killed", place=self.region, **exactly(more))
        yield self.claim(window="2023", counts="troops", **exactly(self.chance.randint(50, 5000)))
        yield self.claim(counts="killed", comparator="vague", words="dozens")

    def _loosely(self, value: int) -> dict[str, Any]:
        slack = self.chance.randint(0, value // 2)
        return self.chance.choice(
            [
                exactly(value),
                {"comparator": "at_least", "low": value - slack},
                {"comparator": "at_most", "high": value + slack},
                {"comparator": "between", "low": value - slack, "high": value + slack},
            ]
        )

    def _voice(self) -> str:
        return self.chance.choice(_VOICES)


def exactly(value: int) -> dict[str, Any]:
    """The cells of an exact figure."""
    return {"comparator": "exact", "low": value, "best": value, "high": value}


def _above_the_maximum(scene: _Scene) -> list[Claim]:
    year = scene.chance.choice(YEARS)
    most = scene.acts[year] - scene.chance.randint(1, 3)
    return [
        scene.claim(window=year, **exactly(scene.acts[year])),
        scene.claim(window=_SPAN, comparator="never_more_than", high=most, unit="year"),
    ]


def _broken_rise(scene: _Scene) -> list[Claim]:
    return [
        scene.claim(window=_SPAN, counts="killed", comparator="rises_each", unit="year"),
        scene.claim(window=YEARS[-1], counts="killed", comparator="zero", **_figure(0)),
    ]


def _wrong_sum(scene: _Scene) -> list[Claim]:
    parts = [scene.claim(window=_SPAN, **exactly(acts)) for acts in scene.acts.values()]
    wrong = _misadded(scene)
    ids = tuple(part.id for part in parts)
    return [*parts, scene.claim(window=_SPAN, relation="total_of", operand=ids, **exactly(wrong))]


def _misadded(scene: _Scene) -> int:
    """A total that is off by a little, and that no reader would take for a rounded one."""
    wrong = sum(scene.acts.values()) + scene.chance.choice((-2, -1, 1, 2))
    return wrong if wrong % 100 else wrong + 7


def _wrong_years(scene: _Scene) -> list[Claim]:
    wrong = _misadded(scene)
    yearly = [scene.claim(window=year, **exactly(acts)) for year, acts in scene.acts.items()]
    return [*yearly, scene.claim(window=_SPAN, **exactly(wrong))]


def _part_above_whole(scene: _Scene) -> list[Claim]:
    whole, more = scene.acts[2021] * 3, scene.chance.randint(1, 9)
    return [
        scene.claim(window="2021-05", counts="killed", **exactly(whole + more)),
        scene.claim(window="2021", counts="killed", place=scene.region, **exactly(whole)),
    ]


def _figure_against_bound(scene: _Scene) -> list[Claim]:
    value, more = scene.deaths[2020], scene.chance.randint(1, 9)
    return [
        scene.claim(window="2020", counts="killed", **exactly(value)),
        scene.claim(window="2020", counts="killed", comparator="at_least", low=value + more),
    ]


def _more_killed_than_harmed(scene: _Scene) -> list[Claim]:
    value = scene.deaths[2022]
    return [
        scene.claim(window="2022", counts="killed", **exactly(value)),
        scene.claim(window="2022", counts="casualties", comparator="at_most", high=value - 1),
    ]


def _wrong_share(scene: _Scene) -> list[Claim]:
    base = scene.claim(window="2023", counts="killed", **exactly(1237))
    part = scene.claim(window="2023", counts="killed", population="civilians", **exactly(311))
    share = {"counts": "share", "relation": "share_of", "operand": (base.id, part.id)}
    return [base, part, scene.claim(window="2023", comparator="between", low=40, high=50, **share)]


_PLANTS: tuple[Callable[[_Scene], list[Claim]], ...] = (
    _above_the_maximum,
    _broken_rise,
    _wrong_sum,
    _wrong_years,
    _part_above_whole,
    _figure_against_bound,
    _more_killed_than_harmed,
    _wrong_share,
)


def _figure(value: int) -> dict[str, int]:
    return {"low": value, "best": value, "high": value}


def _bound(claims: list[Claim], scenes: list[_Scene]) -> Ledger:
    actors = [name for scene in scenes for name in (scene.actor, scene.target)]
    places = [Place(id=s.place, name=s.place, admin1=s.region) for s in scenes]
    regions = [Place(id=s.region, name=s.region) for s in scenes]
    return Ledger(
        claims=tuple(claims),
        actors=tuple(Actor(id=name, name=name) for name in actors),
        places=(*places, *regions),
    )


def _name(chance: Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()
