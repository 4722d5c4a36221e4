"""The day's budget for language models: kept for all workers together, and quoted drafts when it is spent."""

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from assistant.drafting.extractive import ExtractiveDrafter
from assistant.drafting.generative import GenerativeDrafter
from assistant.language_models.calling import ProviderCalls
from assistant.language_models.faults import FaultKind
from assistant.language_models.openai_compatible import Replied, read_usage
from assistant.spending import SqlPurse, spent_today
from policies.clock import Clock
from policies.ledger import LedgerRow, Tag
from policies.policy import Policy
from policies.records import Database
from tests.contracts.evidence_at_hand import HANDBOOK, ask, demo_policy
from tests.scripted_provider.drafters import rules_for
from tests.scripted_provider.server import ScriptedProvider

QUESTION = ask("What time does school start and end?")
PRICES = {"price_per_1000_input_tokens": 1.0, "price_per_1000_output_tokens": 2.0, "max_output_tokens": 500}


class Day:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = dt.datetime(2026, 9, 1, 15, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.moment


@pytest.fixture(scope="module")
def provider() -> Iterator[ScriptedProvider]:
    with ScriptedProvider("good") as provider:
        yield provider


def purse(database: Database, provider: ScriptedProvider, budget: float, day: Day | None = None) -> SqlPurse:
    return SqlPurse(database, Clock("America/Chicago", day or Day()), rules_for(provider, **PRICES).providers[0], budget)


def amount(database: Database, day: Day | None = None) -> float:
    with database.read() as session:
        return spent_today(session, Clock("America/Chicago", day or Day()), "scripted").amount


def drafter(database: Database, provider: ScriptedProvider, budget: float, day: Day) -> GenerativeDrafter:
    rules = rules_for(provider, **PRICES)
    calls = ProviderCalls(rules.providers[0], purse=purse(database, provider, budget, day), sleep=lambda _: None)
    return GenerativeDrafter(rules, fallback=ExtractiveDrafter(rules), calls=calls)


def test_a_call_costs_what_the_provider_counted(database: Database, provider: ScriptedProvider) -> None:
    mine = purse(database, provider, 10)
    reserved = mine.reserve(3000)
    assert reserved is not None
    assert reserved.millionths == 2_000_000  # 1,000 tokens at 1 and 500 at 2 the thousand
    mine.settle(reserved, Replied("words", 400, 100), is_billed=True)
    assert amount(database) == pytest.approx(0.6)


@pytest.mark.parametrize(("replied", "is_billed", "counted"), [(Replied("words"), True, 2.0), (None, True, 2.0), (None, False, 0.0)])
def test_what_the_provider_does_not_say_counts_as_the_most_it_can_be(
    database: Database, provider: ScriptedProvider, replied: Replied | None, is_billed: bool, counted: float
) -> None:
    mine = purse(database, provider, 10)
    reserved = mine.reserve(3000)
    assert reserved is not None
    mine.settle(reserved, replied, is_billed=is_billed)
    assert amount(database) == pytest.approx(counted)


def test_many_workers_never_put_aside_more_than_the_budget(database: Database, provider: ScriptedProvider) -> None:
    taken: list[object] = []
    threads = [threading.Thread(target=lambda: taken.append(purse(database, provider, 7).reserve(3000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in taken) == 3
    assert amount(database) == pytest.approx(6.0)


def test_a_spent_budget_is_an_event_once_a_day_and_the_next_day_begins_anew(database: Database, provider: ScriptedProvider) -> None:
    day = Day()
    mine = purse(database, provider, 2, day)
    assert mine.reserve(3000) is not None
    assert [mine.reserve(3000) for _ in range(3)] == [None, None, None]
    with database.read() as session:
        events = session.query(LedgerRow).filter(LedgerRow.tag == Tag.BUDGET_SPENT.value).all()
        assert [event.subject for event in events] == ["scripted"]
        assert spent_today(session, Clock("America/Chicago", day), "scripted").n_refused == 3
    day.moment += dt.timedelta(days=1)
    assert amount(database, day) == 0
    assert mine.reserve(3000) is not None


def test_a_call_over_midnight_is_paid_by_its_own_day(database: Database, provider: ScriptedProvider) -> None:
    day = Day()
    mine = purse(database, provider, 10, day)
    reserved = mine.reserve(3000)
    assert reserved is not None
    day.moment += dt.timedelta(days=1)
    mine.settle(reserved, Replied("words", 400, 100), is_billed=True)
    assert amount(database, day) == 0
    assert amount(database) == pytest.approx(0.6)


def test_when_the_budget_is_spent_the_draft_is_quoted_with_a_note_and_the_provider_is_not_called(
    database: Database, provider: ScriptedProvider
) -> None:
    provider.follow("good")
    day = Day()
    drafting = drafter(database, provider, 2.5, day)
    assert drafting.draft(QUESTION, HANDBOOK).drafter == "generative:scripted"
    assert len(provider.requests) == 1
    for _ in range(4):
        drafted = drafting.draft(QUESTION, HANDBOOK)
        assert drafted.drafter == "extractive"
        assert FaultKind.BUDGET_SPENT.value in drafted.notes[0]
    assert len(provider.requests) == 1
    assert not drafting.is_resting, "a spent budget is no fault of the provider"
    day.moment += dt.timedelta(days=1)
    assert drafting.draft(QUESTION, HANDBOOK).drafter == "generative:scripted"


def test_a_retry_is_paid_as_well(database: Database, provider: ScriptedProvider) -> None:
    provider.follow("server_error", "good")
    drafted = drafter(database, provider, 2.5, Day()).draft(QUESTION, HANDBOOK)
    assert len(provider.requests) == 1
    assert FaultKind.BUDGET_SPENT.value in drafted.notes[0]


@pytest.mark.parametrize(
    ("usage", "read"),
    [
        ('{"usage": {"prompt_tokens": 12, "completion_tokens": 5}}', (12, 5)),
        ('{"usage": {"prompt_tokens": -1, "completion_tokens": 1e3}}', (None, None)),
        ('{"usage": {"prompt_tokens": true, "completion_tokens": 99999999999}}', (None, None)),
        ('{"usage": "free"}', (None, None)),
        ("{}", (None, None)),
    ],
)
def test_only_counts_that_can_be_are_believed(usage: str, read: tuple[int | None, int | None]) -> None:
    assert read_usage(usage.encode()) == read


def test_a_budget_without_prices_is_refused() -> None:
    raw = demo_policy().model_dump(mode="json")
    with pytest.raises(ValidationError, match="daily_budget needs price_per_1000"):
        Policy.model_validate({**raw, "drafting": {**raw["drafting"], "daily_budget": 5}})
