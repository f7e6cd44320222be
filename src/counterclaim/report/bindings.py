"""Figures bound in the analyst's own text: ``{{figure measure period}}`` and the like in words.

What may stand in double braces:

``figure MEASURE PERIOD`` or a code such as ``T1-2024-J``
    the answer of the data: ``299 people (233-636)``, ``cannot be separated``
``claim ID``
    what was reported: ``at least 81 people``
``derivation ID``
    what is computed from claims or cells
``finding ID``
    the sentence of a finding
``table ID``, ``chart ID``, ``map``, ``section NAME``
    blocks, in a paragraph of their own
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from counterclaim.case.definitions import Derivation
from counterclaim.count.counter import Counter
from counterclaim.count.scorecard import Cell
from counterclaim.errors import NotFound
from counterclaim.ledger.derivations import derive
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity
from counterclaim.report.claim_words import claim_words, with_unit
from counterclaim.report.material import Material
from counterclaim.report.register import Printed, printed
from counterclaim.report.sections import SECTIONS
from counterclaim.report.sections.reported import sources_of
from counterclaim.report.sections.scorecards import table
from counterclaim.report.tree import Block, Inline, chart, marked, words
from counterclaim.report.words import marks, number, quantity_words

REFUSALS = {
    Status.REFUSED: "cannot be given",
    Status.NOT_SEPARABLE: "cannot be separated",
    Status.NOT_RECORDED: "not recorded",
    Status.NOT_COVERED: "not covered by the data",
}
BLOCKS = frozenset({"table", "chart", "map", "section"})


@dataclass
class Bindings:
    """Binds names in a text to the case; remembers what it printed."""

    material: Material
    printed: list[Printed] = field(default_factory=list)

    def inline(self, said: str) -> list[Inline]:
        """The words for what stands in braces; raises ``NotFound`` or ``PeriodError``."""
        kind, _, rest = said.strip().partition(" ")
        named = self._kinds.get(kind)
        if named:
            return named(rest.strip())
        return self._figure(said.strip())

    def blocks(self, said: str) -> list[Block]:
        """The blocks for what stands in braces by itself."""
        kind, _, name = said.strip().partition(" ")
        name = name.strip()
        if kind == "section":
            return SECTIONS[_one_of(name, SECTIONS, "section")](self.material)
        if kind == "map":
            return [chart("map")]
        cards = {s.scorecard.id: s for s in self.material.scored}
        if kind == "table":
            return table(cards[_one_of(name, cards, "scorecard")])
        return [chart(name if name.startswith("chart-") else f"chart-{name}")]

    @cached_property
    def _kinds(self) -> Mapping[str, Callable[[str], list[Inline]]]:
        return {
            "figure": self._figure,
            "claim": self._claim,
            "derivation": self._derivation,
            "finding": self._finding,
        }

    def _figure(self, said: str) -> list[Inline]:
        if said in self._cells:
            cell = self._cells[said]
            return self._told(cell.code, cell.answer, cell.snapshot.id if cell.snapshot else "")
        name, _, when = said.partition(" ")
        measures = self.material.definitions.measures
        measure = measures[_one_of(name, measures, "measure")]
        period = Period.parse(when.strip())
        cell_there = self._by_measure.get((name, period.text))
        if cell_there:
            return self._figure(cell_there.code)
        answer, snapshot, _ = self._counter.answer(measure, period)
        return self._told(f"{name}-{period.text}", answer, snapshot.id if snapshot else "")

    def _told(self, code: str, answer: Answer, snapshot: str) -> list[Inline]:
        self.printed.append(printed(code, answer, [snapshot] if snapshot else []))
        return marked(words(answer_in_text(answer)), code=code)

    def _claim(self, name: str) -> list[Inline]:
        ledger = self.material.ledger
        if name in self.material.gate.withheld_claims():
            return words("withheld")
        claim = ledger.by_id[_one_of(name, ledger.by_id, "claim")]
        said = claim_words(claim)
        ends = dict(zip(("low", "best", "high"), claim.quantity.ends, strict=True))
        self.printed.append(Printed(name, {"status": "ok", "words": said, **ends}))
        return marked(words(said), code=name) + sources_of(claim, self.material)

    def _derivation(self, name: str) -> list[Inline]:
        derivations = self.material.definitions.derivations
        found = derivations[_one_of(name, derivations, "derivation")]
        answer = self._derived(found)
        self.printed.append(printed(name, answer))
        return marked(words(derived_words(answer, found, self._counts(found))), code=name)

    def _counts(self, derivation: Derivation) -> str:
        """What all parts of a sum or difference count, if they count the same."""
        claims = [self.material.ledger.by_id.get(name) for name in derivation.of]
        kinds = {c.counts.value if c and c.counts else "" for c in claims}
        alike = len(kinds) == 1 and derivation.op in {"sum", "difference"}
        return kinds.pop() if alike else ""

    def _derived(self, derivation: Derivation) -> Answer:
        withheld = self.material.gate.withheld_claims().intersection(derivation.of)
        if withheld:
            return Refusal(Status.REFUSED, "withheld", "It rests on a figure that is withheld.")
        return derive(self.material.ledger, derivation, self._cell).answer

    def _cell(self, reference: str) -> Answer:
        """The answer of ``measure:period``, which a derivation may be made of."""
        name, _, when = reference.partition(":")
        measures = self.material.definitions.measures
        measure = measures[_one_of(name, measures, "measure")]
        return self._counter.answer(measure, Period.parse(when))[0]

    def _finding(self, name: str) -> list[Inline]:
        findings = {f.id: f for f in self.material.findings}
        findings |= {a.name: a.finding for a in self.material.assessments}
        return marked(words(findings[_one_of(name, findings, "finding")].explanation), code=name)

    @cached_property
    def _cells(self) -> Mapping[str, Cell]:
        return {c.code: c for s in self.material.scored for row in s.rows for c in row.cells}

    @cached_property
    def _by_measure(self) -> Mapping[tuple[str, str], Cell]:
        cells = [c for c in self._cells.values() if not c.by]
        return {(c.measure.id, c.period.text): c for c in reversed(cells)}

    @cached_property
    def _counter(self) -> Counter:
        return Counter(self.material.case)


def answer_in_text(answer: Answer) -> str:
    """``299 people (233-636)``, ``25 events (22 with a death)``, ``cannot be separated``."""
    if isinstance(answer, Refusal):
        return REFUSALS[answer.status]
    states = "".join(f", {mark}" for mark in marks(answer))
    return _amount(answer) + states


def _amount(figure: Figure) -> str:
    low, best, high = figure.quantity.ends
    if figure.unit == "events":
        fatal = figure.fatal_events.best if figure.fatal_events else None
        unit = "event" if best == 1 else "events"
        said = f"{number(best)} {unit}"
        return said if fatal is None else f"{said} ({number(fatal)} with a death)"
    unit = "person" if best == 1 else "people"
    if best is None:
        return f"{quantity_words(figure.quantity)} {unit}"
    if low is None or high is None or figure.quantity.is_exact:
        return f"{number(best)} {unit}"
    return f"{number(best)} {unit} ({number(low)}-{number(high)})"


def derived_words(answer: Answer, derivation: Derivation, counts: str = "") -> str:
    """A computed quantity in words, with its caveat."""
    if isinstance(answer, Refusal):
        return REFUSALS[answer.status]
    said = quantity_words(rounded(answer.quantity))
    unit = "share" if derivation.op == "share" else counts
    said = with_unit(said, unit, answer.unit)
    return f"{said} ({derivation.caveat})" if derivation.caveat else said


def rounded(quantity: Quantity) -> Quantity:
    """To one figure after the point: more would be printed than anybody measured."""
    ends = (None if e is None else round(float(e), 1) for e in quantity.ends)
    return Quantity(*(int(e) if e is not None and e == int(e) else e for e in ends))


def _one_of(name: str, known: Mapping[str, object], kind: str) -> str:
    """The name itself if it is known; raises ``NotFound`` with what is."""
    if name not in known:
        shown = ", ".join(list(known)[:12])
        raise NotFound(f"the text binds to no such {kind}", seen=name, expected=shown)
    return name
