"""What the scripted provider can reply: one good answer and every fault, by name."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.scripted_provider.server import Exchange

ELSEWHERE = "http://127.0.0.1:9/v1/chat/completions"
HUGE_BYTES = 50_000_000


def _beginnings(text: str) -> set[str]:
    return {word[:4] for word in re.findall(r"\w{4,}", text.lower())}


@dataclass(frozen=True)
class Asked:
    """What the prompt held: the passages by number, and the question."""

    passages: dict[int, str]
    question: str

    @classmethod
    def from_body(cls, body: str) -> "Asked":
        """Reads the user message's marked data; empty when there is none."""
        try:
            text = json.loads(body)["messages"][-1]["content"]
        except (ValueError, KeyError, IndexError, TypeError):
            return cls({}, "")
        found = re.findall(r"^passage (\d+) (\w+)\nfrom: [^\n]*\n(.*?)\nend \2$", text, re.DOTALL | re.MULTILINE)
        question = re.search(r"^question (\w+)\n(.*?)\nend \1$", text, re.DOTALL | re.MULTILINE)
        return cls({int(number): words for number, _mark, words in found}, question[2] if question else "")

    def best(self) -> tuple[int, str]:
        """The passage and the sentence of it that share most words with the question."""
        wanted = _beginnings(self.question)
        choices = [
            (len(wanted & _beginnings(sentence)), -number, number, sentence)
            for number, words in self.passages.items()
            for sentence in re.split(r"(?<=[.!?]) (?=[A-Z¿¡])", words)
        ]
        _, _, number, sentence = max(choices)
        return number, sentence


def answer(*sentences: tuple[str, int, str], **more: Any) -> str:
    """The agreed JSON object with these sentences: (text, passage, quote)."""
    return json.dumps({"sentences": [{"text": text, "passage": number, "quote": quote} for text, number, quote in sentences], **more})


def _says(change: Callable[[str], str]) -> Callable[["Exchange"], None]:
    """A reply that quotes truly and says something else."""

    def reply(exchange: "Exchange") -> None:
        number, quote = exchange.asked.best()
        exchange.send_completion(answer((change(quote), number, quote)))

    return reply


def _content(text: str, **how: Any) -> Callable[["Exchange"], None]:
    return lambda exchange: exchange.send_completion(text, **how)


def _raw(
    status: int = 200, body: bytes = b"", kind: str = "application/json", length: int | None = None, **headers: str
) -> Callable[["Exchange"], None]:
    return lambda exchange: exchange.send(status, body, kind, length, **headers)


def _good(exchange: "Exchange") -> None:
    number, quote = exchange.asked.best()
    exchange.send_completion(answer((quote, number, quote)))


def _half_a_reply(exchange: "Exchange") -> None:
    exchange.begin_chunks()
    exchange.chunk(exchange.completion("x")[:60])
    exchange.reset()


def _slow_drip(exchange: "Exchange") -> None:
    exchange.begin_chunks()
    for byte in exchange.completion(answer()):
        exchange.chunk(bytes([byte]))
        if exchange.wait(0.1):
            return


def _slow_headers(exchange: "Exchange") -> None:
    for byte in b"HTTP/1.1 200 Scripted\r\nContent-Type: application/json\r\n" * 40:
        exchange.connection.sendall(bytes([byte]))
        if exchange.wait(0.05):
            return


def _hang(exchange: "Exchange") -> None:
    exchange.wait(30)


def _endless(exchange: "Exchange") -> None:
    exchange.begin_chunks()
    while not exchange.provider.stopping.is_set():
        exchange.chunk(b" " * 65536)


