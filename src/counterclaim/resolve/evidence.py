"""The features by which records of two datasets are compared, and what is usual for each.

``matches`` are shares among records of one incident, ``others`` among records that merely lie
close: figures of experience that the data at hand correct (see ``scores``).
"""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.resolve import agreement
from counterclaim.resolve.candidates import Pairs
from counterclaim.resolve.mentions import MENTIONS, mention_levels
from counterclaim.resolve.records import Engine, Records, Shared
from counterclaim.resolve.scores import Feature, Levels
from counterclaim.resolve.sides import PARTIES, Company, party_levels

PLACES = tuple(f"{where}, {name}" for where in agreement.WHERE for name in agreement.PLACE_NAMES)
_WHERE_MATCHES = (
    0.34, 0.06, 0.05, 0.03, 0.015, 0.005,  # points
    0.12, 0.07, 0.04, 0.01,  # rough points
    0.14, 0.10, 0.02,  # areas
)  # fmt: skip
_WHERE_OTHERS = (
    0.05, 0.015, 0.03, 0.08, 0.22, 0.03,
    0.02, 0.04, 0.08, 0.10,
    0.11, 0.18, 0.05,
)  # fmt: skip
# names given the place: same, alike, other, not given
_NAMES_MATCHES = (
    (0.85, 0.07, 0.06, 0.02), (0.60, 0.10, 0.27, 0.03), (0.40, 0.10, 0.47, 0.03),
    (0.25, 0.08, 0.64, 0.03), (0.20, 0.06, 0.70, 0.04), (0.15, 0.05, 0.75, 0.05),
    (0.70, 0.10, 0.18, 0.02), (0.07, 0.05, 0.85, 0.03), (0.07, 0.05, 0.84, 0.04),
    (0.07, 0.05, 0.83, 0.05),
    (0.25, 0.07, 0.58, 0.10), (0.10, 0.05, 0.05, 0.80), (0.05, 0.02, 0.02, 0.91),
)  # fmt: skip
_NAMES_OTHERS = (
    (0.70, 0.05, 0.22, 0.03), (0.10, 0.03, 0.84, 0.03), (0.04, 0.02, 0.91, 0.03),
    (0.01, 0.02, 0.94, 0.03), (0.005, 0.02, 0.945, 0.03), (0.005, 0.02, 0.925, 0.05),
    (0.30, 0.04, 0.63, 0.03), (0.01, 0.02, 0.94, 0.03), (0.005, 0.02, 0.945, 0.03),
    (0.005, 0.02, 0.925, 0.05),
    (0.04, 0.02, 0.84, 0.10), (0.01, 0.01, 0.01, 0.97), (0.005, 0.005, 0.005, 0.985),
)  # fmt: skip


def _crossed(where: tuple[float, ...], names: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    return tuple(w * n for w, row in zip(where, names, strict=True) for n in row)


FEATURES: tuple[Feature, ...] = (
    Feature(
        "dates",
        agreement.DATES,
        (0.67, 0.07, 0.02, 0.06, 0.02, 0.10, 0.035, 0.015, 0.006),
        (0.08, 0.06, 0.04, 0.08, 0.08, 0.15, 0.14, 0.13, 0.34),
    ),
    Feature(
        "place",
        PLACES,
        _crossed(_WHERE_MATCHES, _NAMES_MATCHES),
        _crossed(_WHERE_OTHERS, _NAMES_OTHERS),
    ),
    Feature(
        "parties",
        PARTIES,
        (0.48, 0.30, 0.04, 0.08, 0.03, 0.07, 0),
        (0.14, 0.16, 0.03, 0.24, 0.04, 0.39, 0),
        silent=len(PARTIES) - 1,
    ),
    Feature("kind", agreement.KINDS_AGREE, (0.74, 0.18, 0.08, 0), (0.44, 0.18, 0.38, 0), silent=3),
    Feature(
        "deaths",
        agreement.DEATHS,
        (0.07, 0.17, 0.34, 0.06, 0.13, 0.10, 0.08, 0.05, 0),
        (0.005, 0.04, 0.26, 0.01, 0.12, 0.14, 0.20, 0.225, 0),
        silent=len(agreement.DEATHS) - 1,
    ),
    Feature("text", MENTIONS, (0.45, 0.55, 0), (0.08, 0.92, 0), silent=2),
)


def compare(
    left: Records, right: Records, pairs: Pairs, shared: Shared, company: Company, engine: Engine
) -> tuple[tuple[Levels, ...], agreement.Gaps]:
    """The levels (n,) of every feature in the order of FEATURES, and the gaps behind them.

    Texts are searched for the other's place only where the names of the places differ and the
    rest leaves hope.
    """
    gap = agreement.gaps(left, right, pairs)
    place = agreement.place_levels(left, right, pairs, gap, shared.places)
    parties = party_levels(left, right, pairs, shared.sides, company)
    kinds = agreement.kind_levels(left, right, pairs)
    asked = (place % len(agreement.PLACE_NAMES) > 1) & (gap.days <= 3)
    asked &= (parties != PARTIES.index("parties unlike")) & (kinds != 2)
    return (
        agreement.date_levels(left, right, pairs, gap),
        place,
        parties,
        kinds,
        agreement.death_levels(left, right, pairs),
        mention_levels(left, right, pairs, asked, shared.places, engine),
    ), gap


def described(levels: Sequence[Levels], at: int) -> dict[str, str]:
    """In words what was seen of the pair at position ``at``."""
    pairs = zip(FEATURES, levels, strict=True)
    return {feature.name: feature.levels[level[at]] for feature, level in pairs}
