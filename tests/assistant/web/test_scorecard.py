"""What a leader sees of a pilot: the verdict in words, the plan's changes, the memo, the items behind a figure, and no message."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from sqlalchemy import func, select, text
from starlette.testclient import TestClient

from assistant import schema
from assistant.accounts.sessions import open_session
from assistant.accounts.tokens import issue_token
from assistant.accounts.users import User, add_user
from assistant.compose import House
from assistant.services import metrics, pilot
from assistant.services.measuring import facts_of, rules_of
from assistant.settings import Settings
from assistant.web.app import make_app
from bench.pilot.simulating import Truth, facts_in_memory, plan, write_pilot
from policies.clock import Clock
from policies.ledger import LedgerRow
from policies.words.people import SYSTEM, Role
from tests.assistant.web.browsing import needs_chromium, opened_page, served
from tests.assistant.web.small_house import small_policy
from tests.assistant.web.usable import FONT, faults

NOW = dt.datetime(2027, 1, 10, 15, tzinfo=dt.UTC)
TRUTH = Truth(n=600)


class Piloted:
    """A house with a simulated pilot in its ledger and the plan locked."""

    def __init__(self, folder: Path) -> None:
        policy = small_policy()
        self.house = House(Settings(data=folder, log_level="error"), policy, Clock("UTC"))
        self.house.clock = Clock("America/Chicago", lambda: NOW)
        schema.upgrade(self.house.database)
        write_pilot(self.house.database, TRUTH, 5)
        self.tokens: dict[str, str] = {}
        self.users: dict[str, User] = {}
        with self.house.database.write() as session:
            for role in (Role.LEADER, Role.STAFF):
                user = add_user(session, NOW, SYSTEM, role.value, [role], policy.sign_in)
                self.users[role.value] = user
                self.tokens[role.value] = issue_token(session, NOW, SYSTEM, user.id, "test")
        self.leader = self.users["leader"].actor
        data = plan().model_dump(mode="json") | {"schools": ["oak"], "community_priorities": [{"text": "A warm tone", "votes": 12}]}
        pilot.lock(self.house, self.leader, yaml.safe_dump(data))
        self.app = make_app(self.house)

    def client(self, role: str = "leader") -> TestClient:
        return TestClient(self.app, base_url="http://127.0.0.1:8000", headers={"Authorization": f"Bearer {self.tokens[role]}"})


@pytest.fixture(scope="module")
def piloted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Piloted]:
    made = Piloted(tmp_path_factory.mktemp("piloted"))
    yield made
    made.house.close()


def test_the_scorecard_says_verdict_why_how_sure_and_what_next_without_inline_style(piloted: Piloted) -> None:
    page = piloted.client().get("/scorecard")
    assert page.status_code == 200
    told = piloted.client().get("/api/v1/scorecard").json()
    assert told["verdict"] in {"go", "extend", "fix"}
    assert told["look"]["number"] == 3
    assert told["next"] in page.text
    assert "How sure" in page.text
    assert "What this measures, and what it does not" in page.text
    assert "not measured" in page.text
    assert not re.search(r"\sstyle=|<style|<script>", page.text)
    n_drawn = page.text.count('class="cs-whisker"')
    assert 3 <= n_drawn <= 5
    assert page.text.count("cs-big__table") == 5
    assert len(told["figures"]) > 30


def test_every_figure_of_items_opens_what_is_behind_it_without_words_or_persons(piloted: Piloted) -> None:
    page = piloted.client().get("/figures/approval_rate")
    assert page.status_code == 200
    n, rows = metrics.items_behind(piloted.house, piloted.leader, "approval_rate")
    figure = next(f for f in metrics.read_metrics(piloted.house, piloted.leader).figures if f.name == "approval_rate")
    assert figure.value is not None
    assert n == round(figure.value * figure.n)
    assert rows[0]["item_id"] in page.text
    assert not re.search(r"\br\d+\b", page.text)
    assert piloted.client().get("/figures/nothing").status_code == 404


def test_the_memo_is_one_page_in_both_forms(piloted: Piloted) -> None:
    import pypdfium2

    html, pdf = piloted.client().get("/scorecard/memo"), piloted.client().get("/scorecard/memo.pdf")
    assert (html.status_code, pdf.status_code, pdf.headers["content-type"]) == (200, 200, "application/pdf")
    sentence = piloted.client().get("/api/v1/scorecard").json()["sentence"]
    document = pypdfium2.PdfDocument(pdf.content)
    words = " ".join(document[0].get_textpage().get_text_bounded().split())
    n_pages = len(document)
    document.close()
    assert n_pages == 1
    assert sentence in words
    assert "Personal details that got out" in words
    assert "<style" not in html.text


def test_the_memo_is_one_page_in_spanish_too(piloted: Piloted) -> None:
    import pypdfium2

    pdf = piloted.client().get("/scorecard/memo.pdf", headers={"accept-language": "es"})
    html = piloted.client().get("/scorecard/memo", headers={"accept-language": "es"}).text
    document = pypdfium2.PdfDocument(pdf.content)
    words = " ".join(document[0].get_textpage().get_text_bounded().split())
    has_language = b"/Lang" in pdf.content
    n_pages = len(document)
    document.close()
    assert (n_pages, has_language) == (1, True)
    for told in ("Memorando para la junta", "Datos personales que se filtraron", "Todas las metas fijadas"):
        assert told in words, words
        assert told in html
    assert [left for left in ("Memo to", "What next", "Wanted", "at least", "sure)", "reached") if left in words] == []


@pytest.mark.parametrize("path", ["/scorecard", "/dashboard", "/figures", "/figures/approval_rate", "/scorecard/memo"])
def test_leaders_read_their_pages_in_spanish(piloted: Piloted, path: str) -> None:
    page = piloted.client().get(path, headers={"accept-language": "es"}).text
    assert '<html lang="es">' in page
    assert ("ahorran los borradores" if "scorecard" in path else "Borradores que los revisores aprobaron") in page
    left = [
        words
        for words in ("Drafts that", "How sure", "What next", "at least ", "% sure", "reached", "Wanted", "may be chance")
        if words in page
    ]
    assert left == []


def test_a_figure_is_what_sql_over_the_ledger_says(piloted: Piloted) -> None:
    """Counted again by SQL alone, without the projection."""
    submitted = "SELECT subject, json_extract(payload, '$.outcome') o, json_extract(payload, '$.flags[0]') f "
    submitted += "FROM ledger_events WHERE tag = 'item.submitted'"
    decided = "SELECT subject, json_extract(payload, '$.decision') d, json_extract(payload, '$.edit_share') e FROM ledger_events "
    decided += "WHERE tag = 'item.decided'"
    both = f"({submitted}) s JOIN ({decided}) d ON s.subject = d.subject"
    counts = {
        "draft_coverage": f"SELECT avg(o = 'drafted' OR coalesce(f = 'pilot.holdout', 0)), count(*) FROM ({submitted})",
        "approval_rate": f"SELECT avg(d IN ('approve', 'approve_with_edits')), count(*) FROM {both} WHERE o = 'drafted'",
        "zero_edit_share": f"SELECT avg(e = 0), count(*) FROM {both} WHERE o = 'drafted' AND d LIKE 'approve%'",
        "light_edit_share": f"SELECT avg(e < 0.15), count(*) FROM {both} WHERE o = 'drafted' AND d LIKE 'approve%'",
        "wrong_answer": f"SELECT avg(d = 'escalate'), count(*) FROM {both} WHERE o = 'drafted'",
        "wrong_abstention": f"SELECT avg(d = 'approve_with_edits'), count(*) FROM {both} WHERE o = 'abstained_no_source'",
        "approved_errors": "SELECT avg(json_extract(payload, '$.agrees') = 0), count(*) FROM ledger_events WHERE tag = 'reread.done'",
    }
    figures = {figure.name: figure for figure in metrics.read_metrics(piloted.house, piloted.leader).figures}
    with piloted.house.database.read() as session:
        for name, query in counts.items():
            value, n = session.execute(text(query)).one()
            assert (figures[name].value, figures[name].n) == (pytest.approx(value), n), name
            assert n > 0


def test_a_pilot_through_the_ledger_gives_the_facts_of_one_folded_in_memory(piloted: Piloted) -> None:
    through, direct = facts_of(piloted.house), facts_in_memory(TRUTH, 5, rules_of(piloted.house.policy))
    assert len(through) == len(direct) == TRUTH.n
    for name in ("handling_seconds", "decided_hours", "submitted"):
        one, other = (dict(zip(f.text["item_id"], f.number[name], strict=True)) for f in (through, direct))
        assert one == pytest.approx(other), name
    with piloted.house.database.read() as session:
        assert session.scalar(select(func.count()).select_from(LedgerRow)) > TRUTH.n * 3


def test_staff_see_none_of_it(piloted: Piloted) -> None:
    for path in ("/scorecard", "/scorecard/memo", "/scorecard/memo.pdf", "/figures/approval_rate", "/api/v1/scorecard"):
        assert piloted.client("staff").get(path).status_code == 403


def test_a_later_change_of_the_plan_stands_in_red_with_who_why_and_both_values(piloted: Piloted) -> None:
    import pypdfium2

    assert "cs-changed" not in piloted.client().get("/scorecard").text
    with piloted.house.database.read() as session:
        locked = pilot.latest(session)
    assert locked is not None
    data = locked.plan.model_dump(mode="json")
    data["metrics"][3]["target"] = 0.12
    pilot.lock(piloted.house, piloted.leader, yaml.safe_dump(data), "The board asked for more.")
    page = piloted.client().get("/scorecard").text
    shown = page[page.index("cs-changed") :]
    for words in ("leader", "The board asked for more.", "time saved by drafts, target was 0.1, is now 0.12"):
        assert words in shown
    assert ".cs-changed h2 { color: #8b0a03; }" in piloted.client().get("/static/measure.css").text
    document = pypdfium2.PdfDocument(piloted.client().get("/scorecard/memo.pdf").content)
    told = " ".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    assert "The plan was changed after it was fixed. leader: The board asked for more." in told
    assert "target was 0.1, is now 0.12" in told


@needs_chromium
@pytest.mark.browser
@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_leaders_pages_of_a_running_pilot_are_usable(piloted: Piloted, language: str) -> None:
    with piloted.house.database.write() as session:
        cookie = open_session(session, piloted.house.clock.now(), piloted.users["leader"].id).id
    wrong: list[str] = []
    with served(piloted.app) as address, opened_page(address, cookie, tolerated=FONT, bypass_csp=True, device_scale_factor=2) as page:
        page.context.add_cookies([{"name": "countersign-language", "value": language, "url": address}])
        for path in ("/scorecard", "/scorecard/memo", "/dashboard", "/figures", "/figures/approval_rate", "/gaps", "/governance"):
            page.goto(address + path)
            assert page.get_attribute("html", "lang") == language, path
            wrong += [f"{path}: {words}" for words in faults(page)]
        for path, what in (
            ("/scorecard", ".cs-verdict, .cs-big__one, .cs-whisker"),
            ("/dashboard", ".cs-verdict, .cs-big__one, .cs-trend__svg"),
        ):
            page.goto(address + path)
            page.emulate_media(media="print")
            on_paper = page.locator(what)
            assert on_paper.count() > 5, path
            wrong += [f"{path}: not on paper" for one in on_paper.all() if not one.is_visible()]
            assert not page.locator(".cs-nav").is_visible()
            page.emulate_media(media="screen")
    assert wrong == [], "\n".join(wrong)
