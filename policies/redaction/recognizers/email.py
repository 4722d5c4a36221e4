"""E-mail addresses, plain or written around a filter ("name at host dot com"). The district's own stay (allow-list)."""

from policies.redaction.recognizers.shape import Shape

_SOURCE = "RFC 5322 section 3.4.1, and the ways people disguise it"
_HOSTS = r"(?:gmail|g-?mail|yahoo|hotmail|outlook|aol|icloud|live|msn|proton(?:mail)?|comcast|verizon|att|ymail|mail)"
_TLD = r"(?:com|net|org|edu|gov|us|mx|es|io|co|info|ca|me)"
_NO_NAME = (
    r"(?:it|this|that|them|us|me|you|up|look|looked|post|posted|find|found|is|are|online|info|information|more|site"
    r"|website|web|page|pages|form|forms|link|links|"
    r"application|applications|apply|applied|register|registered|sign|signed|pay|paid|go|visit|menu|menus|calendar"
    r"|calendars|schedule|schedules|handbook|portal|"
    r"document|documents|list|video|survey|see|checked|check|read|available|account|login|logged|here|there|los"
    r"|las|esto|eso|est[aá]|and|or|the|email|e-?mail|correo|emailed|write|reach|contact)"
)
_AT = r"(?:\s*(?:\(|\[|\{|<)\s*(?:at|arroba|a|@)\s*(?:\)|\]|\}|>)\s*|\s+(?:at|arroba)\s+)"
_DOT = r"(?:\s*(?:\(|\[|\{|<)\s*(?:dot|punto|\.)\s*(?:\)|\]|\}|>)\s*|\s+(?:dot|punto)\s+|\s*\.\s*)"
_JOIN = r"(?:\s+(?:dot|punto|underscore|dash|hyphen|gui[oó]n(?:\s+bajo)?|sub)\s+|\s*[(\[](?:dot|punto|\.)[)\]]\s*)"

SHAPES = (
    Shape(
        "EMAIL",
        "plain",
        rf"(?:[\w+%'-]+\.(?=[\w.+%'-]*\s?@))*[\w.+%'-]*[\w+%-]\s?@\s?[\w-]+(?:\.[\w-]+)*(?:\s\.\s?{_TLD}\b|\.\s(?:com"
        rf"|net|org|edu|gov)\b|\.\s{_TLD}\b(?!\s+(?-i:[a-z]))|,\s?com\b)*",
        0.95,
        _SOURCE,
    ),
    Shape(
        "EMAIL",
        "spelled",
        rf"(?<![\w.+-])(?!{_NO_NAME}{_AT}[\w-]+\.)(?![\w.+-]+\s+(?:at|arroba)\s+[\w-]+(?:\.[\w-]+)+/)(?![\w.+-]+\s+(?:at|arroba)\s+[\d.()-]+(?![\w.]))(?:[\w.+-]{{2,}}|\w(?={_JOIN}))(?:{_JOIN}"
        rf"\w+){{0,4}}{_AT}[\w-]+(?:\.[\w-]+)*(?:{_DOT}(?:{_TLD}\b|[\w-]+(?={_DOT})))+",
        0.9,
        _SOURCE,
    ),
    Shape(
        "EMAIL",
        "no_ending",
        rf"(?<![\w.+-])(?:(?=[a-z.+_-]{{0,40}}\d)[\w.+-]{{1,50}}|[a-z0-9+-]{{1,40}}[._][\w.+-]{{1,50}}|\w{{1,40}}(?:{_JOIN}"
        rf"\w+){{1,4}})\s+(?:at|arroba)\s+{_HOSTS}\b",
        0.8,
        _SOURCE,
    ),
    Shape(
        "EMAIL",
        "no_ending_named",
        rf"\b(?:e-?mail|correo)(?:\s+(?:address|electr[oó]nico))?\s*(?:is|es|:|=)?\s*\K[\w.+-]{{3,}}\s+(?:at|arroba)\s+{_HOSTS}\b",
        0.8,
        _SOURCE,
    ),
    Shape("EMAIL", "run_together", r"(?<![\w.+-])(?-i:[\w.+-]{3,}(?:AT|ARROBA)[a-z]\w+(?:DOT|PUNTO)[a-z]{2,4})(?!\w)", 0.8, _SOURCE),
)
