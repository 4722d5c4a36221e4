"""The season itself: a clock that jumps from act to act, parents who ask, reviewers who claim, heed the lot, decide and read again."""

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np

from assistant.accounts.users import add_user
from assistant.compose import House
from assistant.services import pilot, questions, recording, review, vigilance
from assistant.services.review import SentDecision
from bench.season.planted import BASELINE, LIVE, Planted, arrivals, plan_of
from eval.cases import Case
from policies.clock import Clock
from policies.errors import Conflict
from policies.words.items import DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.people import SYSTEM, Actor, Role
from policies.words.questions import Outcome
from review_queue.tables import ItemRow

OPENS, BEAT = 8, 240.0
"""Local hour at which work begins; seconds after which a reviewer's page extends the claim, as the real one does."""

OWN_WORDS = "We looked this up for you and called you back about it. Please write again if anything is open."
SECOND = 0.2
"""Share of an item's time that a second person spends, where the product asks for one."""


@dataclass
class Told:
    """What the season really did, to compare the figures with. By item id where it says so."""

    cases: dict[str, Case] = field(default_factory=dict[str, Case])
    asked_on: Counter[dt.date] = field(default_factory=Counter[dt.date])
    languages: Counter[str] = field(default_factory=Counter[str])
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    decisions: dict[str, tuple[DecisionKind, ReasonCode | None, bool]] = field(
        default_factory=dict[str, tuple[DecisionKind, ReasonCode | None, bool]]
    )
    """Final decision, its reason, and whether the draft's words were left as they were."""
    arms: Counter[str] = field(default_factory=Counter[str])
    outcomes: Counter[str] = field(default_factory=Counter[str])
    rereads: list[bool] = field(default_factory=list[bool])
    decoys: list[bool] = field(default_factory=list[bool])
    survey: list[int] = field(default_factory=list[int])


