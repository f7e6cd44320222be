"""Minimal sets of claims that cannot be true together, one connected component at a time.

Satisfiability by Z3 over whole numbers, every claim behind its own assumption. A conflict is
shrunk by leaving out one claim after the other in the order of their ids; the rest are enumerated
as in MARCO (Liffiton, Previti, Malik and Marques-Silva 2016, Constraints 21:223). ``rlimit``
counts steps of the solver, not seconds, so "not decided" repeats on any machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from counterclaim.check.cells import Cell, in_order
from counterclaim.check.logic_laws import Linear

ALLOWANCE = 4_000_000
# Maximal consistent sets in a row without a new conflict before the search is called incomplete.
PATIENCE = 100
_COUNT_ON = 400
# Questions to the solver for one component, fewer where each of them is about more claims.
_MOST_ASKED, _FEWEST_ASKED = 60_000, 100
_MOST_TRIES = 5_000

Conflict = tuple[str, ...]
Said = Mapping[str, tuple[Linear, ...]]


@dataclass(frozen=True)
class Component:
    """Claims and laws that share cells, so that nothing outside can matter to them."""

    said: Said
    laws: tuple[Linear, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims, in order."""
        return tuple(sorted(self.said))


@dataclass
class Conflicts:
    """What was found in one component.

    ``sets`` are smallest first; ``decided`` is false if the allowance ran out, ``complete`` if
    more sets may exist.
    """

    claims: tuple[str, ...]
    sets: list[Conflict] = field(default_factory=list)
    decided: bool = True
    complete: bool = True


class _AllowanceSpent(Exception):
    """The solver gave up within its steps."""


class _TooManyWays(Exception):
    """Too many ways of leaving claims out were tried for another seed."""


def components(said: Said, laws: Iterable[Linear]) -> tuple[Component, ...]:
    """Claims and laws grouped by the cells that connect them (union-find)."""
    laws = tuple(laws)
    groups = _Groups()
    for law in laws:
        groups.join(cell for _, cell in law.terms)
    for linears in said.values():
        groups.join(cell for linear in linears for _, cell in linear.terms)
    claims: dict[Cell, dict[str, tuple[Linear, ...]]] = {}
    for claim in sorted(said):
        claims.setdefault(groups.root(said[claim][0].terms[0][1]), {})[claim] = said[claim]
    ruled: dict[Cell, list[Linear]] = {}
    for law in laws:
        ruled.setdefault(groups.root(law.terms[0][1]), []).append(law)
    return tuple(Component(held, tuple(ruled.get(root, ()))) for root, held in claims.items())


def conflicts_of(
    component: Component, allowance: int = ALLOWANCE, context: Any = None
) -> Conflicts:
    """Every minimal conflict of a component, as far as the allowance reaches.

    ``context`` is a solver's context that several components may share.
    """
    found = Conflicts(component.claims)
    try:
        _Search(component, allowance, context or new_context()).run(found)
    except _AllowanceSpent:
        found.decided = found.complete = False
    except _TooManyWays:
        found.complete = False
    found.sets.sort(key=lambda conflict: (len(conflict), conflict))
    return found


def new_context() -> Any:
    """A fresh context, so that the same components in the same order go the same way."""
    import z3

    return z3.Context()


