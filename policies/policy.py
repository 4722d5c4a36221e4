"""The district policy: what may happen. YAML read into frozen types; its content hash is its version."""

import hashlib
import json
import operator
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from policies.district import District, Slug, Strict
from policies.errors import WrongConfiguration
from policies.newsletter_rules import NewsletterRules
from policies.review_rules import ReviewRules
from policies.triage.rule_ids import rule_ids
from policies.words.questions import Outcome


class QuestionRules(Strict):
    """What a question may be."""

    max_chars: int = Field(default=8000, ge=200, le=20000, description="Longest message, code points. Longer is refused, never cut.")
    per_user_per_minute: int = Field(default=120, ge=1, le=10000, description="Questions one user may submit a minute.")


class FamilyFormRules(Strict):
    """The public form that families may write to without an account. Nothing is sent: they read the answer at an address of its own."""

    is_open: bool = Field(default=False, description="Whether the form is there at all.")
    max_chars: int = Field(default=2000, ge=200, le=8000, description="Longest message, code points. Longer is refused, never cut.")
    per_address_per_hour: int = Field(default=6, ge=1, le=1000, description="Messages that one network address may send an hour.")


class DocumentKindRules(Strict):
    """How one kind of document is kept fresh."""

    freshness_days: int = Field(ge=1, le=3650, description="Days from effective_from to the default expires_on.")
    topic: Slug = Field(description="Topic that questions answered from this kind are counted under.")


FindingCode = Literal[
    "instructions",
    "personal_number",
    "personal_information",
    "hidden_text",
    "past_date",
    "contradiction",
    "near_duplicate",
    "reading_level",
]
"""What is found in a document before approval and may block it. The readers' other notes (macro, comment, …) only advise."""


class DocumentRules(Strict):
    """What a document may be and who puts it in force."""

    max_bytes: int = Field(default=25_000_000, ge=1000, le=500_000_000, description="Largest file, bytes.")
    max_pages: int = Field(default=400, ge=1, le=10000, description="Most pages of one document.")
    max_chars: int = Field(default=2_000_000, ge=1000, le=50_000_000, description="Most text of one document, code points.")
    parse_seconds: float = Field(default=30, gt=0, le=600, description="Wall time one file may take to read, seconds.")
    parse_megabytes: int = Field(default=1000, ge=128, le=8000, description="Memory the reading process may take, MB.")
    uploader_may_approve: bool = Field(default=False, description="Whether the person who uploaded a revision may approve it alone.")
    blocking_findings: tuple[FindingCode, ...] = Field(
        default=("instructions", "personal_number"),
        description="Findings that stop an approval until an administrator accepts them by name; all others advise.",
    )
    digest_days: tuple[int, ...] = Field(default=(30, 7, 0), description="Days before an expiry at which its owner's digest names it.")
    kinds: dict[Slug, DocumentKindRules] = Field(min_length=1, description="Kinds of documents that the district keeps.")


class ProviderRules(Strict):
    """One language-model provider that the district has approved, by name, model and host."""

    name: Slug = Field(description="Name the policy and provenance use.")
    kind: Literal["openai_compatible"] = Field(description="Wire protocol.")
    base_url: str = Field(pattern=r"^https?://", description="Address of the API, host included; no other host is ever called.")
    model: str = Field(min_length=1, max_length=120, description="Model id sent with every request.")
    reply_format: Literal["json_object", "json_object_with_schema"] = Field(
        default="json_object",
        description="How JSON is asked for; with_schema also sends the reply's schema (llama.cpp takes it, others may refuse it).",
    )
    timeout_seconds: float = Field(default=20, gt=0, le=300, description="Wall time of one call, seconds.")
    max_output_tokens: int = Field(default=600, ge=16, le=8000, description="Longest reply asked for, tokens.")
    max_reply_bytes: int = Field(default=200_000, ge=1000, le=10_000_000, description="Reply bytes read before the call is given up.")
    context_tokens: int = Field(default=8192, ge=512, le=1_000_000, description="Context window of the model, tokens.")
    max_calls_per_draft: int = Field(default=2, ge=1, le=5, description="Calls one draft may make, the retry included.")
    price_per_1000_input_tokens: float = Field(
        default=0, ge=0, le=1000, exclude_if=operator.not_, description="Price of 1,000 tokens sent, in the budget's currency; 0 is free."
    )
    price_per_1000_output_tokens: float = Field(
        default=0, ge=0, le=1000, exclude_if=operator.not_, description="Price of 1,000 tokens written, in the same currency; 0 is free."
    )


