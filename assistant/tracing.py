"""OpenTelemetry traces of the question's way, off until a setting names a collector. Spans carry ids and codes, never text.

Library home of opentelemetry: nothing else imports it, and nothing is imported while traces are off.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

ALLOWED = frozenset(
    {"item_id", "outcome", "step", "rule", "policy_version", "drafter", "language", "n_sentences", "error", "route", "status", "request_id"}
)
"""What a span may carry. Anything else is a mistake of ours and is left out."""

_CODE = re.compile(r"[\w.:/{}+-]{1,120}")
_TRACERS: list[Any] = []


def start(endpoint: str | None, exporter: Any = None) -> Any:
    """Send spans to a collector (OTLP over HTTP), or to `exporter`; gives the provider, whose `shutdown` sends what is left.

    Does nothing without either.
    """
    if endpoint is None and exporter is None:
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import SpanLimits, TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor

    limits = SpanLimits(max_events=0, max_attribute_length=120)
    provider = TracerProvider(resource=Resource({"service.name": "countersign"}), span_limits=limits)
    own = SimpleSpanProcessor(exporter) if exporter is not None else BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint))
    provider.add_span_processor(own)
    _TRACERS[:] = [provider.get_tracer("countersign")]
    return provider


def stop(provider: Any) -> None:
    """Send what is left and trace no more."""
    _TRACERS.clear()
    if provider is not None:
        provider.shutdown()


@contextmanager
def span(name: str, **codes: str | float) -> Generator[None]:
    """A span around a step, inside the one that is open. An error leaves its type's name, never its words."""
    if not _TRACERS:
        yield
        return
    with _TRACERS[0].start_as_current_span(name, record_exception=False, set_status_on_exception=False):
        note(**codes)
        try:
            yield
        except BaseException as error:
            note(error=type(error).__name__)
            raise


def note(**codes: str | float | None) -> None:
    """Put codes on the open span."""
    if not _TRACERS:
        return
    from opentelemetry.trace import get_current_span

    for name, value in codes.items():
        is_code = isinstance(value, int | float) or (isinstance(value, str) and _CODE.fullmatch(value) is not None)
        if name in ALLOWED and is_code:
            get_current_span().set_attribute(name, value)
