"""What this process did since it began, counted for Prometheus: steps, outcomes, the provider's faults, doubts about personal data.

Labels are codes of the house, never text. Several server processes count each for itself.
"""

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()

_STEPS = Histogram(
    "countersign_step_seconds",
    "Wall time of each step of a question's way.",
    ["step"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60),
    registry=REGISTRY,
)
_OUTCOMES = Counter("countersign_outcomes", "Questions answered by this process, by outcome.", ["outcome"], registry=REGISTRY)
_PROVIDER = Counter("countersign_provider_faults", "Faults of the language-model provider, by kind.", ["kind"], registry=REGISTRY)
_DOUBTS = Counter(
    "countersign_pii_doubts",
    "Times that redaction failed (the request was refused) or a drafted sentence was taken out for what looked personal.",
    ["where"],
    registry=REGISTRY,
)
for _where in ("redactor", "draft"):
    _DOUBTS.labels(_where)


def note_step(step: str, seconds: float) -> None:
    """One step of one question."""
    _STEPS.labels(step).observe(seconds)


def note_outcome(outcome: str) -> None:
    """One question that was queued."""
    _OUTCOMES.labels(outcome).inc()


def note_provider_fault(kind: str) -> None:
    """One time that the provider did not give a draft."""
    _PROVIDER.labels(kind).inc()


def note_pii_doubt(where: str) -> None:
    """One doubt. `where` is redactor or draft."""
    _DOUBTS.labels(where).inc()
