"""Note marks in the running text, and the note list that they point into.

Formats with real footnotes give both. Elsewhere they are found by their shape: a list of entries
whose numbers ascend from one, and marks whose numbers are in that list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.draft.pieces import Layout
from counterclaim.draft.text import NoteEntry, NoteMark

_SUPERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ENTRY = re.compile(
    r"""\s*(?:\[\^?(?P<bracket>\d{1,4})\][:.]?(?=\s*\S)
    |\((?P<paren>\d{1,3})\)(?=\s)
    |(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[.)]?(?=\s*\S)
    |(?P<dot>\d{1,3})[.)](?=\s+\S)
    |(?P<bare>\d{1,3})(?=\s+[^\W\d_]|\s*[“«"‘]|\s*https?:))\s*""",
    re.X,
)
_HEADING = re.compile(
    r"""\W*(?:\d+[.)]?\s*)?(?:foot|end)?notes?(?:\s+(?:and\s+references|de\s+(?:bas\s+de\s+page|fin)|
    and\s+sources|et\s+r[ée]f[ée]rences))?\W*$
    |\W*(?:\d+[.)]?\s*)?(?:references|r[ée]f[ée]rences|sources|citations|works\s+cited|bibliograph(?:y|ie))\W*$""",
    re.I | re.X,
)
_BRACKET = re.compile(r"\[\^?(\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,9})\]")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,⁻–][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*")
_CARET = re.compile(r"(?<!\[)\^(\d{1,3})\b")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcmdh]?m|ft|in|mi|km/h)$", re.I)
_GLUED = re.compile(
    r"""(?:(?<=[^\W\d_])|(?<=[^\W\d_][.,;:!?])|(?<=[”"»’)\]])|(?<=[”"»’)\]][.,;:]))(\d{1,3})
    (?=$|[\s.,;:!?)”"»—–])
    |(?<=(?:19|20)\d\d[.,;])(\d{1,3})(?=$|\s)""",
    re.X,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    block: int
    number: int
    shape: str
    start: int
    end: int


def find_notes(layout: Layout) -> list[str]:
    """Complete the layout's marks, note list and note blocks in place; returns issues."""
    if not layout.notes:
        _take_list(layout)
    body_end = _note_areas(layout)
    if not layout.marks:
        layout.marks = _find_marks(layout, body_end)
    layout.marks = _resolved(sorted(layout.marks, key=lambda m: m.start), layout.notes)
    return _mismatches(layout)


def is_note_heading(text: str) -> bool:
    """Whether a line stands over a note list: Notes, Endnotes, References, Sources, Références."""
    return len(text) < 60 and _HEADING.match(text) is not None


def note_entry(text: str) -> tuple[int, str, int] | None:
    """``(number, shape, length of the lead)`` if a line opens like an entry of a note list."""
    found = _ENTRY.match(text)
    if not found or not found.lastgroup:
        return None
    return int(found[found.lastgroup].translate(_SUPERS)), found.lastgroup, found.end()


def glued_marks(text: str, last: int) -> list[tuple[int, int, int]]:
    """``(start, end, number)`` of numbers glued to a word that count up from one to ``last``.

    A number counts only if it is the next one expected, or repeats an earlier one between quotes
    or after a full stop; an extraction that lost its superscripts looks like this.
    """
    found, expected = [], 1
    for hit in _GLUED.finditer(text):
        number = int(hit[1] or hit[2])
        if expected <= number <= min(expected + 1, last):
            found.append((*hit.span(1 if hit[1] else 2), number))
            expected = number + 1
    return found


def is_exponent(before: str) -> bool:
    """Whether a raised number after these words is a power: km², 10⁶; a year may carry a mark."""
    if re.search(r"(?<!\d)(?:19|20)\d\d\s*$", before):
        return False
    return before.rstrip()[-1:].isdigit() or bool(_UNIT.search(before.rstrip()))


def _take_list(layout: Layout) -> None:
    candidates = list(_candidates(layout))
    leads = {layout.blocks[one.block].start for one in candidates}
    seen: dict[int, list[int]] = {}
    for mark in _marks_in(layout.text, [(0, len(layout.text))], set()):
        if mark.start not in leads:
            seen.setdefault(mark.number, []).append(mark.start)
    for run in _runs(layout, candidates):
        if _is_note_list(layout, run, seen):
            _claim(layout, run)


def _candidates(layout: Layout) -> Iterator[_Candidate]:
    for at, block in enumerate(layout.blocks):
        found = note_entry(layout.text[block.start : min(block.end, block.start + 80)])
        if found:
            number, shape, lead = found
            yield _Candidate(at, number, shape, block.start + lead, block.end)


def _runs(layout: Layout, candidates: list[_Candidate]) -> list[list[_Candidate]]:
    """Candidates of one shape whose numbers ascend by one or two, nothing but text between."""
    runs: list[list[_Candidate]] = []
    for one in candidates:
        if runs and _continues(layout, runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _continues(layout: Layout, last: _Candidate, one: _Candidate) -> bool:
    between = layout.blocks[last.block + 1 : one.block]
    return (
        one.shape == last.shape
        and last.number < one.number <= last.number + 2
        and len(between) <= 6
        and not any(block.kind == "heading" for block in between)
    )


def _is_note_list(layout: Layout, run: list[_Candidate], marks: dict[int, list[int]]) -> bool:
    headed = _headed(layout, run[0].block)
    first, last = layout.blocks[run[0].block].start, run[-1].end
    seen = sum(any(not first <= place < last for place in marks.get(one.number, ())) for one in run)
    if run[0].shape == "bracket":
        return headed or bool(seen) or (len(run) > 1 and run[0].number == 1)
    if headed and len(run) > 1:
        return True
    if not headed and run[0].shape != "super" and not _at_tail(layout, run):
        return False
    if not seen and len(run) > 1 and run[0].number == 1:
        seen = len(glued_marks(layout.text[:first], run[-1].number))
    return bool(seen) and seen * 2 >= len(run)


def _headed(layout: Layout, block: int) -> bool:
    before = layout.blocks[max(0, block - 2) : block]
    return any(is_note_heading(layout.text[b.start : b.end]) for b in before)


def _at_tail(layout: Layout, run: list[_Candidate]) -> bool:
    return len(layout.text) - run[-1].end < max(1500, len(layout.text) // 5)


def _claim(layout: Layout, run: list[_Candidate]) -> None:
    for one, following in zip(run, [*run[1:], None], strict=True):
        until = following.block if following else one.block + 1
        end = layout.blocks[until - 1].end
        layout.notes.append(NoteEntry(one.number, one.start, end))
        for at in range(one.block, until):
            layout.blocks[at] = replace(layout.blocks[at], kind="note", level=0)


def _note_areas(layout: Layout) -> list[tuple[int, int]]:
    """The stretches of text outside note blocks."""
    free: list[tuple[int, int]] = []
    parted = True
    for block in layout.blocks:
        if block.kind == "note":
            parted = True
        elif parted:
            free.append(block.span)
            parted = False
        else:
            free[-1] = (free[-1][0], block.end)
    return free


def _find_marks(layout: Layout, areas: Sequence[tuple[int, int]]) -> list[NoteMark]:
    numbers = {note.number for note in layout.notes}
    marks = _marks_in(layout.text, areas, numbers)
    if numbers and len({m.number for m in marks}) * 2 < len(numbers):
        glued = _glued_in(layout.text, areas, max(numbers))
        if len(glued) * 5 >= len(numbers) * 3:
            return glued
    return marks if numbers else _ascending(marks)


def _glued_in(text: str, areas: Sequence[tuple[int, int]], last: int) -> list[NoteMark]:
    body = (
        "".join(
            text[a:b] + " " * (c - b)
            for (a, b), c in zip(areas, [a for a, _ in areas[1:]] + [areas[-1][1]], strict=True)
        )
        if areas
        else ""
    )
    first = areas[0][0] if areas else 0
    return [NoteMark(first + a, first + b, n) for a, b, n in glued_marks(body, last)]


def _marks_in(text: str, areas: Sequence[tuple[int, int]], numbers: set[int]) -> list[NoteMark]:
    marks = []
    for start, end in areas:
        for shape in (_BRACKET, _RAISED, _CARET):
            for hit in shape.finditer(text, start, end):
                marks += [mark for mark in _read_mark(hit, numbers) if _is_mark(text, hit)]
    return sorted(marks, key=lambda mark: (mark.start, mark.number))


def _is_mark(text: str, hit: re.Match[str]) -> bool:
    """km² and 10⁶ are not marks."""
    raised = hit[0][0] not in "[^"
    return not (raised and is_exponent(text[max(0, hit.start() - 8) : hit.start()]))


def _read_mark(hit: re.Match[str], numbers: set[int]) -> Iterator[NoteMark]:
    printed = (hit[1] if hit.re.groups else hit[0]).translate(_SUPERS)
    for part in re.split(r"\s?[,;]\s?", printed):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        if not ends or ends[-1] - ends[0] > 30:
            continue
        for number in range(ends[0], ends[-1] + 1):
            if not numbers or number in numbers:
                yield NoteMark(hit.start(), hit.end(), number)


def _ascending(marks: list[NoteMark]) -> list[NoteMark]:
    """Without a note list: marks count if they start at one and never skip."""
    kept: list[NoteMark] = []
    top = 0
    for mark in marks:
        if mark.number <= top + 1:
            kept.append(mark)
            top = max(top, mark.number)
    return kept if top >= 2 else []


def _resolved(marks: list[NoteMark], notes: list[NoteEntry]) -> list[NoteMark]:
    """Each mark gets the next entry of its number, or the last one before it."""
    places: dict[int, list[int]] = {}
    for at, note in enumerate(notes):
        places.setdefault(note.number, []).append(at)
    resolved = []
    for mark in marks:
        own = places.get(mark.number, [])
        after = bisect_right([notes[at].start for at in own], mark.start)
        place = own[min(after, len(own) - 1)] if own else None
        resolved.append(replace(mark, note=place))
    return resolved


def _mismatches(layout: Layout) -> list[str]:
    listed = {note.number for note in layout.notes}
    marked = {mark.number for mark in layout.marks}
    said = []
    if lost := sorted(marked - listed):
        said.append("note marks without an entry in a note list: " + _few(lost))
    if unmarked := sorted(listed - marked):
        said.append("notes that no mark in the text points to: " + _few(unmarked))
    return said


def _few(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:10])
    return shown + (f" and {len(numbers) - 10} more" if len(numbers) > 10 else "")
