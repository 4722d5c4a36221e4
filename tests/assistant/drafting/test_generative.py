"""The generative drafter against a provider with every kind of fault, over a real socket, followed by the checks."""

import re
import time
from collections.abc import Iterator

import pytest

from assistant.checking.check import check_draft
from assistant.drafting.drafter import Drafted
from assistant.drafting.generative import GenerativeDrafter, listed_provider
from assistant.language_models.faults import FaultKind
from policies.errors import WrongConfiguration
from policies.policy import DraftingRules
from tests.contracts.drafter_suite import as_draft, quotes_hold
from tests.contracts.evidence_at_hand import BELLS, HANDBOOK, SCOPE, WHITCOMB, ask, demo_policy, evidence
from tests.scripted_provider.drafters import generative, rules_for
from tests.scripted_provider.replies import FAULTS, TRUTHFUL
from tests.scripted_provider.server import SECRET_IN_ERRORS, ScriptedProvider

QUESTION = ask("My daughter <STUDENT_1> asks: what time does school start and end?")
TIMEOUT_SECONDS = 1.0
POLICY = demo_policy()


@pytest.fixture(scope="module")
def provider() -> Iterator[ScriptedProvider]:
    with ScriptedProvider("good") as provider:
        yield provider


@pytest.fixture(scope="module", autouse=True)
def _libraries_are_imported(provider: ScriptedProvider) -> None:
    generative(provider).prepare()


def finds_pii(text: str) -> bool:
    """The personal data that the scripted provider invents."""
    return re.search(r"Canaryson|\d{3}-\d{2}-\d{4}", text) is not None


def what_passes(drafted: Drafted) -> list[str]:
    """The sentences that reach a reviewer."""
    checked = check_draft(as_draft(drafted, "en"), QUESTION, HANDBOOK, SCOPE, POLICY, finds_pii=finds_pii)
    return [sentence.text for sentence in checked.draft.sentences]


@pytest.mark.parametrize("fault", FAULTS)
def test_with_every_fault_only_supported_sentences_pass_within_the_bounds(provider: ScriptedProvider, fault: str) -> None:
    provider.follow(fault)
    drafter = generative(provider, timeout_seconds=TIMEOUT_SECONDS, max_calls_per_draft=2, sleep=lambda _: None)
    begun = time.monotonic()
    drafted = drafter.draft(QUESTION, HANDBOOK)
    took = time.monotonic() - begun

    assert took < 2 * TIMEOUT_SECONDS + 1.5
    assert 1 <= len(provider.requests) <= 2
    assert quotes_hold(drafted, HANDBOOK)
    passed = what_passes(drafted)
    document = " ".join(one.passage.text for one in HANDBOOK)
    assert all(text in document for text in passed), passed
    notes = " ".join(drafted.notes)
    assert SECRET_IN_ERRORS not in notes
    assert "ZEBRA" not in notes
    assert "Canaryson" not in notes
    if drafted.drafter == "extractive":
        assert drafted.model != "scripted-1"
        assert "scripted was not used" in notes
        assert passed
    if fault in TRUTHFUL:
        assert passed


@pytest.mark.parametrize("fault", FAULTS)
def test_with_every_fault_only_the_redacted_question_and_passages_were_sent(provider: ScriptedProvider, fault: str) -> None:
    provider.follow(fault)
    generative(provider, timeout_seconds=0.3, sleep=lambda _: None).draft(QUESTION, HANDBOOK)
    for request in provider.requests:
        assert request.line == "POST /v1/chat/completions HTTP/1.1"
        assert set(request.json) == {"messages", "model", "temperature", "max_tokens", "response_format", "stream"}
        said = request.json["messages"][1]["content"]
        assert str(QUESTION.text) in said
        assert not finds_pii(request.body)


def test_a_good_answer_is_used_and_carries_model_and_prompt_hash(provider: ScriptedProvider) -> None:
    provider.follow("good")
    drafted = generative(provider).draft(QUESTION, HANDBOOK)
    assert [sentence.text for sentence in drafted.sentences] == ["School starts at 8:10 a.m. and ends at 3:00 p.m."]
    assert (drafted.drafter, drafted.model, drafted.score) == ("generative:scripted", "scripted-1", 1.0)
    assert drafted.prompt_hash is not None
    assert len(drafted.prompt_hash) == 64


def test_an_empty_list_means_that_nothing_answers_and_does_not_fall_back(provider: ScriptedProvider) -> None:
    provider.follow("nothing_answers")
    drafted = generative(provider).draft(QUESTION, HANDBOOK)
    assert drafted.sentences == ()
    assert drafted.drafter == "generative:scripted"
    assert drafted.notes == ()


def test_a_table_row_is_cited_whole(provider: ScriptedProvider) -> None:
    provider.follow("good")
    drafted = generative(provider).draft(ask("first bell at Whitcomb Elementary"), evidence(WHITCOMB))
    assert [citation.quote for sentence in drafted.sentences for citation in sentence.citations] == [WHITCOMB.text]


@pytest.mark.parametrize("fault", ["server_error", "rate_limited", "reset", "half_a_reply", "html_unavailable"])
def test_one_passing_fault_is_tried_again_once(provider: ScriptedProvider, fault: str) -> None:
    provider.follow(fault, "good")
    waits: list[float] = []
    drafted = generative(provider, sleep=waits.append).draft(QUESTION, HANDBOOK)
    assert drafted.drafter == "generative:scripted"
    assert len(provider.requests) == 2
    assert waits == [1.0 if fault == "rate_limited" else 0.2]


