"""A language model at the other end, tried with a local stand-in."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from counterclaim.check.audit import audit, draft
from counterclaim.draft.claims import DraftClaim
from counterclaim.draft.endpoint import Endpoint
from counterclaim.errors import InputError

pytest.importorskip("spacy")
pytest.importorskip("httpx")
TEXT = (
    b"On 14 March 2021 the army attacked rebels in Tarif. At least 40 rebels were killed, the "
    b"ministry said.\n\nThe army withdrew in April 2021. Rebels killed 9 soldiers on the way."
)
Answer = Callable[[dict[str, Any]], bytes | int]


class _Handler(BaseHTTPRequestHandler):
    """Answers every request as the test says."""

    def do_POST(self) -> None:
        """Gives the answer, an error code, or nothing for a while."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        assert isinstance(server, Stand)
        server.asked.append((self.path, body, self.headers.get("Authorization")))
        answer = server.answer(body)
        if isinstance(answer, int):
            self.send_error(answer)
            return
        self.send_response(200)
        self.end_headers()
        try:
            self.wfile.write(answer)
        except OSError:
            server.cut_off = True

    def log_message(self, *args: object) -> None:
        """Says nothing."""


class Stand(ThreadingHTTPServer):
    """A server that stands in for a model; keeps what it was asked."""

    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer, self.cut_off = answer, False
        self.asked: list[tuple[str, dict[str, Any], str | None]] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def standing(answer: Answer) -> Iterator[Stand]:
    """A stand-in that runs while the block does."""
    server = Stand(answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def message(content: str) -> bytes:
    """An answer as the protocol wraps it."""
    return json.dumps(
        {"choices": [{"message": {"role": "assistant", "content": content}}]}
    ).encode()


def filling(**fields: object) -> Answer:
    """Answers each paragraph with these fields for its first figure, and the quote of all of it."""

    def answer(body: dict[str, Any]) -> bytes:
        given = json.loads(body["messages"][-1]["content"])
        fill = {"id": given["figures"][0]["id"], "quote": given["paragraph"], **fields}
        return message("Here you are:\n```json\n" + json.dumps({"fill": [fill]}) + "\n```")

    return answer


def forty(server: Stand, **more: Any) -> DraftClaim:
    """The draft of "at least 40" after the model was asked."""
    endpoint = Endpoint(server.url, "tiny", **more)
    found = draft(TEXT, name="text.txt", complete=endpoint.complete)
    return next(one for one in found.claims if one.low == 40)


def test_what_the_text_bears_out_is_filled_as_a_guess() -> None:
    """A name that stands in the document fills a field, is marked, and can make no error."""
    with standing(filling(actor="army")) as server:
        one = forty(server)
    assert one.actor == "army"
    assert one.origin["actor"] == "guess"
    assert "proposed" in one.flags


@pytest.mark.parametrize(
    "fields",
    [
        {"actor": "Wagner"},
        {"actor": "army", "quote": "the army attacked the rebels at Tarif"},
        {"window": "2019"},
        {"window": "last spring"},
        {"relation": "total_of", "operand": ["nosuchid"]},
        {"id": "nosuchid", "actor": "army"},
        {"actor": ["army"]},
    ],
)
def test_what_the_text_does_not_bear_out_is_refused(fields: dict[str, object]) -> None:
    """Strange names, changed quotes, other years and unknown ids leave the draft as it was."""
    plain = draft(TEXT, name="text.txt").claims
    with standing(filling(**fields)) as server:
        endpoint = Endpoint(server.url, "tiny")
        found = draft(TEXT, name="text.txt", complete=endpoint.complete)
    assert found.claims == plain
    assert any("not borne out" in issue for issue in found.document.issues)


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>Bad gateway</html>",
        b"",
        b"\x00\xff" * 100,
        message("I'm sorry, but I can't help with that."),
        message('{"fill": "all of it", "missed": {"quote": 7}}'),
        message("[" * 5000),
        json.dumps({"choices": []}).encode(),
        json.dumps({"error": {"message": "overloaded"}}).encode(),
        500,
        429,
    ],
)
def test_garbage_and_refusals_leave_the_drafts_as_they_were(answer: bytes | int) -> None:
    """Whatever comes back, the drafts are those of the grammar alone, and what was sent is said."""
    with standing(lambda body: answer) as server:
        found = draft(TEXT, name="text.txt", complete=Endpoint(server.url, "tiny").complete)
    assert found.claims == draft(TEXT, name="text.txt").claims
    assert any(
        "paragraphs were sent to the language model tiny" in i for i in found.document.issues
    )


def test_a_slow_model_is_not_waited_for() -> None:
    """An answer that does not come in time is given up."""

    def slowly(body: dict[str, Any]) -> bytes:
        time.sleep(1.5)
        return message("{}")

    begun = time.monotonic()
    with standing(slowly) as server:
        found = draft(
            TEXT, name="text.txt", complete=Endpoint(server.url, "tiny", timeout=0.2).complete
        )
        waited = time.monotonic() - begun
    assert waited < 5
    assert found.claims == draft(TEXT, name="text.txt").claims
    assert any("no usable answer" in issue for issue in found.document.issues)


def test_a_flood_is_cut_off() -> None:
    """An answer without end is not read to its end."""
    with standing(lambda body: b"x" * 3_000_000) as server:
        found = draft(TEXT, name="text.txt", complete=Endpoint(server.url, "tiny").complete)
    assert found.claims == draft(TEXT, name="text.txt").claims


def test_a_model_that_is_not_there_stops_nothing() -> None:
    """Nobody listening is said, and the audit goes on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    found = audit(TEXT, name="text.txt", complete=Endpoint(url, "tiny").complete)
    assert found.coverage.figures_found > 0


def test_missed_figures_must_parse_out_of_their_quote() -> None:
    """A figure that the grammar does not read where the model saw it is refused."""

    def miss(body: dict[str, Any]) -> bytes:
        given = json.loads(body["messages"][-1]["content"])
        quote = given["paragraph"][:60]
        missed = [{"quote": quote, "figure": word} for word in ("March", "army", "ninety")]
        return message(json.dumps({"missed": missed}))

    with standing(miss) as server:
        found = draft(TEXT, name="text.txt", complete=Endpoint(server.url, "tiny").complete)
    assert found.claims == draft(TEXT, name="text.txt").claims


def test_only_the_paragraph_and_its_figures_are_sent() -> None:
    """What leaves is named: the paragraph, the words of its figures, the date; the key as asked."""
    with standing(filling()) as server:
        forty(server, key="sesame")
        path, body, authorization = server.asked[0]
    assert path == "/v1/chat/completions"
    assert authorization == "Bearer sesame"
    assert body["model"] == "tiny"
    given = json.loads(body["messages"][-1]["content"])
    assert set(given) == {"published", "paragraph", "figures"}
    assert given["paragraph"] in TEXT.decode()


def test_without_a_model_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafting and auditing open no connection unless a model is named."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert audit(TEXT, name="text.txt").claims


@pytest.mark.parametrize(
    ("url", "model"),
    [("localhost:8000", "m"), ("file:///etc", "m"), ("http://[::", "m"), ("http://h", "")],
)
def test_a_model_must_be_named_in_full(url: str, model: str) -> None:
    """An address that is none, and a missing name, are refused before anything is sent."""
    with pytest.raises(InputError, match="not named in full"):
        Endpoint(url, model)
