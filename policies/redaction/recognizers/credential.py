"""User names, passwords, and what looks like a password wherever it stands. Door and gate codes are in `door_code`."""

from policies.redaction.recognizers.shape import Shape

_SOURCE = "NIST SP 800-63B: memorised secrets and look-up secrets"
_IS = r"(?:\s+(?:is|was|es|era)\b|\s+(?:to|a)\b(?=\s*\"?[^\s]*[^\w\s.,!?]?\d)|\s*[:=])\s*"
_WORD = r"[^\s,;<>]{3,}"
_PLAIN = (
    r"(?:for|is|was|to|and|or|the|my|reset|does|doesn'?t|not|won'?t|fails?|page|link|portal|info|information|screen|"
    r"account|please|on|at|in|of|with|expired|anymore|para|de|del|no|que|y|o|es|la|el|mi|en|se|help|working|again|"
    r"issue|issues|problem|problems|trouble|how|can|what|so|but|because|if|when|changed|change|right|locked|option|"
    r"code|codes|contrase[nñ]a|password|clave|pass)\b(?!['’.!#@$%&*_-]?[^\s]*\d)"
)
_KEY = (
    r"(?:pass\s?(?:word|wd|code|phrase|wrod|owrd)s?|passwd|pwd|pw|psw|psswd|contrase[nñ]a|contrasena|palabra\s+clave"
    r"|(?:code|safe|secret|pick-?up)\s+word|"
    r"palabra\s+(?:secreta|segura)|(?:wi-?fi|network|internet|red|guest)\s+(?:key|code|clave|pass)|(?:clave|llave"
    r"|c[oó]digo)\s+del?\s+(?:la\s+)?(?:wi-?fi|red|internet))"
)
_USER = (
    rf"(?:user\s?(?:name|id)?|usuario|log[\s-]?in|sign[\s-]?in|account|cuenta|clave|{_KEY}|c[oó]digo|(?:access"
    r"|activation|temporary|temp|"
    r"security|verification|gate|door)\s+code)"
)
_STOP = (
    r"(?:and|but|so|because|please|pls|plz|can|could|will|if|when|what|that|which|since|it|is|was|isn'?t|doesn'?t"
    r"|don'?t|not|now|thanks|thank|for|on|in|at|or|y|pero|"
    r"porque|por|que|no|ya|si|gracias|cuando|para|es|era|en|o)"
)
_PHRASE = (
    rf"(?!{_PLAIN})(?!(?:a|an|something|somebody|someone|one|another|new|his|her|their|our|your|it|them|un|una|otra"
    rf"|otro|algo)\b)[^\s,;<>.?!]{{3,}}(?:\s+(?!{_STOP}\b)[^\s,;<>.?!]+){{0,3}}(?=\s*(?:[.,;?!<\n]|$|{_STOP}\b))"
)
"""A pass phrase of up to four words, to the end of its clause."""
_ODD = (
    r"(?=[^\s]*[\d!#$%*&^~<@])(?=[^\s]*[a-z])(?!\d{1,2}(?:st|nd|rd|th|am|pm|:)|\d+-?(?:year|grade|day)|(?:[kK]|"
    r"\$)-?\d)[^\s,;]{4,}(?<![.?,!])"
)
"""A token no sentence needs: letters with figures or marks."""
_NUMBERED = (
    r"(?:room|rm|apt|bus|ext|unit|lot|suite|ste|grade|period|no|student|id|lunch|pin|box|case|sal[oó]n|sala|aula"
    r"|ruta|route|gate|door|step|item|question|stop|"
    r"number|num|ticket|form|page|level|group|team|class|school|ps|option|section|line|order|invoice|check|part"
    r"|day|week|year|track|lane|slot|table|seat|bldg|building)"
)