class DraftingRules(Strict):
    """How drafts are made."""

    is_enabled: bool = Field(default=True, description="The kill switch: when false every question is queued without a draft.")
    drafter: Literal["extractive", "generative"] = Field(default="extractive", description="Which drafter writes.")
    provider: Slug | None = Field(default=None, description="Provider of the generative drafter; must be listed in providers.")
    providers: tuple[ProviderRules, ...] = Field(default=(), description="The only providers that may ever be called.")
    max_words: int = Field(default=150, ge=20, le=400, description="Longest draft, words without greeting and closing.")
    max_sentences: int = Field(default=5, ge=1, le=20, description="Most sentences of an extractive draft.")
    enough_words: int = Field(
        default=45, ge=5, le=400, description="Words at which an extractive draft stops adding sentences around the best."
    )
    languages: tuple[Literal["en", "es"], ...] = Field(default=("en", "es"), description="Languages that replies are drafted in.")
    daily_budget: float = Field(
        default=0,
        ge=0,
        le=100_000,
        exclude_if=operator.not_,
        description="Most that the provider's calls of one day may cost, in the prices' currency; then drafts are quoted. 0 sets no limit.",
    )
    may_translate: bool = Field(
        default=False, exclude_if=operator.not_, description="Whether the provider proposes translations for a bilingual reviewer to check."
    )
    max_reading_grade: float = Field(default=8, ge=1, le=18, description="Flesch-Kincaid grade above which the reviewer is warned.")


class RetrievalRules(Strict):
    """How evidence is found."""

    n_candidates: int = Field(default=60, ge=10, le=500, description="Passages each index gives before fusion.")
    n_evidence: int = Field(default=8, ge=1, le=30, description="Passages handed to the drafter.")
    max_per_document: int = Field(default=5, ge=1, le=30, description="Evidence passages one document may give.")
    dense_weight: float = Field(default=0.6, ge=0, le=1, description="Share of the dense score in the fused one; the rest is lexical.")
    dense_weight_cross_language: float = Field(
        default=0.95, ge=0, le=1, description="The same where question and passage differ in language."
    )


class AbstentionRules(Strict):
    """When silence is due. Higher thresholds abstain more."""

    min_dense: float = Field(default=0.78, ge=-1, le=1, description="Cosine of the best passage below which nothing is ever drafted.")
    min_confidence: float = Field(
        default=0.20, ge=0, le=1, description="Confidence in the draft (see BENCHMARKS.md) below which it is withheld."
    )
    min_sentence_score: float = Field(default=0.10, ge=0, le=1, description="Score below which a part of a question counts as unanswered.")


ShowableKind = Literal["PERSON", "STAFF", "BUS", "OTHER_ID", "ADDRESS", "PHONE", "EMAIL", "URL", "GRADES"]
"""Types of details that a policy may let people show; the others are never shown."""


class RedactionRules(Strict):
    """How redaction runs. The patterns themselves are code with tests, not policy."""

    timeout_seconds: float = Field(default=10, gt=0, le=60, description="Wall time after which a message is refused, seconds.")
    may_be_shown: tuple[ShowableKind, ...] = Field(
        default=("PERSON", "STAFF"),
        description="Types of found details that the person who asks may show before sending; more types let more through.",
    )
    name_threshold: float = Field(default=0.40, ge=0, le=1, description="Probability above which a plain word is taken for a name.")
    name_threshold_listed: float = Field(default=0.04, ge=0, le=1, description="The same for a word that stands in a name list.")


class SignInRules(Strict):
    """How people sign in."""

    max_failures: int = Field(default=8, ge=3, le=100, description="Failed sign-ins of one account or address within the window.")
    window_minutes: int = Field(default=15, ge=1, le=1440, description="Length of that window, minutes.")
    session_idle_minutes: int = Field(default=60, ge=5, le=1440, description="A session ends after so many idle minutes.")
    session_hours: int = Field(default=12, ge=1, le=168, description="A session ends after so many hours in any case.")
    min_password_chars: int = Field(default=12, ge=8, le=128, description="Shortest password, code points.")


class EvaluationRules(Strict):
    """How work is counted, and what a release must reach on the golden cases (shares, 0…1; a figure below fails `eval run --gate`)."""

    idle_seconds: float = Field(
        default=600, ge=30, le=7200, description="Longest stretch of holding an item that counts as work, seconds; the rest was idle."
    )

    min_right_outcome: float = Field(default=0.78, ge=0, le=1, description="Share of cases with an expected outcome.")
    min_right_document: float = Field(default=0.75, ge=0, le=1, description="Share of answerable cases that cite a right document.")
    min_gold_words: float = Field(default=0.65, ge=0, le=1, description="Share of answerable cases that say the gold words.")
    min_right_silence: float = Field(default=0.85, ge=0, le=1, description="Share of cases where silence was due and kept.")
    min_right_escalation: float = Field(default=0.85, ge=0, le=1, description="Share of cases to be passed on by policy that were.")
    min_found: float = Field(default=0.8, ge=0, le=1, description="Share of answerable cases with a right document among the first five.")
    min_citations: float = Field(default=0.99, ge=0, le=1, description="Share of drafts whose every quote stands in a passage in force.")
    min_grounded: float = Field(default=0.95, ge=0, le=1, description="Share of drafts whose every sentence is held by its passages.")
    min_nothing_forbidden: float = Field(default=1.0, ge=0, le=1, description="Share of cases that say nothing of what must not be said.")
    min_redaction: float = Field(default=0.95, ge=0, le=1, description="Share of cases with personal details of which none is kept.")
    max_latency: float = Field(default=5000, ge=1, le=600_000, description="Median wall time of one case, milliseconds; above fails.")


