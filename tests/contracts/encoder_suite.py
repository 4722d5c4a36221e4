"""The contract of `ingest.embedding.encoder.Encoder`. A test class inherits `EncoderSuite` and gives the fixture `encoder`."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ingest.embedding.encoder import Encoder

TEXTS = [
    "Meals\nLunch costs $3.10 for students in grades 6 to 12.",
    "Calendar\nThe first day of school is August 18, 2026.",
    "Bus rules\nRiders stay seated while the bus is moving.",
]
ODD = ["", " ", "?", "\x00\x07", "\u202e\u200b", "🚌🚌🚌", "ñandú año 中文", "bus " * 1000, "a" * 2000]


class EncoderSuite:
    """What every encoder keeps to."""

    @pytest.fixture
    def encoder(self) -> Encoder:
        raise NotImplementedError("give the encoder under test")

    def test_it_names_its_weights_and_its_dimensions(self, encoder: Encoder) -> None:
        assert encoder.model.strip() == encoder.model != ""
        assert "/" not in encoder.model
        assert encoder.encode_query("lunch").shape == (encoder.n_dimensions,)

    def test_passages_are_float32_rows_of_unit_length_in_the_order_given(self, encoder: Encoder) -> None:
        vectors = encoder.encode_passages(TEXTS)
        assert vectors.shape == (len(TEXTS), encoder.n_dimensions)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)
        assert np.allclose(encoder.encode_passages(TEXTS[::-1])[::-1], vectors, atol=0.02)

    def test_a_question_is_one_float32_vector_of_unit_length(self, encoder: Encoder) -> None:
        vector = encoder.encode_query("What does lunch cost?")
        assert vector.dtype == np.float32
        assert abs(float(np.linalg.norm(vector)) - 1.0) < 1e-4

    def test_no_passages_give_an_array_of_no_rows(self, encoder: Encoder) -> None:
        assert encoder.encode_passages([]).shape == (0, encoder.n_dimensions)

    def test_the_same_text_gives_the_same_vector(self, encoder: Encoder) -> None:
        assert np.array_equal(encoder.encode_query(TEXTS[0]), encoder.encode_query(TEXTS[0]))

    def test_questions_begun_together_get_the_vectors_that_they_get_alone(self, encoder: Encoder) -> None:
        begun = [encoder.begin_query(text) for text in TEXTS * 3]
        for text, encoding in reversed(list(zip(TEXTS * 3, begun, strict=True))):
            assert np.array_equal(encoding.result(), encoder.encode_query(text))
            assert np.array_equal(encoding.result(), encoding.result())

    def test_a_passage_among_others_gets_the_vector_it_gets_alone(self, encoder: Encoder) -> None:
        together = encoder.encode_passages([*TEXTS, "long " * 120])
        for text, vector in zip(TEXTS, together, strict=False):
            assert float(encoder.encode_passages([text])[0] @ vector) > 0.999

    def test_a_question_is_nearest_to_the_passage_that_answers_it(self, encoder: Encoder) -> None:
        vectors = encoder.encode_passages(TEXTS)
        for place, question in enumerate(
            ("How much does lunch cost for students?", "When is the first day of school?", "Must riders stay seated on the bus?")
        ):
            assert int(np.argmax(vectors @ encoder.encode_query(question))) == place

    @pytest.mark.parametrize("text", ODD, ids=[f"odd{i}" for i in range(len(ODD))])
    def test_no_text_makes_it_fail(self, encoder: Encoder, text: str) -> None:
        for vector in (encoder.encode_query(text), encoder.encode_passages([text])[0]):
            assert vector.shape == (encoder.n_dimensions,)
            assert abs(float(np.linalg.norm(vector)) - 1.0) < 1e-3

    def test_threads_that_use_it_at_once_get_the_right_vectors(self, encoder: Encoder) -> None:
        alone = [encoder.encode_query(text) for text in TEXTS]
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(encoder.encode_query, TEXTS * 2))
        for place, vector in enumerate(found):
            assert float(vector @ alone[place % len(TEXTS)]) > 0.9999