SHAPES = (
    Shape(
        "CREDENTIAL",
        "said",
        rf"\b{_USER}\b(?:\s+(?:name|is|id|number|for\s+(?:the\s+|his\s+|her\s+|my\s+)?\w+|del?\s+\w+))?{_IS}(?:(?:still"
        rf"|now|currently)\s+)?\"?\K(?!{_PLAIN}){_WORD}(?<![.?!,])",
        0.85,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "phrase",
        rf"\b{_KEY}\b(?:\s+(?:for|de|del|on|para)\s+(?:the\s+|la\s+|el\s+|his\s+|her\s+|my\s+)?\w+)?(?:\s+(?:is|was"
        rf"|es|era)(?:\s+(?:still|now|currently|ahora))?|\s*[:=])\s*\"?\K{_PHRASE}"
        rf"|\b(?:chang\w+|set|reset\w*|updat\w+|made|switch\w+|cambi\w+|puse|pusimos|actualic\w+)\s+(?:\w+\s+){{0,4}}?{_KEY}"
        rf"\s+(?:to|a|as|como|por)\s*:?\s*\"?\K{_PHRASE}",
        0.8,
        _SOURCE,
    ),
    Shape("CREDENTIAL", "mixed", rf"\b{_USER}\b\s*\"?\K(?!{_PLAIN})(?=[^\s]*\d)[^\s,;]{{4,}}(?<![.?,])", 0.85, _SOURCE),
    Shape(
        "CREDENTIAL",
        "further_on",
        rf"\b(?:{_KEY}|log[\s-]?in|(?:temp|temporary|old|new|default|last)\s+one|c[oó]digo|code|clave|pin)\b(?!\s+of\b)[^\n?]{{0,60}}?(?:\b(?:is|was|were|es|era"
        rf"|to|a|with|con|says|said|dice|dec[ií]a|uses?|tried|try|typed|entered|puse|got)\b:?|[:=,])\s*\"?\K{_ODD}",
        0.8,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "tried",
        r"\b(?:(?:last|only|first|next|also|just|even)\s+(?:try|tries|tried|attempt)|tr(?:y|ied)|attempt\w*|typed|intent"
        rf"[eoóé]\w*|prob[eéó]|[uú]ltimo\s+intento)\s+(?:(?:was|is|it|with|using|to|log\s+in|con|fue|entrar)\s+){{0,3}}:?"
        rf"\s*\"?\K(?:{_ODD}|(?-i:(?=[A-Za-z]*[a-z][A-Z])[A-Za-z]{{7,}})(?!\w))",
        0.8,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "pair",
        rf"\b{_USER}\b\s*(?:is|es|:)?\s*(?!{_PLAIN})[^\s,;/]{{3,}}\s*/\s*\K(?!{_PLAIN})[^\s,;]{{4,}}(?<![.?!,])",
        0.85,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "as_password",
        rf"(?<!\S)(?=\S{{0,40}}?\d)[^\s,;]{{4,40}}\s+(?=(?:as|for|como|is|es|was|era)\s+(?:the|my|his|her|a|la|mi|su"
        rf"|el)\s+(?:\w+\s+)?{_USER}\b)",
        0.8,
        _SOURCE,
    ),
    Shape("CREDENTIAL", "quoted", rf"\b{_USER}\b[^\n\"']{{0,12}}(?<!\w)[\"']\K[^\"'\n]{{3,40}}(?=[\"'])", 0.8, _SOURCE),
    Shape("CREDENTIAL", "groups", r"(?<![\w-])(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9]{4}(?:-[a-z0-9]{4}){1,4}(?![\w-])", 0.8, _SOURCE),
    Shape(
        "CREDENTIAL",
        "words_and_figures",
        r"(?<![\w-])(?-i:[A-Z][a-z]{2,}(?:[-_.][A-Z][a-z]{2,})+[-_.]?\d{1,4})[!#$%*]*(?![\w-])",
        0.7,
        "NIST SP 800-63B: the form of made-up pass phrases",
    ),
    Shape(
        "CREDENTIAL",
        "letters_figures_marks",
        rf"(?<![\w@./#$-])(?:(?!{_NUMBERED}[#&])[a-z]\w{{2,}}[!#$%*^~<&@+=]+\d\w*[!#$%*^~]*|[a-z]+\d+[#$%*^~]+\w*[!#$%*^~]*"
        rf"|[a-z]{{1,4}}<\d\w{{2,}}[!#$%*]*)(?![\w@])",
        0.75,
        "NIST SP 800-63B: composition rules make such passwords",
    ),
    Shape(
        "CREDENTIAL",
        "cases_mixed",
        r"(?<![\w@./#-])(?-i:(?!i(?:Phone|Pad|OS|Ready)|Mc|Mac)(?=\w*[a-z][A-Z])(?=\w*\d)[A-Za-z0-9]{7,}|(?=(?:[A-Za-z]*"
        r"[a-z][A-Z]){3})[A-Za-z]{8,14})[!#$%*]*(?![\w@.]*[@/])(?!\w)",
        0.7,
        "NIST SP 800-63B: generated secrets",
    ),
    Shape(
        "CREDENTIAL",
        "secret_answer",
        r"\b(?:security\s+(?:question'?s?\s+)?answer|answer\s+to\s+(?:the|my|his|her)\s+(?:security|secret)\s+question|respuesta\s+(?:secreta|de\s+seguridad|a\s+la\s+pregunta\s+\w+)"
        rf"|palabra\s+(?:clave|secreta|segura)|(?:code|safe|secret|pick-?up)\s+word)\b[^\n?.,;]{{0,60}}?(?:\b(?:is|was|es|era|fue)\b|[:=])\s*\"?\K{_PHRASE}",
        0.8,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "user_named",
        rf"\b(?:with|as|con|del?)\s+(?:the\s+|el\s+)?(?:user(?:name)?|usuario)\s+\"?\K(?!{_PLAIN})[a-z][\w.-]{{3,}}(?<![.-])|\b(?:user(?:name)?|usuario)\s+\K(?!{_PLAIN})[a-z][\w.-]{{3,}}"
        r"(?=,?\s+(?:and\s+|y\s+)?(?:pass\w*|pw|pwd|contrase[nñ]a|clave)\b)",
        0.75,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "used_as",
        rf"(?:\b(?:using|tried|trying|typed|typing|entered|entering|put|puse|usando|us[eé]|uso|escrib[ií]|prob[eé])\s+|\b{_USER}\s+(?:and|y)\s+)\"?\K(?!{_PLAIN})"
        rf"(?!(?:it|this|that|them|every\w+|any\w+|all|both|es[ao]s?|est[ao]s?)\b)[^\s,;\"]{{3,40}}(?=\"?\s+(?:as|for|como)\s+(?:(?:the|my|his|her|our|a|mi|su|el|la)\s+)?{_USER}\b)",
        0.75,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "joined_words",
        rf"\b{_KEY}\b(?:[^\n?.]{{0,70}}?\b(?:is|was|es|era|to|a|fue))?\s+\"?\K[^\W\d_]{{2,}}(?:[-_.][^\W_]{{2,}}){{1,4}}(?=\"?\s*(?:[.,;!?\n]|$))",
        0.75,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "handle",
        r"(?<![\w@./#<-])(?!\w*\.(?:pdf|docx?|xlsx?|jpe?g|png)\b)(?=[\w.]*[^\W\d_])[^\W_]{2,}(?:[._]?[^\W_]+)*_[^\W_]+(?:[._]?[^\W_]+)*(?![\w@/>])",
        0.7,
        "A token with an underscore: names of accounts have one, sentences none",
    ),
    Shape(
        "CREDENTIAL",
        "guessed",
        rf"\b(?:{_KEY}|pin|nip|passcode|c[oó]digo|code|clave|combo|combinaci[oó]n|combination)\b[^\n]{{0,90}}?(?:[.;,?]\s+(?:(?:it|yo)\s+)?(?:es|era|fue|is|was|it'?s)|\b(?:creo|think|believe|guess|maybe|probably|(?:want\s+to|i'd)\s+say|quiz[aá]s?|tal\s+vez|a\s+lo\s+mejor)\b"
        rf"[\s,]*(?:(?:que|it|yo|it's|is|was|es|era|fue|sea|be|might|may|could)\s+){{0,3}})\s*:?\s*(?:el\s+|the\s+)?\"?"
        r"\K(?!(?:19|20)\d\d(?!\w))\d{3,8}(?![\w]|[-/:]\d|[.,]\d|\s?(?:%|dollars|d[oó]lares|am|pm|students|kids|days|minutes|grado|grade))",
        0.7,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "figures_among_letters",
        r"(?<![\w@./#<-])(?=(?:[a-z]*\d+[a-z]+){2})[a-z0-9]{7,}[!#$%*]*(?![\w@.]*[@/])(?!\w)",
        0.7,
        "NIST SP 800-63B: generated secrets",
    ),
    Shape(
        "CREDENTIAL",
        "user_alone",
        r"\b(?:user\s?name|usuario|(?:wi-?fi|wfii)\s+log-?in)\s+\K(?!{_PLAIN})(?-i:[a-z])[\w.-]{3,24}(?=\s*[,;]|\s+(?:key|pass\w*|clave)\b)"
        r"|\b(?:typed|use|used|entered|tried|put\s+in|escrib[ií]|us[oé]|puse)\s+\K(?!{_PLAIN})(?-i:[a-z])[\w.-]{3,24}(?=\s+(?:and\s+then|then|and|with|con|y)\s+(?=[^\s]*\d)(?=[^\s]*[a-z])[^\s]{5,})".replace(
            "{_PLAIN}", _PLAIN
        ),
        0.7,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "second_of_two",
        rf"\b{_USER}\b[^\n]{{0,80}}?\b(?:then|and|y|luego)\s+\K(?=[^\s]*[a-z])(?=[^\s]*\d)[a-z0-9]+[?!@#$%*&^=+~][^\s,;]*[a-z0-9](?![\w@])",
        0.75,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "signed",
        rf"\b{_USER}\b[^\n]{{0,80}}?\s\K(?=[^\s]*[a-z])(?=[^\s]*\d)[a-z0-9]{{4,24}}[?!@#$%*&^]*[!@#$%*&^](?![\w@])",
        0.7,
        _SOURCE,
    ),
    Shape(
        "CREDENTIAL",
        "cases_figures_marks",
        r"(?<!\S)(?-i:(?=\S{0,19}\d)(?=\S{0,19}[a-z])(?=\S{0,19}[A-Z])(?=\S{0,19}[!#$%*^~&+=?]\w)[^\s,;:/@<>()]{6,20})(?=[\s,.;)]|$)",
        0.75,
        "NIST SP 800-63B: composition rules make such passwords",
    ),
    Shape("CREDENTIAL", "key", r"(?<![\w/])(?:sk|pk|ghp|xox[bp]|eyj)[-_]?[\w.-]{16,}", 0.9, _SOURCE),
)
