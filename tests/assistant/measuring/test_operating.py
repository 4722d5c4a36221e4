"""What operators see: every metric that dashboard and alerts name exists, and no text leaves in a trace."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from starlette.testclient import TestClient

from assistant import counting, tracing
from assistant.language_models.faults import FaultKind
from assistant.services import questions
from assistant.services.operating import LedgerWatch
from assistant.web.app import make_app
from policies.errors import RedactionFailed
from tests.assistant.measuring.conftest import Quiet
from tests.assistant.web.whole import Whole, build_whole

ROOT = Path(__file__).parents[3]
SECRET = "Zephyrine Quillstone"


def names_in(words: str) -> set[str]:
    return set(re.findall(r"\bcountersign_[a-z_]+", words))


def scraped(client: TestClient) -> dict[str, float]:
    """Samples by name and labels of one scrape."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return {
        sample.name + "".join(f"|{value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = build_whole(tmp_path_factory.mktemp("operated"))
    yield made
    made.house.close()


def test_every_metric_that_the_dashboard_and_the_alerts_name_is_scraped(whole: Whole) -> None:
    questions.ask(whole.house, whole.users["staff"].actor, "Do visitors need to sign in?")
    counting.note_provider_fault(FaultKind.EMPTY.value)
    whole.app.state.ledger_watch.verify(whole.house)
    client = whole.api("")
    client.get("/healthz")
    found = {name.split("|")[0] for name in scraped(client)}
    board = (ROOT / "deploy/grafana/countersign.json").read_text("utf-8")
    alerts = (ROOT / "deploy/prometheus/alerts.yml").read_text("utf-8")
    assert len(json.loads(board)["panels"]) >= 10
    expressions = " ".join(rule["expr"] for group in yaml.safe_load(alerts)["groups"] for rule in group["rules"])
    wanted = names_in(" ".join(t["expr"] for p in json.loads(board)["panels"] for t in p["targets"])) | names_in(expressions)
    assert len(wanted) >= 12
    assert wanted - found == set()


def test_each_alarm_of_the_issue_has_a_rule_with_a_remedy() -> None:
    rules = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
    named = {rule["alert"] for rule in rules}
    assert named >= {
        *("CountersignLedgerBroken", "CountersignIndexUnhealthy", "CountersignQueueOverServiceLevel"),
        *("CountersignProviderFailing", "CountersignPersonalDataInDoubt"),
    }
    assert all(rule["annotations"]["remedy"] and rule["labels"]["severity"] in {"page", "ticket"} for rule in rules)


def test_a_changed_ledger_is_told_at_the_next_verification(quiet: Quiet) -> None:
    watch = LedgerWatch()
    first = watch.verify(quiet.house)
    assert first is not None
    assert first.is_ok
    with quiet.house.database.write() as session:
        for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
        session.execute(text("UPDATE ledger_events SET actor = 'somebody' WHERE seq = 2"))
    second = watch.verify(quiet.house)
    assert second is not None
    assert not second.is_ok
    app = make_app(quiet.house)
    app.state.ledger_watch = watch
    assert scraped(TestClient(app, base_url="http://127.0.0.1:8000"))["countersign_ledger_intact"] == 0


def test_a_failing_redactor_is_counted_as_a_doubt_and_refuses(quiet: Quiet) -> None:
    class Failing:
        def redact(self, *_: object) -> object:
            raise RedactionFailed("redaction.timeout", "Redaction took too long.", "Try again.")

    before = counting.REGISTRY.get_sample_value("countersign_pii_doubts_total", {"where": "redactor"})
    quiet.house.__dict__["_redactor"] = Failing()
    quiet.house.__dict__["way"] = type("W", (), {"redactor": Failing()})()
    with pytest.raises(RedactionFailed):
        questions.ask(quiet.house, quiet.users["staff"].actor, "When is lunch?")
    after = counting.REGISTRY.get_sample_value("countersign_pii_doubts_total", {"where": "redactor"})
    assert before is not None
    assert after == before + 1


def test_traces_have_a_span_for_each_step_and_not_one_word_of_the_question(whole: Whole) -> None:
    exporter = InMemorySpanExporter()
    provider = tracing.start(None, exporter)
    try:
        item = questions.ask(whole.house, whole.users["staff"].actor, f"Do visitors sign in? {SECRET}, 217-555-0143")
        with (
            pytest.raises(ValueError, match="the front office"),
            tracing.span("way.check", step="check", text=SECRET, outcome=f"a {SECRET}"),
        ):
            raise ValueError(f"{SECRET} at the front office")
    finally:
        tracing.stop(provider)
    spans = exporter.get_finished_spans()
    root = next(span for span in spans if span.name == "question")
    steps = {span.name for span in spans if span.parent is not None and span.parent.span_id == root.context.span_id}
    assert steps >= {"way.redact", "way.triage", "way.retrieve"}
    assert root.attributes is not None
    assert (root.attributes["item_id"], root.attributes["outcome"]) == (item.id, item.outcome.value)
    told = " ".join(span.to_json() for span in spans)
    assert '"error": "ValueError"' in told
    for words in ("Zephyrine", "Quillstone", "555-0143", "visitors", "front office", item.question.text):
        assert words not in told
    assert all(set(span.attributes or {}) <= tracing.ALLOWED and not span.events for span in spans)


def test_traces_are_off_by_default_and_cost_no_library(quiet: Quiet) -> None:
    assert quiet.house.settings.traces is None
    assert tracing.start(None) is None
    with tracing.span("way.redact", step="redact"):
        tracing.note(item_id="item_1")
