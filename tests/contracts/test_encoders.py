"""Every encoder keeps the encoder's contract: the shipped one, any sentence-transformers folder, and the one of the tests."""

from pathlib import Path

import numpy as np
import pytest

from assistant.settings import Settings
from ingest.embedding import prepare
from ingest.embedding.encoder import Encoder
from ingest.embedding.openvino_encoder import OpenVinoEncoder
from ingest.embedding.sentence_transformers_encoder import SentenceTransformersEncoder
from policies.errors import WrongConfiguration
from tests.contracts.encoder_suite import TEXTS, EncoderSuite
from tests.hash_encoder import HashEncoder


@pytest.fixture(scope="module")
def prepared() -> Path:
    """The prepared model; made here when `countersign models prepare` has not run."""
    return prepare.prepare(Settings().models_folder)


@pytest.fixture(scope="module")
def openvino(prepared: Path) -> OpenVinoEncoder:
    return OpenVinoEncoder(prepared, threads=2)


@pytest.fixture(scope="module")
def sentence_transformers(prepared: Path) -> SentenceTransformersEncoder:
    return SentenceTransformersEncoder(str(prepared / "sentence_transformers"), threads=2)


class TestOpenVinoEncoder(EncoderSuite):
    """The shipped encoder."""

    @pytest.fixture
    def encoder(self, openvino: OpenVinoEncoder) -> Encoder:
        return openvino


class TestSentenceTransformersEncoder(EncoderSuite):
    """The same weights through sentence-transformers."""

    @pytest.fixture
    def encoder(self, sentence_transformers: SentenceTransformersEncoder) -> Encoder:
        return sentence_transformers


class TestHashEncoder(EncoderSuite):
    """The encoder that the tests of the indexes use."""

    @pytest.fixture
    def encoder(self) -> Encoder:
        return HashEncoder()


def test_both_ways_of_running_the_shipped_weights_agree(
    openvino: OpenVinoEncoder, sentence_transformers: SentenceTransformersEncoder
) -> None:
    pairs = zip(openvino.encode_passages(TEXTS), sentence_transformers.encode_passages(TEXTS), strict=True)
    assert all(float(one @ other) > 0.999 for one, other in pairs)
    assert openvino.model == sentence_transformers.model


def test_the_shipped_encoder_gives_the_known_cosines(openvino: OpenVinoEncoder) -> None:
    for query, passage, cosine in prepare.KNOWN_COSINES:
        question = openvino.encode_query(query.removeprefix("query: "))
        answer = openvino.encode_passages([passage.removeprefix("passage: ")])[0]
        assert float(np.dot(question, answer)) == pytest.approx(cosine, abs=0.01)


def test_a_spanish_question_finds_its_english_passage(openvino: OpenVinoEncoder) -> None:
    vectors = openvino.encode_passages(TEXTS)
    assert int(np.argmax(vectors @ openvino.encode_query("¿Cuánto cuesta el almuerzo de los estudiantes?"))) == 0


def test_a_folder_without_a_prepared_model_names_the_command_that_brings_it(tmp_path: Path) -> None:
    with pytest.raises(WrongConfiguration) as raised:
        OpenVinoEncoder(tmp_path, threads=1)
    assert raised.value.code == "model.missing"
    assert "countersign models prepare" in raised.value.remedy


def test_a_model_that_is_not_there_is_named_as_missing(tmp_path: Path) -> None:
    with pytest.raises(WrongConfiguration) as raised:
        SentenceTransformersEncoder(str(tmp_path / "nothing"), threads=1)
    assert raised.value.code == "model.missing"
