"""A pattern with its kind, confidence and source."""

from dataclasses import dataclass

CUE_GAP = (
    r"(?:\s*(?:number|numbers|no\.?|num\.?|nbr\.?|code|#|n[uú]mero|n[uú]m\.?|nro\.?|n[°º])){0,2}\s*(?:(?:is|was|are|"
    r"es|era|:|=|#|-)\s*){0,3}"
)
"""What may stand between a cue ("student id") and its value: "number is:", "# ", "no. = "."""


@dataclass(frozen=True, slots=True)
class Shape:
    """`regex` is for the `regex` module: case ignored, `^`/`$` at lines, `\\K` starts the value. `score` 0…1."""

    kind: str
    name: str
    regex: str
    score: float
    source: str
