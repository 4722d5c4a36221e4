"""What a person marked before sending: more to hide, always; less, only of the types that the policy lets people show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from policies.errors import BadInput
from policies.redaction.normalising import Normalised
from policies.redaction.spans import Span, merged

KIND = "MARKED"
"""The type of what a person marked and no recogniser found."""
MAX_MARKS = 200
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """Ranges of the raw text, half-open code points: `hide` more, `show` what was found at exactly this range."""

    hide: tuple[Range, ...] = ()
    show: tuple[Range, ...] = ()

    def checked(self, n_chars: int) -> "Marks":
        """Themselves. Raises: BadInput question.marks when they are too many or lie outside the text."""
        both = (*self.hide, *self.show)
        if len(both) > MAX_MARKS or any(not 0 <= start < end <= n_chars for start, end in both):
            raise BadInput("question.marks", "A mark lies outside the text, or there are too many.", "Load the page again and mark anew.")
        return self


def marked(spans: Sequence[Span], normalised: Normalised, marks: Marks, showable: Collection[str]) -> list[Span]:
    """The found spans of the normalised text after a person's marks: none shown whose type may not be, none hidden lost."""
    shown = set(marks.show)
    kept = [span for span in spans if span.kind not in showable or normalised.original(span.start, span.end) not in shown]
    return merged([*kept, *(span for chosen in marks.hide for span in _chosen(normalised, chosen))], normalised.text)


def _chosen(normalised: Normalised, chosen: Range) -> list[Span]:
    """The normalised stretch that a range of the raw text became; none for invisible characters."""
    start, end = chosen
    inside = [i for i, (low, high) in enumerate(zip(normalised.starts, normalised.ends, strict=True)) if low < end and high > start]
    return [Span(inside[0], inside[-1] + 1, KIND)] if inside else []
