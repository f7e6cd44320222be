"""Words for a size or a change against the figures of the same ledger.

``most``, ``doubled``, ``high-fatality``, ``more than the year before`` are held against shares,
ratios and means. Words are elastic: "doubled" is let pass down to half of that rise, "most" down
to some 43%, a mean down to half of what the word leads to expect. A direction
that is wrong is told always.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.check.cells import Cells
from counterclaim.check.context import PATTERNS
from counterclaim.check.editor import finding
from counterclaim.check.logic_terms import is_told_backwards, relation_of
from counterclaim.check.part_of_whole import Wholes
from counterclaim.check.ranges import range_of
from counterclaim.check.telling import listed, number
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.period import Period

KIND = "words_against_ratio"
# Words, and the least (or most) ratio of the first to the second operand that they stand for.
_TIMES: tuple[tuple[str, float], ...] = (
    (r"\bdoubl\w+|\btwice\b", 2.0),
    (r"\btripl\w+|\bthreefold\b", 3.0),
    (r"\bquadrupl\w+|\bfourfold\b", 4.0),
    (r"\btenfold\b", 10.0),
    (r"\bhalv\w+|\bby half\b", 0.5),
    (r"\b(?:vast|overwhelming) majority\b|\bnearly all\b", 0.8),
    (r"\bmajority\b|\bmost of\b|\bla plupart\b", 0.51),
)
# Ratios that are shares of a whole rather than changes, and how far below them is still let pass.
_OF_ALL, _MOST_SLACK = frozenset({0.8, 0.51}), 0.85
# Deaths for each act that "high-fatality" and the like lead a reader to expect.
_DEADLY = re.compile(r"\b(?:high[- ](?:fatality|casualty)|mass[- ]casualty|deadliest)\b", re.I)
_DEADLY_MEAN = 5.0
_MORE = frozenset({"greater_than_previous_year", "more_than_before", "increase"})
_FEWER = frozenset({"less_than_previous_year", "fewer_than_before", "decrease"})
_FACTOR = 2.0


@dataclass(frozen=True)
class Pair:
    """Two figures and the ratio of the first to the second, as far as it is known."""

    first: Claim
    second: Claim
    low: float
    high: float

    @property
    def told(self) -> str:
        """The ratio as it is printed, one number where both ends round to it."""
        ends = dict.fromkeys((f"{self.low:.1f}", f"{self.high:.1f}"))
        return " to ".join(ends)


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every word of size or change that the figures miss by a factor of two, or in direction."""
    cells, wholes = Cells(ledger), Wholes(ledger)
    for claim in cells.speaking:
        words = f"{claim.words} {ledger.sentence(claim)}"
        yield from _times(ledger, cells, claim, words)
        yield from _deadly(ledger, wholes, claim, words)
        if claim.relation in _MORE | _FEWER:
            yield from _direction(ledger, cells, claim)


def _times(ledger: Ledger, cells: Cells, claim: Claim, words: str) -> Iterator[Finding]:
    pair = _operands(ledger, cells, claim, words)
    meant = next((times for pattern, times in _TIMES if re.search(pattern, words, re.I)), None)
    if pair is None or meant is None or claim.comparator in PATTERNS or claim.low is not None:
        return
    if _misses(pair, meant):
        yield _finding(
            ledger,
            [claim, pair.first, pair.second],
            f"the words stand for a ratio of {number(meant)}, the figures give {pair.told}",
        )


def _misses(pair: Pair, meant: float) -> bool:
    """True if the figures change by less than half of what the word says, or fall short of most."""
    if meant >= 1:
        return pair.high < 1 + (meant - 1) / _FACTOR
    return pair.high < meant * _MOST_SLACK if meant in _OF_ALL else pair.low > (1 + meant) / _FACTOR