@pytest.mark.parametrize("fault", ["key_refused", "bad_request", "not_json", "redirect", "huge", "rate_limited_for_a_day", "hang"])
def test_a_fault_that_stays_is_not_tried_again(provider: ScriptedProvider, fault: str) -> None:
    provider.follow(fault, "good")
    drafted = generative(provider, timeout_seconds=0.5).draft(QUESTION, HANDBOOK)
    assert drafted.drafter == "extractive"
    assert len(provider.requests) == 1


def test_one_call_per_draft_is_one_call(provider: ScriptedProvider) -> None:
    provider.follow("server_error")
    generative(provider, max_calls_per_draft=1).draft(QUESTION, HANDBOOK)
    assert len(provider.requests) == 1


def test_a_redirect_is_not_followed(provider: ScriptedProvider) -> None:
    with (
        ScriptedProvider("good") as elsewhere,
        ScriptedProvider("redirect", redirect_to=f"{elsewhere.base_url}/chat/completions") as pointing,
    ):
        drafted = generative(pointing).draft(QUESTION, HANDBOOK)
        assert drafted.drafter == "extractive"
        assert elsewhere.requests == []


def test_the_environment_adds_no_proxy_no_key_and_no_header(provider: ScriptedProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedProvider("good") as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_BASE_URL", "OPENAI_API_BASE"):
            monkeypatch.setenv(name, proxy.base_url.removesuffix("/v1"))
        monkeypatch.setenv("OPENAI_API_KEY", "key-of-the-environment")
        monkeypatch.setenv("OPENAI_ORG_ID", "organisation-of-the-environment")
        monkeypatch.setenv("OPENAI_PROJECT_ID", "project-of-the-environment")
        provider.follow("good")
        assert generative(provider).draft(QUESTION, HANDBOOK).drafter == "generative:scripted"
        assert proxy.requests == []
    sent = provider.requests[0].headers
    assert "of-the-environment" not in str(sent)
    assert set(sent) == {"host", "accept", "content-type", "content-length", "accept-encoding", "connection", "user-agent"}


def test_the_key_that_the_caller_gives_is_sent(provider: ScriptedProvider) -> None:
    provider.follow("good")
    generative(provider, key="key-of-the-caller").draft(QUESTION, HANDBOOK)
    assert provider.requests[0].headers["authorization"] == "Bearer key-of-the-caller"


def test_after_three_faults_in_a_row_the_provider_rests_for_thirty_seconds(provider: ScriptedProvider) -> None:
    now = [100.0]
    drafter = generative(provider, clock=lambda: now[0])
    provider.follow("bad_request")
    for _ in range(3):
        drafter.draft(QUESTION, HANDBOOK)
    assert len(provider.requests) == 3
    now[0] += 29.9
    resting = drafter.draft(QUESTION, HANDBOOK)
    assert len(provider.requests) == 3
    assert FaultKind.RESTING.value in resting.notes[0]
    now[0] += 0.2
    drafter.draft(QUESTION, HANDBOOK)
    assert len(provider.requests) == 4
    drafter.draft(QUESTION, HANDBOOK)
    assert len(provider.requests) == 4
    now[0] += 30.1
    provider.follow("good")
    assert drafter.draft(QUESTION, HANDBOOK).drafter == "generative:scripted"
    assert drafter.draft(QUESTION, HANDBOOK).drafter == "generative:scripted"


def test_a_provider_that_cannot_be_reached_falls_back() -> None:
    drafted = generative("http://127.0.0.1:9/v1").draft(QUESTION, HANDBOOK)
    assert drafted.drafter == "extractive"
    assert FaultKind.UNREACHABLE.value in drafted.notes[0]


def test_dropped_sentences_are_noted_and_the_rest_is_kept(provider: ScriptedProvider) -> None:
    provider.follow("one_true_one_false")
    drafted = generative(provider).draft(QUESTION, HANDBOOK)
    assert len(drafted.sentences) == 2
    assert what_passes(drafted) == ["School starts at 8:10 a.m. and ends at 3:00 p.m."]


def test_a_provider_that_the_policy_does_not_list_is_refused(provider: ScriptedProvider) -> None:
    with pytest.raises(WrongConfiguration, match=r"provider\.unlisted"):
        listed_provider(DraftingRules())
    rules = rules_for(provider)
    with pytest.raises(WrongConfiguration, match=r"provider\.unlisted"):
        GenerativeDrafter(rules.model_copy(update={"provider": "another"}), fallback=generative(provider))


@pytest.mark.parametrize("address", ["http://user:word@127.0.0.1:1/v1", "http://127.0.0.1:1/v1?to=elsewhere", "http://127.0.0.1:1/v1#part"])
def test_an_address_that_hides_something_is_refused(address: str) -> None:
    with pytest.raises(WrongConfiguration, match=r"provider\.address"):
        generative(address)


def test_a_key_is_never_sent_in_clear_to_the_outside() -> None:
    with pytest.raises(WrongConfiguration, match=r"provider\.key_in_clear"):
        generative("http://models.district.example/v1", key="key-of-the-caller")
    generative("https://models.district.example/v1", key="key-of-the-caller")
    generative("http://ollama:11434/v1", key="key-of-the-caller")


def test_nothing_of_a_prompt_is_logged(provider: ScriptedProvider, caplog: pytest.LogCaptureFixture) -> None:
    provider.follow("good")
    with caplog.at_level("DEBUG"):
        generative(provider).draft(QUESTION, HANDBOOK)
    assert "STUDENT_1" not in caplog.text
    assert BELLS.text[:20] not in caplog.text
