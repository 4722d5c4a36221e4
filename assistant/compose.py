"""The one composition root: settings and policy in, the parts of the house out. Heavy parts are built when first asked for."""

import datetime as dt
import threading
from collections.abc import Callable
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.drafting.drafter import Drafter
from assistant.drafting.extractive import ExtractiveDrafter
from assistant.drafting.generative import GenerativeDrafter, listed_provider
from assistant.drafting.translating import Translator
from assistant.language_models.calling import ProviderCalls
from assistant.second_look import load_likeness
from assistant.settings import Settings
from assistant.spending import SqlPurse
from assistant.understanding import name_stems
from assistant.way import Way
from ingest.embedding import prepare
from ingest.embedding.encoder import Encoder
from ingest.index import PassageIndex
from ingest.reading.blocks import ReadDocument, ReadLimits
from policies.clock import Clock
from policies.errors import WrongConfiguration
from policies.policy import Policy, load_policy
from policies.records import Database
from policies.redaction.redactor import Redactor

if TYPE_CHECKING:
    from ingest.reading.reader import ReadingPool

CODE_VERSION = version("countersign")


class House:
    """Everything a door needs. `clock` is given by tests; otherwise it is the district's.

    Raises: WrongConfiguration when settings, policy or installation are wrong.
    """

    def __init__(self, settings: Settings, policy: Policy | None = None, clock: Clock | None = None) -> None:
        self.settings = settings
        self.policy = policy or load_policy(settings.policy_file)
        self.clock = clock or Clock(self.policy.district.timezone)
        self.code_version = CODE_VERSION
        self.settled_at: tuple[int, dt.date] | None = None
        """Generation and day for which `services.recalls.settle` found nothing more to do."""
        self._lock = threading.RLock()

    @property
    def database(self) -> Database:
        """The SQL database."""
        return self._database

    @cached_property
    def _database(self) -> Database:
        return Database(self.settings.database_url)

    @property
    def encoder(self) -> Encoder:
        """The embedding model: the shipped one on OpenVINO, any other through sentence-transformers."""
        with self._lock:
            return self._encoder

    @cached_property
    def _encoder(self) -> Encoder:
        name = self.settings.embedding_model
        if name == prepare.NAME:
            from ingest.embedding.openvino_encoder import OpenVinoEncoder

            folder = prepare.folder_of(self.settings.models_folder)
            if not prepare.is_prepared(self.settings.models_folder):
                raise WrongConfiguration("model.missing", "The encoder is not prepared.", "Run `countersign models prepare`.")
            return OpenVinoEncoder(folder, self.settings.threads)
        from ingest.embedding.sentence_transformers_encoder import SentenceTransformersEncoder

        return SentenceTransformersEncoder(name, self.settings.threads)

    @property
    def redactor(self) -> Redactor:
        """The only maker of redacted text."""
        with self._lock:
            return self._redactor

    @cached_property
    def _redactor(self) -> Redactor:
        from policies.redaction.redactor import make_redactor

        return make_redactor(self.policy.district, self.policy.redaction)

    def read_document(self, data: bytes, file_name: str, limits: ReadLimits) -> ReadDocument:
        """Read a file in a confined process of the pool, which loads its libraries once. Raises: Unreadable, TooLarge."""
        with self._lock:
            pool = self._readers
        return pool.read(data, file_name, limits)

    @cached_property
    def _readers(self) -> "ReadingPool":
        from ingest.reading.reader import ReadingPool

        return ReadingPool().__enter__()

    @property
    def index(self) -> PassageIndex:
        """The passage index of this process."""
        with self._lock:
            return self._index

    @cached_property
    def _index(self) -> PassageIndex:
        return PassageIndex(self.settings.index_folder, self.encoder)

    @cached_property
    def way(self) -> Way:
        """The question's way with its parts."""
        return Way(
            policy=self.policy,
            clock=self.clock,
            redactor=self.redactor,
            index=self.index,
            drafter=self.drafter,
            code_version=self.code_version,
            likeness=load_likeness(self.encoder.model),
            encode=self.index.encoded,
            translator=Translator(self._calls, self.policy.district) if self.policy.drafting.may_translate else None,
        )

    def drafter(self, idf: Callable[[str, str], float]) -> Drafter:
        """The drafter that the policy names."""
        extractive = self._extractive.with_idf(idf)
        rules = self.policy.drafting
        if rules.drafter == "extractive":
            return extractive
        return self._generative.falling_back_to(extractive)

    @cached_property
    def _extractive(self) -> ExtractiveDrafter:
        names = {school.id: name_stems(school) for school in self.policy.district.schools}
        return ExtractiveDrafter(
            self.policy.drafting,
            least_score=self.policy.abstention.min_sentence_score,
            names=lambda school: names.get(school or "", frozenset()),
        )

    @cached_property
    def _generative(self) -> GenerativeDrafter:
        return GenerativeDrafter(self.policy.drafting, fallback=self._extractive, calls=self._calls)

    @cached_property
    def _calls(self) -> ProviderCalls:
        """The policy's provider with its bounds, one for whoever drafts and whoever translates."""
        rules, key = self.policy.drafting, self.settings.provider_key
        provider = listed_provider(rules)
        purse = SqlPurse(self.database, self.clock, provider, rules.daily_budget) if rules.daily_budget else None
        return ProviderCalls(provider, key=key.get_secret_value() if key else None, purse=purse)

    @property
    def uses_provider(self) -> bool:
        """Whether the policy has a language model draft or translate."""
        return self.policy.drafting.drafter == "generative" or self.policy.drafting.may_translate

    @property
    def is_provider_resting(self) -> bool:
        """Whether the language model's provider is left alone after faults; what is drafted meanwhile is quoted."""
        return "_calls" in self.__dict__ and self._calls.is_resting

    def load_drafter(self) -> None:
        """Load what the policy's drafter and translator need, so that the first question does not wait for it."""
        if self.uses_provider:
            self._calls.prepare()

    def close(self) -> None:
        """Give back what was opened."""
        if "_readers" in self.__dict__:
            self._readers.__exit__(None, None, None)
        if "_database" in self.__dict__:
            self._database.close()


def data_folder(settings: Settings) -> Path:
    """The data folder. Raises: WrongConfiguration data.missing when `init` was never run."""
    if not settings.policy_file.exists():
        raise WrongConfiguration(
            "data.missing", f"The data folder {settings.data} is not set up.", "Run `countersign init` (or `countersign init --demo`)."
        )
    return settings.data