def _operands(ledger: Ledger, cells: Cells, claim: Claim, words: str) -> Pair | None:
    known = [ledger.by_id[o] for o in claim.operand if o in ledger.by_id]
    placed = [cells.of[c.id] for c in known if c.id in cells.of]
    if relation_of(claim) == "share_of":
        known.reverse()  # a share names its base first
    elif len(placed) == len(known) == 2 and is_told_backwards(words, *placed):
        known.reverse()
    return _pair(ledger, known[0], known[1]) if len(known) == 2 else None


def _pair(ledger: Ledger, first: Claim, second: Claim) -> Pair | None:
    one, two = range_of(first, ledger.rules), range_of(second, ledger.rules)
    if one.low is None or one.high is None or not two.low or two.high is None:
        return None
    return Pair(first, second, one.low / two.high, one.high / two.low)


def _deadly(ledger: Ledger, wholes: Wholes, claim: Claim, words: str) -> Iterator[Finding]:
    """ "High-fatality attacks" of an actor whose attacks kill few on the mean."""
    word = _DEADLY.search(words)
    if not word or not claim.actor or claim.kind != "relation":
        return
    for total in wholes.totals:
        acts = wholes.beside(total, "acts") if total.counts == "killed" else None
        if acts is None or not _same_actor(ledger, claim, total):
            continue
        pair = _pair(ledger, total, acts)
        largest = max((p.low or 0 for p in wholes.parts(total)), default=0)
        if pair is None or not total.high or not acts.low or acts.low < 2:
            continue
        rest = max(0.0, total.high - largest) / (acts.low - 1)
        if min(pair.high, rest) * _FACTOR <= _DEADLY_MEAN:
            without = f", {rest:.1f} without the largest" if largest else ""
            yield _finding(
                ledger,
                [claim, total, acts],
                f"“{word[0]}” stands beside a mean of {pair.high:.1f} deaths an act{without}",
            )
            return


def _same_actor(ledger: Ledger, left: Claim, right: Claim) -> bool:
    one, two = ledger.actor_id(left.actor), ledger.actor_id(right.actor)
    return left.document == right.document and bool(ledger.members(one) & ledger.members(two))


def _direction(ledger: Ledger, cells: Cells, claim: Claim) -> Iterator[Finding]:
    """ "More than the year before" where every figure of both years says the contrary."""
    pairs = list(_year_pairs(ledger, cells, claim))
    rising = claim.relation in _MORE
    wrong = [pair for pair in pairs if (pair.high < 1 if rising else pair.low > 1)]
    if pairs and len(wrong) == len(pairs):
        claims = [c for pair in wrong for c in (pair.first, pair.second)]
        word = "more" if rising else "fewer"
        yield _finding(ledger, [claim, *claims], f"the words say {word}, the figures the contrary")


def _year_pairs(ledger: Ledger, cells: Cells, claim: Claim) -> Iterator[Pair]:
    before = _year_before(claim.window)
    if before is None or claim.window is None:
        return
    actor = ledger.actor_id(claim.actor)
    now, then = dict[str, Claim](), dict[str, Claim]()
    for other in cells.speaking:
        cell = cells.of.get(other.id)
        if cell is None or cell.window is None or other.comparator in PATTERNS:
            continue
        if cell.scope.actor == actor and other.document == claim.document:
            if cell.window.same_days(claim.window):
                now.setdefault(cell.scope.counts, other)
            elif cell.window.same_days(before):
                then.setdefault(cell.scope.counts, other)
    for counts in sorted(now.keys() & then.keys()):
        pair = _pair(ledger, now[counts], then[counts])
        if pair is not None:
            yield pair


def _year_before(window: Period | None) -> Period | None:
    if window is None or window.start is None or (window.days or 0) not in {365, 366}:
        return None
    return Period.year(window.start.year - 1)


def _finding(ledger: Ledger, claims: list[Claim], against: str) -> Finding:
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        claims,
        f"The words do not fit the figures: {listed(ledger, claims)}; {against}.",
        "Give the figure instead of the word, or the word that the figures bear.",
    )