class _Search:
    """One solver per component."""

    def __init__(self, component: Component, allowance: int, context: Any) -> None:
        import z3

        self._z3, self._context = z3, context
        self._claims, self._asked = component.claims, 0
        self._solver = z3.SolverFor("QF_LIA", ctx=self._context)
        self._solver.set("rlimit", allowance)
        self._solver.from_string(written(component))
        names = {claim: f"m{at}" for at, claim in enumerate(self._claims)}
        self._marks = {c: z3.Bool(mark, self._context) for c, mark in names.items()}

    def run(self, found: Conflicts) -> None:
        """Fill ``found``; ends when no seed is left, or when patience does."""
        seeds, waited = _Seeds(self._claims), 0
        most = max(_FEWEST_ASKED, _MOST_ASKED // max(1, len(self._claims)))
        seed = seeds.next()
        while seed is not None:
            conflict = self._conflict(seed)
            if conflict is None:
                seeds.consistent.append(frozenset(seed))
                waited += 1
            else:
                conflict = self._shrunk(conflict)
                found.sets.append(conflict)
                seeds.conflicts.append(frozenset(conflict))
                waited = 0
            if waited >= PATIENCE or len(found.sets) >= _COUNT_ON or self._asked >= most:
                found.complete = False
                return
            seed = seeds.next()

    def _conflict(self, claims: Sequence[str]) -> Conflict | None:
        """A conflicting part of these claims, or ``None`` if they can all be true."""
        self._asked += 1
        answer = self._solver.check([self._marks[claim] for claim in claims])
        if answer == self._z3.sat:
            return None
        if answer != self._z3.unsat:
            raise _AllowanceSpent
        named = {str(mark) for mark in self._solver.unsat_core()}
        return tuple(claim for claim in claims if str(self._marks[claim]) in named)

    def _shrunk(self, conflict: Conflict) -> Conflict:
        """The same conflict without any claim that it does not need, tried in order."""
        needed = tuple(sorted(conflict))
        for claim in tuple(needed):
            if claim not in needed:
                continue
            smaller = self._conflict([other for other in needed if other != claim])
            if smaller is not None:
                needed = tuple(sorted(smaller))
        return needed


@dataclass
class _Seeds:
    """Maximal sets of claims that are not yet known to conflict or to be consistent."""

    claims: tuple[str, ...]
    conflicts: list[frozenset[str]] = field(default_factory=list)
    consistent: list[frozenset[str]] = field(default_factory=list)

    def next(self) -> list[str] | None:
        """The next seed: all claims less one of each known conflict; ``None`` when none is left.

        Raises :class:`_TooManyWays` where too many ways of leaving claims out were tried.
        """
        left_out = self._hitting()
        if left_out is None:
            return None
        return self._grown([claim for claim in self.claims if claim not in left_out])

    def _hitting(self) -> frozenset[str] | None:
        """Claims to leave out so that no conflict is whole and no consistent set repeats.

        Depth first without recursion: a thousand conflicts cost no stack.
        """
        stack, tried = [frozenset[str]()], set[frozenset[str]]()
        while stack:
            left_out = stack.pop()
            if left_out in tried or self._is_known(left_out):
                continue
            if len(tried) >= _MOST_TRIES:
                raise _TooManyWays
            tried.add(left_out)
            whole = next((c for c in self.conflicts if not c & left_out), None)
            if whole is None:
                return left_out
            stack += [left_out | {claim} for claim in sorted(whole, reverse=True)]
        return None

    def _is_known(self, left_out: frozenset[str]) -> bool:
        kept = frozenset(self.claims) - left_out
        return any(kept <= known for known in self.consistent)

    def _grown(self, seed: list[str]) -> list[str]:
        kept = set(seed)
        for claim in self.claims:
            if claim not in kept and not any(c <= kept | {claim} for c in self.conflicts):
                kept.add(claim)
        return [claim for claim in self.claims if claim in kept]


class _Groups:
    """Union-find over cells."""

    def __init__(self) -> None:
        self._above: dict[Cell, Cell] = {}

    def root(self, cell: Cell) -> Cell:
        """The representative of a cell's group; paths are halved on the way."""
        above = self._above.setdefault(cell, cell)
        while above != cell:
            self._above[cell] = self._above[above]
            cell, above = above, self._above[above]
        return cell

    def join(self, cells: Iterable[Cell]) -> None:
        """Put all these cells into one group."""
        roots = [self.root(cell) for cell in cells]
        for root in roots[1:]:
            self._above[self.root(root)] = self.root(roots[0])


def written(component: Component) -> str:
    """The component in SMT-LIB: a number per cell, a mark per claim that implies what it says."""
    linears = [*component.laws, *(each for said in component.said.values() for each in said)]
    cells = in_order(cell for linear in linears for _, cell in linear.terms)
    names = {cell: f"c{at}" for at, cell in enumerate(cells)}
    lines = [f"(declare-const {name} Int)(assert (>= {name} 0))" for name in names.values()]
    lines += [f"(assert {_linear(law, names)})" for law in component.laws]
    for at, claim in enumerate(component.claims):
        said = " ".join(_linear(linear, names) for linear in component.said[claim])
        lines.append(f"(declare-const m{at} Bool)(assert (=> m{at} (and true {said})))")
    return "\n".join(lines)


def _linear(linear: Linear, names: Mapping[Cell, str]) -> str:
    terms = " ".join(f"(* {_whole(factor)} {names[cell]})" for factor, cell in linear.terms)
    return f"(<= (+ 0 {terms}) {_whole(linear.at_most)})"


def _whole(number: int) -> str:
    return str(number) if number >= 0 else f"(- {-number})"
