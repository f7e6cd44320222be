"""The sets of words that single rules use, kept in one file beside the code."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


def word_list(name: str) -> frozenset[str]:
    """The words of a set in ``word_lists.yml``; raises ``KeyError`` for an unknown name."""
    return _lists()[name]


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    from ruamel.yaml import YAML

    text = files("counterclaim.draft").joinpath("word_lists.yml").read_text("utf-8")
    lists = YAML(typ="safe", pure=True).load(text)
    return {name: frozenset(words.split()) for name, words in lists.items()}
