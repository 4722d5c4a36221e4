"""One language model behind an OpenAI-compatible server, reached through llama-index.

llama-index and openai are imported at the first call: they take seconds. Nothing of the environment is used: no key, no proxy, no
organisation; the key is what the caller gives.
"""

import ipaddress
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from assistant.language_models.faults import FaultKind, ProviderFault
from policies.errors import WrongConfiguration
from policies.policy import ProviderRules

_LIBRARY_LOGGERS = ("openai", "httpx", "httpcore", "llama_index")


MAX_TOKENS_TOLD = 10_000_000
"""More tokens than any call has; a count above it is not believed."""


@dataclass(frozen=True, slots=True)
class Replied:
    """The model's words, and the tokens that the provider says the call had; None where it does not say."""

    text: str
    n_input_tokens: int | None = None
    n_output_tokens: int | None = None


class OpenAICompatible:
    """The model of one `ProviderRules` entry. Safe to share between threads: every call has a connection of its own."""

    def __init__(self, provider: ProviderRules, *, key: str | None = None) -> None:
        """Raises: WrongConfiguration (provider.address, provider.key_in_clear) when the address cannot be used safely."""
        _check_address(provider, has_key=key is not None)
        self.provider = provider
        self._key = key

    def prepare(self) -> None:
        """Import the libraries now, so that the first question does not wait for it."""
        _libraries()

    def reply(self, messages: Sequence[tuple[str, str]], schema: Mapping[str, Any]) -> Replied:
        """The model's words to `messages`, each (role, text), as one JSON object in text. `schema` is sent where the policy says so.

        Raises: ProviderFault for every fault, after at most `timeout_seconds`; it does not retry.
        """
        chat_message, openai_like, httpx, openai_error, transport_type = _libraries()
        provider = self.provider
        wanted: dict[str, Any] = {"type": "json_object"}
        if provider.reply_format == "json_object_with_schema":
            wanted["schema"] = schema

        told: list[int | None] = [None, None]

        def accept(body: bytes) -> bytes:
            clean = read_reply(body, provider.model)
            told[:] = read_usage(body)
            return clean

        transport = transport_type(
            provider.base_url,
            seconds=provider.timeout_seconds,
            max_bytes=provider.max_reply_bytes,
            key=self._key,
            read_reply=accept,
        )
        with httpx.Client(transport=transport, trust_env=False, follow_redirects=False, timeout=provider.timeout_seconds) as client:
            model = openai_like(
                model=provider.model,
                api_base=provider.base_url,
                api_key="not-from-the-environment",
                is_chat_model=True,
                is_function_calling_model=False,
                context_window=provider.context_tokens,
                max_tokens=provider.max_output_tokens,
                temperature=0.0,
                max_retries=0,
                timeout=provider.timeout_seconds,
                http_client=client,
            )
            try:
                answer = model.chat([chat_message(role=role, content=text) for role, text in messages], response_format=wanted)
            except (openai_error, ProviderFault, ValueError, TypeError, AttributeError) as error:
                raise _fault_of(error) from None
        return Replied(str(answer.message.content or ""), *told)


def _libraries() -> tuple[Any, Any, Any, Any, Any]:
    """ChatMessage, OpenAILike, httpx, OpenAIError, BoundedTransport. Their loggers give warnings only: they would write prompts."""
    import httpx
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.llms.openai_like import OpenAILike
    from openai import OpenAIError

    from assistant.language_models.bounded_http import BoundedTransport

    for name in _LIBRARY_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    return ChatMessage, OpenAILike, httpx, OpenAIError, BoundedTransport


def _fault_of(error: BaseException) -> ProviderFault:
    """The fault that a library has wrapped; a library's own error means that the reply had another shape than agreed."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ProviderFault):
            return seen
        seen = seen.__cause__ or seen.__context__
    return ProviderFault(FaultKind.WRONG_SHAPE)


def read_reply(body: bytes, model: str) -> bytes:
    """A chat completion reduced to what is used: the first choice's text. Everything else of the provider's reply is left behind.

    Raises: ProviderFault naming what was wrong.
    """
    if not body.strip():
        raise ProviderFault(FaultKind.EMPTY)
    try:
        raw: object = json.loads(body.decode("utf-8"), object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ProviderFault(FaultKind.NOT_JSON) from None
    choices = _get(raw, "choices")
    if not isinstance(choices, list) or not choices:
        raise ProviderFault(FaultKind.WRONG_SHAPE)
    choice = cast("list[object]", choices)[0]
    message = _get(choice, "message")
    if _get(message, "tool_calls") or _get(message, "function_call"):
        raise ProviderFault(FaultKind.ASKED_FOR_A_TOOL)
    finish = _get(choice, "finish_reason")
    if finish == "content_filter" or _get(message, "refusal"):
        raise ProviderFault(FaultKind.DECLINED)
    if finish == "length":
        raise ProviderFault(FaultKind.CUT_SHORT)
    content = _get(message, "content")
    if finish not in ("stop", None) or not isinstance(content, str):
        raise ProviderFault(FaultKind.WRONG_SHAPE)
    if not content.strip():
        raise ProviderFault(FaultKind.EMPTY)
    answered = _get(raw, "model")
    if isinstance(answered, str) and answered and not answered.startswith(model):
        raise ProviderFault(FaultKind.WRONG_MODEL)
    clean = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    return json.dumps({"id": "reply", "object": "chat.completion", "created": 0, "model": model, "choices": [clean]}).encode()


def read_usage(body: bytes) -> tuple[int | None, int | None]:
    """Tokens of prompt and reply as the provider counts them; None for what it does not say or cannot be. The body is JSON."""
    usage = _get(json.loads(body), "usage")
    if not isinstance(usage, dict):
        return None, None
    counts = [cast("dict[str, object]", usage).get(name) for name in ("prompt_tokens", "completion_tokens")]
    seen = [n if isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= MAX_TOKENS_TOLD else None for n in counts]
    return seen[0], seen[1]


def _get(raw: object, name: str) -> object:
    if not isinstance(raw, dict):
        raise ProviderFault(FaultKind.WRONG_SHAPE)
    return cast("dict[str, object]", raw).get(name)


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is not JSON")


def _check_address(provider: ProviderRules, *, has_key: bool) -> None:
    parts = urlsplit(provider.base_url)
    if not parts.hostname or parts.username or parts.password or parts.query or parts.fragment:
        raise WrongConfiguration(
            "provider.address",
            "The provider's base_url must be a plain address: scheme, host, optional port and path.",
            f"Mend drafting.providers.{provider.name}.base_url in the policy.",
        )
    if has_key and parts.scheme == "http" and not _is_near(parts.hostname):
        raise WrongConfiguration(
            "provider.key_in_clear",
            "The provider's key would be sent unencrypted to a host outside this network.",
            f"Use https in drafting.providers.{provider.name}.base_url, or give no key.",
        )


def _is_near(host: str) -> bool:
    """Whether a host is this machine, a private address, or a one-word name of the local network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return address.is_loopback or address.is_private
