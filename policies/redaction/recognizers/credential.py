"""User names, passwords, codes."""

from policies.redaction.recognizers.shape import Shape

_SOURCE = "NIST SP 800-63B: memorised secrets and look-up secrets"
_IS = r"(?:\s+(?:is|was|es|era)\b|\s+(?:to|a)\b(?=\s*\"?[^\s]*[^\w\s.,!?]?\d)|\s*[:=])\s*"
_WORD = r"[^\s,;<>]{3,}"
_PLAIN = (
    r"(?:for|is|was|to|and|or|the|my|reset|does|doesn'?t|not|won'?t|fails?|page|link|portal|info|information|screen|"
    r"account|please|on|at|in|of|with|expired|anymore|para|de|del|no|que|y|o|es|la|el|mi|en|se|help|working|again|"
    r"issue|issues|problem|problems|trouble|how|can|what|so|but|because|if|when|changed|change|right|locked|option|"
    r"code|codes)\b(?!['’.!#@$%&*_-]?[^\s]*\d)"
)
_USER = (
    r"(?:user\s?(?:name|id)?|usuario|log[\s-]?in|sign[\s-]?in|account|cuenta|clave|pass\s?(?:word|wd|code|phrase)|"
    r"passwd|pwd|pw|contrase[nñ]a|c[oó]digo|(?:access|activation|temporary|temp|security|verification|gate|"
    r"door)\s+code)"
)

SHAPES = (
    Shape(
        "CREDENTIAL",
        "said",
        rf"\b{_USER}\b(?:\s+(?:name|is|id|number|for\s+(?:the\s+|his\s+|her\s+|my\s+)?\w+|del?\s+\w+))?{_IS}(?:(?:still|now|currently)\s+)?\"?\K(?!{_PLAIN}){_WORD}(?<![.?!,])",
        0.85,
        _SOURCE,
    ),
    Shape("CREDENTIAL", "mixed", rf"\b{_USER}\b\s*\"?\K(?!{_PLAIN})(?=[^\s]*\d)[^\s,;]{{4,}}(?<![.?,])", 0.85, _SOURCE),
    Shape(
        "CREDENTIAL",
        "mixed_new",
        rf"\b{_USER}\s+(?:temporal|temporary|provisional|nuev[oa]|viej[oa]|anterior|actual|new|old|current|default|inicial|you\s+(?:sent|gave)(?:\s+\w+)?|que\s+me\s+(?:dieron|mandaron))\s*[:,]?\s*\"?\K(?!{_PLAIN})(?=[^\s]*[\d!@#$%*])[^\s,;]{{4,}}(?<![.?,])",
        0.8,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "it_was",
        rf"\b(?:code|c[oó]digo|pin|{_USER})\b[^\n?]{{0,40}}?[.,;]?\s+(?:it\s+(?:is|was|says)|it'?s|that\s+(?:is|was)|es|era|dice|creo\s+que\s+(?:es|era))\s+\"?\K(?=[^\s]*\d)(?=[^\s]*[a-z!@#$%*-])[^\s,;]{{4,}}(?<![.?,])",
        0.8,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL", "pair", rf"\b{_USER}\b\s*(?:is|es|:)?\s*(?!{_PLAIN})[^\s,;/]{{3,}}\s*/\s*\K[^\s,;]{{4,}}(?<![.?!,])", 0.85, _SOURCE
    ),
    Shape(
        "CREDENTIAL",
        "as_password",
        rf"(?<![\w-])(?=[^\s]*\d)[^\s,;]{{4,}}\s+(?=(?:as|for|como)\s+(?:the|my|his|her|a|la|mi|su)\s+{_USER}\b)",
        0.8,
        _SOURCE,
    ),
    Shape("CREDENTIAL", "quoted", rf"\b{_USER}\b[^\n\"']{{0,12}}(?<!\w)[\"']\K[^\"'\n]{{3,40}}(?=[\"'])", 0.8, _SOURCE),
    Shape("CREDENTIAL", "groups", r"(?<![\w-])(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9]{4}(?:-[a-z0-9]{4}){1,4}(?![\w-])", 0.8, _SOURCE),
    Shape("CREDENTIAL", "key", r"(?<![\w/])(?:sk|pk|ghp|xox[bp]|eyj)[-_]?[\w.-]{16,}", 0.9, _SOURCE),
)
