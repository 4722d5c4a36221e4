"""A newsletter's section from what families asked again and again: approved sentences only, each with its source, into the same queue.

Nothing is written anew: a section holds sentences of answers that reviewers approved and that hold today, word for word. A reviewer decides
on it as on any draft; what they approve is copied or printed from the staff's page. No figure counts it as a family's question. The words
around the sentences are the policy's (`newsletter`).
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import replace

from assistant import switches
from assistant.compose import House
from assistant.services import library, recurring
from policies.errors import BadInput, Conflict
from policies.permissions import Permission, require
from policies.redaction.published import redact_beside
from policies.words.drafts import Check, Draft, Provenance, Sentence, Timings
from policies.words.items import Answer, Item, Submission
from policies.words.measures import NEWSLETTER
from policies.words.people import Actor
from policies.words.questions import Outcome, Question
from review_queue import answers, items

MOST_ANSWERS = 8


def draft_section(house: House, actor: Actor, monday: dt.date, item_ids: Sequence[str], key: str | None = None) -> Item:
    """Put a section before a reviewer, from the approved answers of groups that the week's digest shows, in the order given.

    Raises: BadInput newsletter.choice (not such an answer), newsletter.language (two languages), newsletter.rewritten (nothing of an answer
    stands as it was drafted with its source), recurring.monday; Conflict newsletter.off, answer.* when an answer holds no more.
    """
    require(actor, Permission.ANSWER_REUSE)
    chosen = tuple(dict.fromkeys(item_ids))
    shown = {group.answer_item_id: group.topic for group in recurring.digest(house, actor, monday).groups if group.answer_item_id}
    if not 1 <= len(chosen) <= MOST_ANSWERS or not set(chosen) <= shown.keys():
        raise BadInput(
            "newsletter.choice", "A section is made of answers that the week's digest shows.", f"Choose 1 to {MOST_ANSWERS} of them."
        )
    now = house.clock.now()
    with house.database.write() as session:
        if switches.off_for(session, ("",)) is not None:
            raise Conflict("newsletter.off", "Drafting is switched off.", "Wait until it is switched on again.")
        found = [library.usable(house, session, id_) for id_ in chosen]
        sentences = tuple(sentence for item, answer in found for sentence in _kept(item, answer))
        languages = {answer.language for _item, answer in found}
        if len(languages) != 1:
            raise BadInput("newsletter.language", "The chosen answers are in two languages.", "Make a section for each language.")
        language = languages.pop()
        topics = ", ".join(dict.fromkeys((shown[id_] or "other").replace("_", " ") for id_ in chosen))
        title = f"Newsletter section: {topics}"
        asked = redact_beside(house.redactor, title, title)  # the policy's own words for topics, such as bell schedule, name nobody
        source = found[0][0]
        submission = Submission(
            question=Question(asked, language, now, topic=source.question.topic, channel=NEWSLETTER),
            outcome=Outcome.DRAFTED,
            outcome_detail=f"A newsletter's section from {len(chosen)} approved answers ({', '.join(chosen)}). Read it as any draft.",
            contact=source.contact,
            draft=_draft(house, sentences, language),
            provenance=_provenance(house, source),
            timings=Timings(),
            asked_by=actor.user_id,
            flags=(NEWSLETTER,),
        )
        known = items.find_submission(session, actor, submission, key)
        if known is not None:
            return known
        made = items.submit(session, now, actor, submission, key, house.policy)
        for id_ in chosen:
            answers.note_given(session, now, actor, id_)
    return made


def _kept(item: Item, answer: Answer) -> list[Sentence]:
    """The drafted sentences that the approved words still hold, each with its citations."""
    kept = [s for s in (item.draft.sentences if item.draft else ()) if s.citations and s.text in answer.text]
    if not kept:
        raise BadInput(
            "newsletter.rewritten",
            "An answer was rewritten: none of its sentences has a source of its own.",
            "Leave it out.",
            item_id=item.id,
        )
    return kept


def _draft(house: House, sentences: tuple[Sentence, ...], language: str) -> Draft:
    district = house.policy.district
    office = next(office for office in district.offices if office.id == district.front_office)
    words = house.policy.newsletter.es if language == "es" else house.policy.newsletter.en
    closing = words.closing.replace("{office}", office.name).replace("{phone}", office.phone)
    held = Check("approved_before", passed=True, detail="Every sentence stands word for word in an answer that a reviewer approved.")
    once = tuple({sentence.text: sentence for sentence in sentences}.values())
    return Draft(f"draft_{secrets.token_hex(8)}", words.greeting, once, closing, language, checks=(held,))


def _provenance(house: House, source: Item) -> Provenance:
    return replace(source.provenance, policy_version=house.policy.version, drafter=NEWSLETTER, code_version=house.code_version)