class ReplyWords(Strict):
    """The fixed words around a reply, in one language. `{office}`, `{phone}`, `{school_year}` are filled in."""

    greeting: str = Field(max_length=200, description="First line of a reply.")
    closing: str = Field(max_length=600, description="Last lines of a reply; names the office that can help further.")
    year_note: str = Field(default="", max_length=200, description="Added when the question named no school year.")
    holding: dict[Outcome, str] = Field(description="A neutral holding reply for each outcome without a draft.")


class TriageRules(Strict):
    """Which office each triage rule leads to, and rules that the district switches off or adds."""

    offices: dict[str, Slug] = Field(default={}, description="Rule id → office id; a rule not named here leads to the front office.")


class Policy(Strict):
    """The whole district policy."""

    format: Literal[1] = Field(description="Version of this file's format.")
    district: District
    questions: QuestionRules = QuestionRules()
    families: FamilyFormRules = FamilyFormRules()
    documents: DocumentRules
    drafting: DraftingRules = DraftingRules()
    retrieval: RetrievalRules = RetrievalRules()
    abstention: AbstentionRules = AbstentionRules()
    redaction: RedactionRules = RedactionRules()
    review: ReviewRules = ReviewRules()
    sign_in: SignInRules = SignInRules()
    triage: TriageRules = TriageRules()
    evaluation: EvaluationRules = EvaluationRules()
    newsletter: NewsletterRules = NewsletterRules()
    replies: dict[Literal["en", "es"], ReplyWords] = Field(description="Fixed words of a reply, by language (en, es).")

    @model_validator(mode="after")
    def _references_exist(self) -> "Policy":
        names = [provider.name for provider in self.drafting.providers]
        if self.drafting.drafter == "generative" and self.drafting.provider not in names:
            raise ValueError(f"drafting.provider must be one of drafting.providers: {', '.join(names) or 'none is listed'}")
        chosen = next((one for one in self.drafting.providers if one.name == self.drafting.provider), None)
        if self.drafting.may_translate and chosen is None:
            raise ValueError("drafting.may_translate needs drafting.provider to name one of drafting.providers")
        if self.drafting.daily_budget and not (chosen and chosen.price_per_1000_input_tokens + chosen.price_per_1000_output_tokens):
            raise ValueError("drafting.daily_budget needs price_per_1000_input_tokens or price_per_1000_output_tokens of drafting.provider")
        for language in self.drafting.languages:
            if language not in self.replies:
                raise ValueError(f"replies.{language} is missing, but drafting.languages names it")
        office_ids = {office.id for office in self.district.offices}
        for rule, office_id in self.triage.offices.items():
            if rule not in rule_ids():
                raise ValueError(f"triage.offices.{rule} is no triage rule; allowed: {', '.join(sorted(rule_ids()))}")
            if office_id not in office_ids:
                raise ValueError(f"triage.offices.{rule} points to office '{office_id}'; allowed: {', '.join(sorted(office_ids))}")
        return self

    @cached_property
    def version(self) -> str:
        """Content hash of the policy: 16 hex digits of SHA-256 over its canonical JSON."""
        canonical = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]

    def words_for(self, language: str) -> ReplyWords:
        """The fixed words in a language; English where the district has none."""
        return self.replies.get("es" if language == "es" else "en") or self.replies["en"]


def load_policy(path: Path) -> Policy:
    """Read and check a policy file.

    Raises: WrongConfiguration (policy.missing, policy.not_yaml, policy.invalid) naming the field's path and what is allowed.
    """
    try:
        words = path.read_text("utf-8")
    except FileNotFoundError:
        raise WrongConfiguration(
            "policy.missing", f"There is no policy file at {path}.", "Run `countersign init` or set COUNTERSIGN_POLICY to the file."
        ) from None
    except UnicodeDecodeError:
        words = "\x00"  # no YAML, and told as such
    return read_policy(words)


def read_policy(words: str) -> Policy:
    """Check the words of a policy file. Raises: WrongConfiguration policy.not_yaml, policy.invalid."""
    try:
        raw: Any = yaml.safe_load(words)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        where = f" at line {place.line + 1}, column {place.column + 1}" if place else ""
        raise WrongConfiguration(
            "policy.not_yaml", f"The policy file is not valid YAML{where}.", "Mend that line; `countersign policy check FILE` tries it."
        ) from None
    return parse_policy(raw)


def parse_policy(raw: object) -> Policy:
    """Check policy data. Raises: WrongConfiguration policy.invalid with every wrong field."""
    try:
        return Policy.model_validate(raw)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'the file'}: {e['msg']}" for e in error.errors(include_url=False, include_input=False)
        )
        raise WrongConfiguration(
            "policy.invalid",
            f"The policy is wrong: {problems}.",
            "Mend the named fields; `countersign policy explain` lists each with its range.",
        ) from None
