"""Words from right to left in lines from left to right."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.report.direction import MARK, directed, directed_tree
from counterclaim.report.tree import para, plain_text, words

NAME = "جبهة الشرق"


@pytest.mark.parametrize("tail", [", 2021-09", " (60-75%)", ""])
def test_what_follows_a_name_from_right_to_left_stays_put(tail: str) -> None:
    """One mark stands between the last letter of the name and a date or a range."""
    assert directed(f"A {NAME}{tail}") == f"A {NAME}{MARK}{tail}"


def test_marks_are_put_in_once() -> None:
    """Text that has its marks is left as it is."""
    once = directed(f"{NAME}, {NAME} 3")
    assert directed(once) == once


def test_marks_that_turn_the_line_round_are_taken_out() -> None:
    """An override in a field cannot show the rest of the line backwards."""
    assert directed("a \u202e203 killed\u202c b") == "a 203 killed b"


def test_words_of_one_name_are_one_run_of_a_tree() -> None:
    """Between the words of a name there is no mark, behind it there is one."""
    tree: Any = directed_tree(para(words(f"Front ({NAME}), 2021-09")))
    assert plain_text(tree) == f"Front ({NAME}{MARK}), 2021-09"
