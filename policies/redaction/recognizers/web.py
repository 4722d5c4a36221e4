"""Web addresses and IP addresses. A plain page on one of the district's hosts stays (allow-list)."""

from policies.redaction.recognizers.shape import Shape

_HEX = r"[0-9a-f]{1,4}"

SHAPES = (
    Shape("URL", "with_scheme", r"\b(?:https?|ftp|hxxps?)\s?:\s?//[^\s<>\"]+", 0.9, "RFC 3986"),
    Shape("URL", "www", r"\bwww\.[^\s<>\"]+", 0.85, "RFC 3986"),
    Shape(
        "URL",
        "bare_host",
        r"(?<![@\w.])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|us|io|app|link|ly|me|info|co)(?:/[^\s<>\"]*)?(?![\w@])",
        0.7,
        "RFC 1034, RFC 3986",
    ),
    Shape("IP_ADDRESS", "v4", r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5}|/\d{1,2})?(?![\d.]?\d)", 0.9, "RFC 791"),
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
    Shape("IP_ADDRESS", "mac", r"(?<![\w:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:])", 0.9, "IEEE 802, EUI-48"),
)
