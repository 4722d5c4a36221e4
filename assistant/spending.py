"""What language-model calls cost in a day, kept in SQL so that the policy's budget holds for every worker together."""

import datetime as dt
import math
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assistant.drafting.prompting import CHARS_PER_TOKEN
from assistant.language_models.calling import Reserved
from assistant.language_models.openai_compatible import Replied
from assistant.tables import SpendingRow
from policies.clock import Clock
from policies.ledger import Tag, append
from policies.policy import ProviderRules
from policies.records import Database
from policies.words.people import SYSTEM

MILLION = 1_000_000
"""Amounts are whole millionths: sums of many small prices stay exact."""


@dataclass(frozen=True, slots=True)
class Spent:
    """A day so far. Amounts in the policy's currency; `n_refused` calls were not made because the budget did not hold them."""

    amount: float
    n_calls: int
    n_refused: int


class SqlPurse:
    """Implements `calling.Purse` on the database. Each step is a transaction of its own: a call waits outside of it."""

    def __init__(self, database: Database, clock: Clock, provider: ProviderRules, daily_budget: float) -> None:
        self._database = database
        self._clock = clock
        self._provider = provider
        self._budget = round(daily_budget * MILLION)

    def reserve(self, n_prompt_chars: int) -> Reserved | None:
        """Put the most that one call can cost aside; None when the day's budget does not hold it. A day's first refusal is an event."""
        most = self._price(math.ceil(n_prompt_chars / CHARS_PER_TOKEN), self._provider.max_output_tokens)
        with self._database.write() as session:
            row = self._row(session, self._clock.today())
            if row.millionths + most <= self._budget:
                row.millionths += most
                row.n_calls += 1
                return Reserved(row.day, most)
            row.n_refused += 1
            if row.refused_at is None:
                row.refused_at = now = self._clock.now()
                facts = {"day": row.day.isoformat(), "millionths": row.millionths, "n_calls": row.n_calls}
                append(session, now, SYSTEM, Tag.BUDGET_SPENT, self._provider.name, facts)
        return None

    def settle(self, reserved: Reserved, replied: Replied | None, *, is_billed: bool) -> None:
        """Replace what was put aside by what the provider counted; where it does not say, the most it could be stays counted."""
        told = (replied.n_input_tokens, replied.n_output_tokens) if replied else (None, None)
        if is_billed and None in told:
            return
        n_input, n_output = (told[0] or 0, told[1] or 0) if is_billed else (0, 0)
        with self._database.write() as session:
            row = self._row(session, reserved.day)
            row.millionths += self._price(n_input, n_output) - reserved.millionths
            row.n_input_tokens += n_input
            row.n_output_tokens += n_output

    def _price(self, n_input: int, n_output: int) -> int:
        rules = self._provider
        return math.ceil((n_input * rules.price_per_1000_input_tokens + n_output * rules.price_per_1000_output_tokens) / 1000 * MILLION)

    def _row(self, session: Session, day: dt.date) -> SpendingRow:
        """The day's row; the house's one writer at a time keeps two workers from making it twice."""
        row = session.get(SpendingRow, (day, self._provider.name))
        if row is None:
            row = SpendingRow(day=day, provider=self._provider.name, n_calls=0, n_input_tokens=0, n_output_tokens=0)
            row.millionths = row.n_refused = 0
            session.add(row)
        return row


def spent_today(session: Session, clock: Clock, provider: str) -> Spent:
    """What this provider has cost today."""
    row = session.get(SpendingRow, (clock.today(), provider))
    return Spent(row.millionths / MILLION, row.n_calls, row.n_refused) if row else Spent(0.0, 0, 0)
