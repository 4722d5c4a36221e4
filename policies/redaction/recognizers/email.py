"""E-mail addresses, plain or written around a filter ("name at host dot com"). The district's own stay (allow-list)."""

from policies.redaction.recognizers.shape import Shape

_SOURCE = "RFC 5322 section 3.4.1, and the ways people disguise it"
_HOSTS = r"(?:gmail|yahoo|hotmail|outlook|aol|icloud|live|msn|me|proton(?:mail)?|comcast|verizon|att|ymail|mail)"
_TLD = r"(?:com|net|org|edu|gov|us|mx|es|io|co|info)"

SHAPES = (
    Shape("EMAIL", "plain", r"[\w.+%'-]*[\w+%-]\s?@\s?[\w-]+(?:\s?\.\s?[a-z]{2,24}\b|\.[\w-]+)*", 0.95, _SOURCE),
    Shape(
        "EMAIL",
        "spelled",
        (
            rf"(?<![\w.+-])(?!(?:it|this|that|them|us|me|you|up|look|post|posted|find|found|is|are|online|info|information|more|site|page|form|forms|"
            rf"los|las|esto|eso|est[aá])\s+at\s+[\w-]+(?:\.[\w-]+)+/)[\w.+-]{{2,}}(?:\s+(?:dot|punto)\s+\w+)?\s*(?:\(|\[|\{{|<|\s)\s*(?:at|arroba)\s*(?:\)|\]|\}}|>|"
            rf"\s)\s*[\w-]+(?:\.[\w-]+)*(?:\s*(?:\(|\[|\{{|\s)?\s*(?:dot|punto|\.)\s*(?:\)|\]|\}}|\s)?\s*(?:{_TLD}\b|"
            rf"[\w-]+(?=\s*(?:dot|punto)\b)))+"
        ),
        0.9,
        _SOURCE,
    ),
    Shape("EMAIL", "no_ending", rf"(?<![\w.+-])[\w.+-]*\d[\w.+-]*\s+(?:at|arroba)\s+{_HOSTS}\b", 0.8, _SOURCE),
)
