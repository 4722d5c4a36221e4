"""The leaders' page: verdict first, every figure with what it rests on, a table for every drawing, nothing of small groups or persons."""

import datetime as dt
import html
import re
from collections.abc import Iterator

import pytest

from assistant.services import dashboard
from assistant.services.dashboard import PERIODS
from eval.dashboard import Change, by_week, read_dashboard
from eval.wording import reason
from policies.errors import BadInput, Refused
from policies.words.measures import Figure, Interval
from tests.assistant.measuring.conftest import Quiet
from tests.assistant.web.test_scorecard import Piloted
from tests.eval.made_facts import fact, facts


@pytest.fixture(scope="module")
def piloted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Piloted]:
    made = Piloted(tmp_path_factory.mktemp("dashboard"))
    yield made
    made.house.close()


def start_of(day: dt.date) -> float:
    return dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()


def test_the_verdict_stands_first_and_every_large_figure_has_interval_n_change_and_definition(piloted: Piloted) -> None:
    page = html.unescape(piloted.client().get("/dashboard").text)
    read = dashboard.read(piloted.house, piloted.leader)
    assert read.reading is not None
    words = reason(read.reading.card)[1:]
    assert 0 < page.index(words) < page.index("cs-big__one")
    assert 3 <= len(read.large) <= 5
    for one in read.large:
        assert one.figure.definition in page
        assert one.wanted
        assert one.change is not None
    assert page.count('class="cs-whisker"') == sum(one.drawn is not None for one in read.large)
    assert page.index("Is it used") < page.index("Week by week") < page.index("What this measures, and what it does not")
    assert "What next" in page


def test_each_trend_has_a_table_beside_it_and_nothing_is_drawn_by_script(piloted: Piloted) -> None:
    page = piloted.client().get("/dashboard").text
    n_drawn = page.count('class="cs-trend__svg"')
    assert n_drawn == 5
    assert all('role="img"' in svg and "aria-label" in svg for svg in re.findall(r"<svg[^>]*>", page))
    head = re.search(r'<th scope="col">Week from</th>(.*?)</tr>', page, re.DOTALL)
    assert head
    assert head.group(1).count("<th") == n_drawn
    assert not re.search(r"\sstyle=|<style|<script>", page)


def test_adoption_is_never_shown_without_benefit(piloted: Piloted) -> None:
    page = piloted.client().get("/dashboard").text
    used, helps = page.index(">Used<"), page.index(">Helps<")
    assert used < helps
    assert "Questions answered with a draft" in page[used:helps]
    assert "time saved by drafts" in page[helps : page.index("Week by week")]


def test_every_figure_that_is_linked_opens_something(piloted: Piloted) -> None:
    client = piloted.client()
    links = set(re.findall(r'href="(/figures/[a-z_0-9]+)"', client.get("/dashboard").text))
    assert len(links) >= 6
    for link in links:
        assert client.get(link).status_code == 200, link
    replies = client.get("/figures/staff_survey").text
    assert "of 5" in replies
    assert "Nobody is named" in replies
    assert not re.search(r"\br\d+\b|leader</td>", client.get("/figures/approved_errors").text)


def test_files_come_with_a_dictionary_and_wrong_formats_are_told(piloted: Piloted) -> None:
    client = piloted.client()
    for name in ("figures.csv", "items.parquet", "figures.json", "items.dictionary"):
        answer = client.get(f"/figures/export/{name}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
    assert client.get("/figures/export/figures.xlsx").json()["code"] == "export.format"
    assert client.get("/figures/export/people.csv").status_code == 422
    assert piloted.client("staff").get("/figures/export/items.csv").status_code == 403


def test_a_period_that_cannot_be_compared_falls_back_to_four_weeks(piloted: Piloted) -> None:
    assert dashboard.read(piloted.house, piloted.leader, PERIODS[-1]).board.n_days == PERIODS[-1]
    with pytest.raises(BadInput):
        dashboard.read(piloted.house, piloted.leader, 7)
    assert piloted.client().get("/dashboard?days=7").status_code == 200
    assert piloted.client("staff").get("/dashboard").status_code == 403


def test_without_plan_and_questions_the_page_says_what_to_do_next(quiet: Quiet) -> None:
    page = dashboard.read(quiet.house, quiet.users["leader"].actor)
    assert (page.reading, page.board.n_items) == (None, 0)
    assert all(one.figure.value is None for one in page.large)
    with pytest.raises(Refused):
        dashboard.read(quiet.house, quiet.users["reviewer"].actor)


def test_groups_and_weeks_under_five_stay_unsaid() -> None:
    now = start_of(dt.date(2026, 9, 8)) + 3600
    rows = [fact(i, submitted=now, school="oak") for i in range(30)] + [fact(40 + i, submitted=now, school="elm") for i in range(4)]
    rows += [fact(60 + i, submitted=now - 7 * 86400, school="ash") for i in range(3)]
    board = read_dashboard(facts(rows), ["approval_rate"], dt.date(2026, 9, 10), start_of)
    schools = next(groups for groups in board.groups if groups.by == "school")
    assert [name for name, _n, _figures in schools.rows] == ["oak"]
    assert schools.n_suppressed == 2
    used = next(trend for trend in board.trends if trend.name == "drafts_used")
    assert [figure.is_suppressed for figure in used.figures] == [True, False]


def test_weeks_begin_on_local_mondays_and_hold_every_question_once() -> None:
    rows = [fact(i, submitted=start_of(dt.date(2026, 8, 31)) + i * 43_200) for i in range(30)]
    mondays, weeks = by_week(facts(rows), dt.date(2026, 9, 14), start_of)
    assert mondays == (dt.date(2026, 8, 31), dt.date(2026, 9, 7), dt.date(2026, 9, 14))
    assert [len(week) for week in weeks] == [14, 14, 2]


def figure(value: float, low: float, high: float, n: int = 100) -> Figure:
    return Figure("x", value, n, "share", "d", Interval(low, high, "wilson"), least_n=100)


def test_a_change_is_clear_only_when_the_intervals_lie_apart() -> None:
    assert Change(figure(0.8, 0.75, 0.85), figure(0.6, 0.55, 0.65)).is_clear
    assert not Change(figure(0.8, 0.7, 0.9), figure(0.7, 0.6, 0.8)).is_clear
    assert not Change(figure(0.8, 0.75, 0.85, n=4), figure(0.6, 0.55, 0.65)).is_told
