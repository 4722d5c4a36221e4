"""One number written into a policy file changes that number and nothing else: comments, order and line ends stay."""

from pathlib import Path

import pytest

import assistant
from policies.errors import Refused
from policies.policy import load_policy, read_policy
from policies.policy_file import with_number, write_number

FIELD = ("abstention", "min_confidence")
WORDS = (Path(assistant.__file__).parent / "demo/district/policy.yaml").read_text("utf-8")

TABLES = [
    ("", "\nabstention:\n  min_confidence: 0.31\n"),
    (
        "abstention:  # when silence is due\n  # asked for by the board\n  min_dense: 0.7\n",
        "abstention:  # when silence is due\n  # asked for by the board\n  min_confidence: 0.31\n  min_dense: 0.7\n",
    ),
    (
        "abstention:\n  min_confidence: 0.2   # fitted in August\n  min_dense: 0.7\n",
        "abstention:\n  min_confidence: 0.31   # fitted in August\n  min_dense: 0.7\n",
    ),
    ("abstention: {min_confidence: 0.2, min_dense: 0.7}  # short\n", "abstention: {min_confidence: 0.31, min_dense: 0.7}  # short\n"),
    ("abstention: {min_dense: 0.7}\n", "abstention: {min_confidence: 0.31, min_dense: 0.7}\n"),
    ("abstention: {}\n", "abstention: {min_confidence: 0.31}\n"),
    ('abstention:\n    "min_confidence": 2.0e-1\n', 'abstention:\n    "min_confidence": 0.31\n'),
]


@pytest.mark.parametrize(("before", "after"), TABLES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_only_the_number_changes(before: str, after: str, line_end: str) -> None:
    given, wanted = (f"{WORDS}{part}".replace("\n", line_end) for part in (before, after))
    made = with_number(given, FIELD, 0.31)
    assert made == wanted
    assert read_policy(made).abstention.min_confidence == 0.31


def test_a_field_in_front_of_others_is_found_as_well() -> None:
    made = with_number(f"abstention:\n  min_confidence: 0.2 # now\n{WORDS}", FIELD, 0.4)
    assert made == f"abstention:\n  min_confidence: 0.4 # now\n{WORDS}"


@pytest.mark.parametrize(
    "words",
    [
        f"{WORDS}abstention:\n  min_confidence: &shared 0.2\n  min_sentence_score: *shared\n",
        f"{WORDS}abstention:\n  min_sentence_score: &shared 0.2\n  min_confidence: *shared\n",
    ],
)
def test_a_number_that_another_field_shares_is_left_alone(words: str) -> None:
    with pytest.raises(Refused, match=r"policy\.unplaceable"):
        with_number(words, FIELD, 0.31)


def test_the_file_is_replaced_whole_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(WORDS, "utf-8")
    file.chmod(0o640)
    policy = write_number(file, FIELD, 0.5)
    assert load_policy(file) == policy
    assert policy.abstention.min_confidence == 0.5
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["policy.yaml"]
