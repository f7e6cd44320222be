"""All assessments of a case: read, validated, and only then run, sources before violence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from counterclaim.assess import artefacts, first_runs
from counterclaim.assess.assessment import Answer, Assessment, Observed, plain
from counterclaim.assess.declaring import declared
from counterclaim.assess.desk import Desk, NoSeries
from counterclaim.assess.kinds.artefacts import observed_series, source_pictures
from counterclaim.assess.picture import Picture, chart
from counterclaim.assess.reading import Reading, Refusal, holm
from counterclaim.case import Case
from counterclaim.count.counter import Counter
from counterclaim.model.finding import Finding, Verdict


@dataclass(frozen=True)
class Family:
    """How many tests of one kind were run in this case, and the p of one of them after Holm."""

    size: int
    p_holm: float


@dataclass(frozen=True)
class Result:
    """One assessment with its result.

    ``sources`` are what is said first about the reporting of each series; ``changed`` names the
    choices that differ from those of the first run, so that a result with any is exploratory.
    """

    assessment: Assessment[Any]
    finding: Finding
    answer: Answer
    sources: tuple[Answer, ...] = ()
    changed: tuple[str, ...] = ()
    first_run: str = ""
    family: Family | None = None

    @property
    def name(self) -> str:
        """Its name in ``case.yaml``."""
        return str(self.assessment.declared.id)

    @property
    def is_exploratory(self) -> bool:
        """Choices were changed after results were seen."""
        return bool(self.changed)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """What the chart shows: the data of the result, then the sources of its series."""
        try:
            shown = list(self.assessment.pictures(self.answer))
        except NoSeries:  # the refusal that stands as the answer
            shown = []
        for series, _ in self.assessment.observed():
            try:
                three = observed_series(self.assessment.desk, series, self.assessment.window)
            except NoSeries:
                continue
            shown += source_pictures(three)[1:]
        return tuple(shown)

    def chart(self) -> dict[str, Any] | None:
        """The chart as a Vega-Lite document; ``None`` without the extra ``report``."""
        return chart(self.pictures)


@dataclass(frozen=True)
class Assessed:
    """The results of a case in the order in which it declares them."""

    case: str
    results: tuple[Result, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """One Finding for each assessment."""
        return tuple(result.finding for result in self.results)


def assess(
    case: Case,
    names: Iterable[str] | None = None,
    *,
    as_of: str = "",
    on: date | None = None,
    record: bool = True,
) -> Assessed:
    """Run the assessments that the case declares, or those of ``names``.

    All declarations are read and all validations run before the first computation. ``record``
    keeps the declaration of a first run in the case, dated ``on`` (by default today). Raises
    ``DefinitionError`` for a slip in any declaration, ``NotFound`` for an unknown name.
    """
    desk = Desk(case, Counter(case, as_of=as_of))
    chosen = declared(desk, names)
    for assessment in chosen:
        _ = assessment.refusal
    known = first_runs.first_runs(case)
    results = [_result(assessment, known) for assessment in chosen]
    if record:
        first_runs.keep(case, chosen, on or date.today())
    return Assessed(case.definitions.title, tuple(_with_families(results)))


def _result(assessment: Assessment[Any], known: dict[str, Any]) -> Result:
    answer, finding = assessment.answer, assessment.run()
    sources = tuple(_sources(assessment, observed) for observed in assessment.observed())
    changed = first_runs.changed(assessment, known)
    first = known[assessment.declared.id].on if assessment.declared.id in known else ""
    finding = finding.model_copy(
        update={
            "explanation": sources_first(sources, answer),
            "verdict": _beside(finding.verdict, sources),
            "caveats": (*finding.caveats, *_broken(sources), *_exploratory(changed)),
            "figures": finding.figures | {"sources": [plain(vars(one)) for one in sources]},
        }
    )
    return Result(assessment, finding, answer, sources, changed, first)


def _sources(assessment: Assessment[Any], observed: Observed) -> Answer:
    """What can be said of the sources of one series; asked once for all that read the same."""
    (series, changed_on), desk = observed, assessment.desk
    try:
        three = observed_series(desk, series, assessment.window)
    except NoSeries as missing:
        return missing.refusal
    key = f"{series.measure} {three[0].name}", assessment.window.text, changed_on
    if key not in desk.sources_found:
        desk.sources_found[key] = artefacts.run(*three, changed_on)
    return desk.sources_found[key]


def sources_first(sources: Sequence[Answer], answer: Answer) -> str:
    """The sentences about sources, then the result; one refusal of sources is said once."""
    if isinstance(answer, Refusal) and answer.code in {"not_covered", "not_separable"}:
        sources = [one for one in sources if isinstance(one, Reading)]
    openings = [artefacts.opening(one) for one in sources]
    return " ".join([*dict.fromkeys(openings), answer.sentence])


def _is_broken(sources: Sequence[Answer]) -> bool:
    return any(one.verdict == artefacts.BROKE for one in sources)


def _beside(verdict: Verdict, sources: Sequence[Answer]) -> Verdict:
    """A break in sources puts whatever else was found in question."""
    return "in_tension" if verdict == "supported" and _is_broken(sources) else verdict


def _broken(sources: Sequence[Answer]) -> tuple[str, ...]:
    if not _is_broken(sources):
        return ()
    return ("The sources broke in these months: read no change in violence from this alone.",)


def _exploratory(changed: Sequence[str]) -> tuple[str, ...]:
    if not changed:
        return ()
    listed = ", ".join(changed)
    return (f"Exploratory: changed after results were first seen ({listed}).",)


def _with_families(results: Sequence[Result]) -> Iterable[Result]:
    """Tests of one kind are one family: Holm over them, its size beside each."""
    kinds: dict[str, list[int]] = {}
    for index, result in enumerate(results):
        if isinstance(getattr(result.answer, "p", None), float):
            kinds.setdefault(result.assessment.declared.kind, []).append(index)
    families = {
        index: Family(len(members), p)
        for members in kinds.values()
        if len(members) > 1
        for index, p in zip(
            members, holm(tuple(vars(results[i].answer)["p"] for i in members)), strict=True
        )
    }
    return [replace(r, family=families.get(index)) for index, r in enumerate(results)]
