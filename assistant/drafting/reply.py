"""The fixed words around a draft: greeting and closing from the policy, in the question's language."""

from collections.abc import Sequence

from assistant.understanding import Understood
from policies.policy import Policy
from policies.words.documents import Evidence
from policies.words.drafts import Sentence
from policies.words.people import Contact
from policies.words.questions import Outcome, Question


def greeting_words(question: Question, policy: Policy) -> str:
    """The first line of a reply."""
    return policy.words_for(question.language).greeting


def closing_words(
    understood: Understood, sentences: Sequence[Sentence], evidence: Sequence[Evidence], contact: Contact, policy: Policy
) -> str:
    """The last lines: the school year the reply speaks of, when the question named none, and who can help further."""
    words = policy.words_for(understood.question.language)
    cited = {c.passage_id for sentence in sentences for c in sentence.citations}
    years = {e.passage.school_year for e in evidence if e.passage.id in cited and e.passage.school_year}
    note = ""
    if understood.scope.school_year is None and len(years) == 1 and words.year_note:
        note = fill(words.year_note, contact, years.pop() or "")
    return " ".join(part for part in (note, fill(words.closing, contact)) if part)


def holding_words(outcome: Outcome, question: Question, contact: Contact | None, policy: Policy) -> str:
    """The neutral reply for an outcome without a draft; what approving such an item approves."""
    words = policy.words_for(question.language)
    office = contact or policy.district.office(policy.district.front_office).contact(question.language)
    return fill(words.holding.get(outcome, words.closing), office)


def fill(template: str, contact: Contact, school_year: str = "") -> str:
    """`{office}`, `{phone}` and `{school_year}` filled in; anything else is left as it stands."""
    values = {"{office}": contact.office, "{phone}": contact.phone or "", "{school_year}": school_year}
    for name, value in values.items():
        template = template.replace(name, value)
    return template