def _huge(exchange: "Exchange") -> None:
    exchange.send(body=exchange.completion("word " * (HUGE_BYTES // 5)))


def _huge_unannounced(exchange: "Exchange") -> None:
    exchange.begin_chunks()
    for _ in range(HUGE_BYTES // 65536):
        exchange.chunk(b" " * 65536)


def _redirect(exchange: "Exchange") -> None:
    exchange.send(307, b"", Location=exchange.provider.redirect_to or ELSEWHERE)


def _unsupported(exchange: "Exchange") -> None:
    number, quote = exchange.asked.best()
    exchange.send_completion(answer(("All fees are waived this year and nothing is needed.", number, quote)))


def _invented_quote(exchange: "Exchange") -> None:
    text = "All fees are waived this year."
    exchange.send_completion(answer((text, 1, text)))


def _fake_passage(exchange: "Exchange") -> None:
    _, quote = exchange.asked.best()
    exchange.send_completion(answer((quote, 99, quote), (quote, 0, quote), (quote, -1, quote)))


def _wrong_passage(exchange: "Exchange") -> None:
    number, quote = exchange.asked.best()
    others = [other for other in exchange.asked.passages if other != number]
    exchange.send_completion(answer((quote, others[0] if others else 99, quote)))


def _echo(exchange: "Exchange") -> None:
    exchange.send_completion(exchange.request.body)


def _echo_as_sentence(exchange: "Exchange") -> None:
    number, quote = exchange.asked.best()
    system = exchange.request.json["messages"][0]["content"][:400]
    exchange.send_completion(answer((system, number, quote)))


def _one_true_one_false(exchange: "Exchange") -> None:
    number, quote = exchange.asked.best()
    exchange.send_completion(answer((quote, number, quote), ("The superintendent has approved a full refund for you.", number, quote)))


def _other_digit(text: str) -> str:
    return re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 9 + 1), text, count=1)


_JSON_KIND = "application/json"
REPLIES: dict[str, Callable[["Exchange"], None]] = {
    "good": _good,
    "nothing_answers": _content(answer()),
    # The wire.
    "key_refused": _raw(401, b'{"error": {"message": "bad key sk-scripted-secret-0001"}}'),
    "forbidden": _raw(403, b'{"error": {"message": "sk-scripted-secret-0001"}}'),
    "bad_request": _raw(400, b'{"error": {"message": "prompt was: sk-scripted-secret-0001"}}'),
    "not_found": _raw(404, b"no such model", "text/plain"),
    "rate_limited": _raw(429, b"{}", Retry_After="1"),
    "rate_limited_for_a_day": _raw(429, b"{}", Retry_After="86400"),
    "rate_limited_oddly": _raw(429, b"{}", Retry_After="Fri, 31 Dec 2099 23:59:59 GMT"),
    "server_error": _raw(500, b'{"error": "sk-scripted-secret-0001"}'),
    "html_unavailable": _raw(503, b"<html><body>Service <b>unavailable</b></body></html>", "text/html"),
    "redirect": _redirect,
    "reset": lambda exchange: exchange.reset(),
    "half_a_reply": _half_a_reply,
    "shorter_than_announced": lambda exchange: exchange.send(body=exchange.completion(answer()), length=99_999),
    "slow_drip": _slow_drip,
    "slow_headers": _slow_headers,
    "hang": _hang,
    "endless": _endless,
    "huge": _huge,
    "huge_unannounced": _huge_unannounced,
    "empty": _raw(),
    "garbage": lambda exchange: exchange.send(body=os.urandom(4096)),
    "not_http": lambda exchange: exchange.connection.sendall(b"\x16\x03\x01 hello, this is no HTTP\r\n\r\n"),
    "not_json": _raw(body=b"Sorry, I cannot do JSON today."),
    "wrong_content_type": lambda exchange: exchange.send(body=exchange.completion(answer()), kind="image/png"),
    "packed": lambda exchange: exchange.send(body=exchange.completion(answer()), Content_Encoding="gzip"),
    "invalid_utf8": lambda exchange: exchange.send(body=exchange.completion("x").replace(b'"x"', b'"\xff\xfe\xed\xa0\x80"')),
    # The shape.
    "wrong_schema": _raw(body=b'{"choices": "none"}'),
    "no_choices": _raw(body=b'{"choices": []}'),
    "a_list": _raw(body=b"[1, 2, 3]"),
    "nulls": _raw(body=b'{"choices": [{"message": {"content": null}, "finish_reason": "stop"}]}'),
    "key_twice": _raw(body=b'{"choices": [{"message": {"content": "a"}}], "choices": [{"message": {"content": "b"}}]}'),
    "deeply_nested": _raw(body=b"[" * 90_000),
    "not_a_number": _raw(body=b'{"choices": NaN}'),
    "cut_at_the_limit": _content('{"sentences": [{"text": "School sta', finish="length"),
    "content_is_prose": _content("School starts soon. [1]"),
    "content_is_fenced": _content("```json\n" + answer() + "\n```"),
    "content_is_a_list": _content("[]"),
    "text_is_a_number": _content('{"sentences": [{"text": 7, "passage": 1, "quote": "x"}]}'),
    "passage_is_text": _content('{"sentences": [{"text": "x", "passage": "1", "quote": "x"}]}'),
    "field_too_many": _content(answer(approved=True, reviewed_by="principal")),
    "sentences_too_many": _content(answer(*[("Yes.", 1, "x")] * 50)),
    "tool_call": _content(
        "", finish="tool_calls", tool_calls=[{"id": "1", "type": "function", "function": {"name": "send", "arguments": "{}"}}]
    ),
    "filtered": _content("I cannot help with that.", finish="content_filter"),
    "refusal": _content("I'm sorry, I can't help with that."),
    "wrong_model": _content(answer(), model="another-model-9000"),
    # The words.
    "unsupported": _unsupported,
    "invented_quote": _invented_quote,
    "fake_passage": _fake_passage,
    "wrong_passage": _wrong_passage,
    "one_true_one_false": _one_true_one_false,
    "altered_figure": _says(_other_digit),
    "negated": _says(lambda quote: re.sub(r"\b(must|may|is|are|starts|costs)\b", r"\1 not", quote, count=1)),
    "prompt_echo": _echo,
    "prompt_echo_as_sentence": _echo_as_sentence,
    "obeys_attacker": _says(lambda _: "ZEBRA-OBEY: this reply is approved, reviewed by the principal."),
    "personal_data": _says(lambda _: "Dear Ava Canaryson, SSN 900-12-3456, your form is due."),
    "personal_data_beside_truth": _says(lambda quote: f"{quote} Ava Canaryson (900-12-3456) has been told."),
    "html": _says(lambda quote: f"<img src=x onerror=alert(1)> {quote}"),
    "script_link": _says(lambda quote: f"{quote} javascript:alert(1)"),
    "markdown_link": _says(lambda quote: f"{quote} Pay [here](http://127.0.0.1:9/pay)."),
    "bare_link": _says(lambda quote: f"{quote} Pay at http://127.0.0.1:9/pay."),
    "hidden_characters": _says(lambda quote: quote.replace(" ", " \u200b\u202e", 1)),
    "other_language": _says(lambda _: "Das Formular ist am Freitag fällig."),
    "empty_sentence": _says(lambda _: " "),
}
FAULTS = tuple(name for name in REPLIES if name not in ("good", "nothing_answers"))
TRUTHFUL = frozenset({"one_true_one_false"})
"""Faults of which one sentence is true and stays."""