class Season:
    """One season on a house. The house's clock is the season's."""

    def __init__(self, house: House, truth: Planted, seed: int) -> None:
        self.house, self.truth, self.told = house, truth, Told()
        self._rng = np.random.default_rng(seed)
        self._zone = ZoneInfo(house.policy.district.timezone)
        self._now = self._local(BASELINE[0], 0)
        house.clock = Clock(house.policy.district.timezone, lambda: self._now)
        self._acts: list[tuple[dt.datetime, int, Callable[[], None]]] = []
        self._n = 0
        self._staff, self._reviewers, self.leader = self._people()
        self._idle = list(self._reviewers)
        self._pace = {actor.user_id: float(np.exp(self._rng.normal(0, 0.25))) for actor in self._reviewers}

    def run(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Told:
        """Play it to its end: every question decided, every second reading done."""
        pilot.lock(self.house, self.leader, plan_of(self.truth, [school.id for school in self.house.policy.district.schools]))
        for at, case in arrivals(self.truth, self._rng, self._zone):
            self._at(at, lambda case=case: self._ask(case))
        for number in range((LIVE[1] - BASELINE[0]).days + 8):
            day = BASELINE[0] + dt.timedelta(days=number)
            if day.weekday() < 5:
                self._at(self._local(day, OPENS), self._wake_all)
                self._at(self._local(day, 15), self._read_again)
            if day.weekday() == 4:
                self._at(self._local(day, 15), lambda: self._record("incidents_checked"))
        for number in range(20):
            self._at(self._local(LIVE[0] + dt.timedelta(days=30 + number), 12), self._reply)
        while self._acts:
            self._now, _number, act = heapq.heappop(self._acts)
            act()
            progress(len(self.told.cases), self.truth.n)
        return self.told

    def day_of(self, at: float) -> dt.date:
        """The district's day of a moment in epoch seconds."""
        return dt.datetime.fromtimestamp(at, self._zone).date()

    def _people(self) -> tuple[list[Actor], list[Actor], Actor]:
        rules, made = self.house.policy.sign_in, dict[str, Actor]()
        wanted = [*((f"season_staff{n}", Role.STAFF) for n in range(3)), ("season_leader", Role.LEADER)]
        wanted += [(f"season_reviewer{n}", Role.REVIEWER) for n in range(self.truth.n_reviewers)]
        with self.house.database.write() as session:
            for name, role in wanted:
                made[name] = add_user(session, self._now, SYSTEM, name, [role], rules, None, ("en", "es")).actor
        chosen = {part: [actor for name, actor in made.items() if part in name] for part in ("staff", "reviewer")}
        return chosen["staff"], chosen["reviewer"], made["season_leader"]

    def _local(self, day: dt.date, hour: int) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour), self._zone).astimezone(dt.UTC)

    def _at(self, moment: dt.datetime, act: Callable[[], None]) -> None:
        self._n += 1
        heapq.heappush(self._acts, (moment, self._n, act))

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        self._at(self._now + dt.timedelta(seconds=seconds), act)

    def _ask(self, case: Case) -> None:
        asker = self._staff[int(self._rng.integers(len(self._staff)))]
        item = questions.ask(self.house, asker, case.question, language=case.language, school=case.school)
        self.told.cases[item.id] = case
        self.told.asked_on[self._now.astimezone(self._zone).date()] += 1
        self.told.languages[case.language or "en"] += 1
        self.told.arms[next((flag.removeprefix("pilot.") for flag in item.flags if flag.startswith("pilot.")), "none")] += 1
        self.told.outcomes[item.outcome.value] += 1
        if self._now.astimezone(self._zone).weekday() < 5:
            self._later(float(self._rng.exponential(1500)), self._wake)

    def _wake_all(self) -> None:
        for number in range(len(self._idle)):
            self._later(60.0 * number, self._wake)

    def _wake(self) -> None:
        if self._idle:
            self._work(self._idle.pop(int(self._rng.integers(len(self._idle)))))

    def _work(self, reviewer: Actor) -> None:
        item = review.claim_next(self.house, reviewer)
        if item is None:
            self._idle.append(reviewer)
            return
        with self.house.database.read() as session:
            is_decoy = session.get_one(ItemRow, item.id).is_decoy
        sent = self._chosen(item, is_decoy=is_decoy)
        seconds = self._seconds(item, reviewer, needs_second=item.draft is None and sent.answer_text is not None)
        for beat in np.arange(BEAT, seconds, BEAT):
            self._later(float(beat), lambda: self._go_on(reviewer, item))
        self._later(seconds, lambda: self._decide(reviewer, item, sent, seconds, is_decoy=is_decoy))

    def _go_on(self, reviewer: Actor, item: Item) -> None:
        review.claim(self.house, reviewer, item.id)

    def _seconds(self, item: Item, reviewer: Actor, *, needs_second: bool) -> float:
        """How long a person takes for what lies before them, from what is planted."""
        if item.proposal is not None:
            return SECOND / (1 - SECOND) * self.told.seconds.get(item.id, self.truth.median_seconds)
        whole = self.truth.median_seconds * self._pace[reviewer.user_id] * float(np.exp(self._rng.normal(0, 0.5)))
        whole *= 1 - self.truth.saving if item.outcome is Outcome.DRAFTED else 1.0
        return whole * (1 - SECOND if needs_second else 1.0)

    def _decide(self, reviewer: Actor, item: Item, sent: SentDecision, seconds: float, *, is_decoy: bool) -> None:
        try:
            decided = review.decide(self.house, reviewer, item.id, sent)
        except Conflict:  # a cited document went out of force since the question was asked: a person cannot approve, and says why
            sent = SentDecision(DecisionKind.REJECT, item.seen_hash, reason_code=ReasonCode.OUT_OF_DATE)
            decided = review.decide(self.house, reviewer, item.id, sent)
        if is_decoy:
            self.told.decoys.append(sent.kind is DecisionKind.REJECT)
        else:
            self.told.seconds[item.id] = self.told.seconds.get(item.id, 0.0) + seconds
            if decided.status is not ItemStatus.QUEUED:
                self.told.decisions[item.id] = (sent.kind, sent.reason_code, sent.answer_text is None)
        self._work(reviewer)

    def _chosen(self, item: Item, *, is_decoy: bool) -> SentDecision:
        """What a reviewer does who knows the truth of the case."""
        opened = tuple(c.passage_id for s in (item.draft.sentences if item.draft else ()) for c in s.citations)

        def sent(kind: DecisionKind, reason: ReasonCode | None = None, words: str | None = None) -> SentDecision:
            return SentDecision(kind, item.seen_hash, reason_code=reason, answer_text=words, opened_citations=opened)

        if is_decoy:
            is_caught = self._rng.random() < self.truth.decoys_caught
            return sent(DecisionKind.REJECT, ReasonCode.WRONG_FACT) if is_caught else sent(DecisionKind.APPROVE)
        if item.proposal is not None:
            return sent(DecisionKind.APPROVE_WITH_EDITS, words=str(item.proposal.text))
        if item.outcome.value.startswith("escalated_"):
            return sent(DecisionKind.ESCALATE)
        if item.draft is None:
            is_held = item.outcome is Outcome.ABSTAINED_HELD_BACK
            if is_held or self._rng.random() < self.truth.silence_filled:
                return sent(DecisionKind.APPROVE_WITH_EDITS, words=OWN_WORDS)
            return sent(DecisionKind.APPROVE)
        case = self.told.cases[item.id]
        if case.must_stay_silent:
            return sent(DecisionKind.ESCALATE)
        said = item.draft.words.casefold()
        if not all(words.casefold() in said for words in case.gold_words):
            return sent(DecisionKind.REJECT, ReasonCode.INCOMPLETE)
        if self._rng.random() < self.truth.zero_edits:
            return sent(DecisionKind.APPROVE)
        return sent(DecisionKind.APPROVE_WITH_EDITS, words=f"{item.draft.words} {'Gracias.' if item.draft.language == 'es' else 'Thanks.'}")

    def _read_again(self) -> None:
        for reviewer in self._reviewers:
            while (reread := vigilance.next_reread(self.house, reviewer)) is not None:
                is_wrong = bool(self._rng.random() < self.truth.wrong_at_second_reading)
                reason = ReasonCode.WRONG_FACT if is_wrong else None
                vigilance.finish_reread(self.house, reviewer, reread.id, agrees=not is_wrong, reason_code=reason)
                self.told.rereads.append(is_wrong)

    def _record(self, kind: str) -> None:
        pilot.record(self.house, self.leader, kind, 1.0)

    def _reply(self) -> None:
        score = int(self._rng.choice([2, 3, 4, 5], p=self._odds()))
        recording.reply(self.house, self._staff[0], score)
        self.told.survey.append(score)

    def _odds(self) -> list[float]:
        keep = self.truth.staff_would_keep
        return [(1 - keep) / 2, (1 - keep) / 2, keep / 2, keep / 2]
