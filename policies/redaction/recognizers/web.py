"""Web addresses and IP addresses. A plain page on one of the district's hosts stays (allow-list)."""

from policies.redaction.recognizers.shape import Shape

_HEX = r"[0-9a-f]{1,4}"
_ENDINGS = r"(?:com|org|net|edu|gov|us|io|app|link|ly|me|info|co|dev|xyz|online|cloud|gle)"

SHAPES = (
    Shape("URL", "with_scheme", r"\b(?:https?|ftp|hxxps?|webcal|zoommtg)\s?:\s?/\s?/\s?[^\s<>\"]+", 0.9, "RFC 3986"),
    Shape("URL", "www", r"\bwww\s?\.\s?[^\s<>\"]+", 0.85, "RFC 3986"),
    Shape(
        "URL",
        "bare_host",
        rf"(?<![@\w.])(?:[a-z0-9-]+\.)+{_ENDINGS}(?::\d{{2,5}})?(?:[/?][^\s<>\"]*)?(?![\w@])",
        0.7,
        "RFC 1034, RFC 3986",
    ),
    Shape(
        "URL",
        "any_host_with_path",
        r"(?<![@\w.-])(?:[a-z0-9-]{1,60}\.){1,6}[a-z]{2,12}/(?=[^\s<>\"]*[\d=])[^\s<>\"]+|(?<![@\w.])(?:youtu\.be|t"
        r"\.co|is\.gd|wa\.me|t\.me)/[^\s<>\"]+",
        0.7,
        "RFC 3986",
    ),
    Shape(
        "URL",
        "disguised",
        r"(?<![@\w.-])(?:[a-z0-9-]{1,40}\s?(?:\[\.\]|\(\.\)|\(dot\)|\[dot\])\s?)+[a-z]{2,12}(?:/"
        '[^\\s<>"]*)?',
        0.7,
        "RFC 3986",
    ),
    Shape(
        "URL",
        "token",
        r"(?<![\w?&])[?&]?(?:token|sig|auth|session|sid|invite|pwd|code|key)=[\w.%-]{4,}",
        0.8,
        "RFC 6750, bearer tokens in a query",
    ),
    Shape("IP_ADDRESS", "v4", r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5}|/\d{1,2})?(?![\d.]?\d)", 0.9, "RFC 791"),
    Shape(
        "IP_ADDRESS",
        "v4_disguised",
        r"(?<![\d.])\d{1,3}(?:(?:\s?\[\.\]\s?|\s?\(\.\)\s?|\s\.\s|\s(?:dot|punto)\s)\d{1,3}){3}(?![\d.]?\d)",
        0.85,
        "RFC 791",
    ),
    Shape(
        "IP_ADDRESS",
        "v4_dashed",
        r"\b(?:ip|ip\s+address|direcci[oó]n\s+ip)\s*(?:is|es|:|=|#)?\s*\K\d{1,3}(?:[-,_ ]\d{1,3}){3}(?![\w-])",
        0.85,
        "RFC 791",
    ),
    Shape(
        "IP_ADDRESS",
        "v6",
        (
            rf"(?<![\w:])(?:(?:{_HEX}:){{7}}{_HEX}|(?:{_HEX}:){{1,7}}:(?:{_HEX}(?::{_HEX}){{0,6}})?|::(?:{_HEX}:){{0,"
            rf"6}}{_HEX})(?:%\w+|/\d{{1,3}})?(?![\w:])"
        ),
        0.9,
        "RFC 4291",
    ),
    Shape(
        "IP_ADDRESS",
        "mac",
        r"(?<![\w:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:])|(?<![\w.])(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}(?![\w.])",
        0.9,
        "IEEE 802, EUI-48",
    ),
)
