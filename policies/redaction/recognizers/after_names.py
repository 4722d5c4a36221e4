"""Words behind which show that a name stood before them, in English and Spanish, and who that name then is.

`AFTER` patterns begin where the name ends. Strength 2: hardly anything but a name can stand before; 1: a name is likely.
Source: issue 4 ("cues such as 'my son', signatures") and how parents write.
"""

import regex

from policies.redaction.recognizers.name_cues import ADULT

_FLAGS = regex.IGNORECASE | regex.MULTILINE

_THINGS_OF_A_CHILD = (
    r"(?:class|teacher|bus|lunch|account|iep|504|grades?|homework|backpack|schedule|room|desk|phone|birthday|dob|id|"
    r"report|record|absence|attendance|inhaler|meds?|medication|stop|locker|jacket|laptop|chromebook|transcript|"
    r"enrollment|school|homeroom|father|mother|counselor|doctor|note|test|score|seat|teachers|records|registration|"
    r"mom|dad|first\s+day|classroom|insurance|yearbook|uniform|order|coach|locker|pin|grandma|grandmother|grandpa|"
    r"aunt|uncle|sister|brother|parents?|state\s+insurance|canvas|email|ride|lunchbox|coat)"
)
AFTER: tuple[tuple[str, int, "regex.Pattern[str]"], ...] = tuple(
    (kind, strength, regex.compile(pattern, _FLAGS))
    for kind, strength, pattern in (
        (
            "STUDENT",
            2,
            rf"(?:'s|s'|')?\s*(?:,\s*)?(?:'s\s+)?(?:{ADULT})\b(?!\s+(?:day|night|conference|meeting|teacher|portal|"
            rf"involvement|university|center|square|orientation))",
        ),
        (
            "STUDENT",
            2,
            r"\s*\((?:it'?s\s+)?(?:pronounced|say|rhymes|sounds\s+like|se\s+pronuncia|goes\s+by|aka|a\.k\.a|le\s+decimos|we\s+call)\b",
        ),
        (
            "STUDENT",
            2,
            rf"(?:'s|s')\s+{_THINGS_OF_A_CHILD}\b",
        ),
        (
            "STUDENT",
            2,
            r"\s*,?\s*(?:is\s+)?(?:an?\s+|my\s+|in\s+(?:the\s+)?|who\s+is\s+(?:in\s+)?(?:the\s+)?|en\s+(?:el\s+)?|"
            r"est[aá]\s+en\s+(?:el\s+)?|de\s+|que\s+est[aá]\s+en\s+(?:el\s+)?)?(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|"
            r"fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|kinder(?:garten)?|pre-?k|primer|segundo|tercer|"
            r"cuarto|quinto|sexto|s[eé]ptimo|octavo)\s*(?:-?\s*grade[r]?|grado|garten|-grader)?\b",
        ),
        (
            "STUDENT",
            2,
            r"\s*[,(:]?\s*(?:\d{1,2}\s+(?:of\s+|de\s+)?[a-z]{3,10}\.?,?\s+(?:del?\s+)?|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+|\d{1,2}[/-]\d{1,2}[/-])(?:19\d\d|20[01]\d|202[0-2])\b",
        ),
        ("STUDENT", 2, r"\s*\(?\s*(?:dob|d\.o\.b|born|id|age|student\s+id|lunch\s+(?:number|pin|id)|naci|nació|edad|fecha\s+de\s+nac)\b"),
        (
            "STUDENT",
            2,
            r"\s+(?:was|is|has\s+been|were|got|estuvo|est[aá]|fue)\s+(?:absent|late|tardy|sick|suspended|expelled|"
            r"out\s+sick|diagnosed|bullied|failing|having|allergic|marked|assigned|enrolled|starting|moving|transferring|"
            r"getting|ausente|enferm[oa]|suspendid[oa]|expulsad[oa]|autistic|nonverbal|staying|riding|home\s+sick|missing|"
            r"hit|pushed|struggling|leaving|inscrit[oa])\b",
        ),
        (
            "STUDENT",
            1,
            r"(?:\s+(?:still|now|just|always|also|never|already|ahora|ya|siempre|todav[ií]a|tambi[eé]n|nunca))?\s+(?:has|needs|missed|forgot|lost|left|rides|takes|gets|attends|starts|wants|loves|hates|plays|brought|threw|"
            r"fell|said|cried|can'?t|doesn'?t|didn'?t|hasn'?t|won'?t|isn'?t|wasn'?t|tiene|necesita|falt[oó]|perdi[oó]|"
            r"olvid[oó]|lleg[oó]|sali[oó]|dej[oó]|traj?o|trae|usa|puede|vive|sale|entra|cumple|anda|va|toma|padece|sufre|come|quiere|no\s+(?:puede|tiene|quiere|va))\b",
        ),
        ("PARENT", 2, rf"\s*,?\s*\(?\s*(?:is\s+|soy\s+)?(?:the\s+|la\s+|el\s+|a\s+)?(?:{ADULT}\s+(?:of|to|de)\b|{ADULT}\s*\)?\s*$)"),
        (
            "STUDENT",
            2,
            r"\s*:\s*(?:medicaid|insurance|student|lunch|dob|born|id|pin|ssn|grade|gr\b|age|phone|cell|\d|fecha|nacid[oa]|n[uú]mero|grado|edad)",
        ),
        ("PARENT", 2, r"\s+here\b|\s+(?:calling|writing)\s+(?:about|again|for|from|to)\b"),
        ("PARENT", 2, r"\s+(?:and\s+i|and\s+me|y\s+yo)\b"),
        (
            "PERSON",
            1,
            r"\s+(?:and|&|n|y)\s+(?:his|her|my|i)\b|\s+(?:will|can|may|is\s+allowed\s+to)\s+(?:pick|drop|be\s+picking|"
            r"collect)\b|\s+(?:bullied|hit|pushed|called|told|said|wrote|emailed|marked|graded|yelled|texted|phoned|kept|refused|promised|accused|assigned|"
            r"blamed|caught|teased|tripped|shoved|sent|llam[oó]|dijo|marc[oó]|mand[oó]|prometi[oó]|acus[oó]|empuj[oó]|peg[oó]|molest[oó])\b",
        ),
    )
)
DOES_AS_PEOPLE_DO = regex.compile(
    r"\s+(?:(?:left|lost|forgot|has|had|brought|took|needs?|wants?|missed|broke|rides?|takes|got|gets|loves?|hates?)\s+(?:his|her|their|my|the\s+bus)\b|"
    r"(?:has|had|got|tiene)\s+(?:an?\s+|the\s+|una?\s+)?(?:bad\s+|high\s+)?(?:cough|fever|flu|cold|rash|headache|lice|strep|asthma|tos|fiebre|gripa)\b|"
    r"(?:is|est[aá])\s+(?:in|en)\s+(?:the\s+|el\s+)?(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|kinder\w*|primer|segundo|tercer|cuarto|quinto|sexto)\b|"
    r"(?:will\s+be|is|was|has\s+been|stayed)\s+(?:out|absent|late|tardy|sick|home|ill|nervous|crying|upset|hurt|staying|going|coming|bullied|suspended)\b|"
    r"(?:said|says|told|thinks|cried|forgot|feels|goes\s+to|came\s+home|woke\s+up|turns\s+\w+|threw\s+up|won'?t\s+be|can'?t\s+find|would\s+like)\b|"
    r"(?:dice|dijo|quiere|olvid[oó]|perdi[oó]|falt[oó]|lleg[oó]|llor[oó]|se\s+(?:qued[oó]|enferm[oó]|cay[oó]|siente)|va\s+a|no\s+(?:fue|va|quiere))\b)",
    _FLAGS,
)
"""What only people do: after it a word that is also a name is one."""
OWNS_SURELY = regex.compile(
    r"['’]s\s+(?:pin|iep|504|dob|birthday|inhaler|epi-?pen|mom|dad|mother|father|grandma|grandpa|backpack|lunch\s+(?:number|pin|account)|homeroom|student\s+id|chromebook)\b",
    _FLAGS,
)
"""What only a child owns: before it even a word that opens a sentence is a name ("Ledger's PIN")."""
OWNS = regex.compile(rf"\s+{_THINGS_OF_A_CHILD}\b", _FLAGS)
"""What stands behind an owner whose apostrophe was left out ("bridgets uniform")."""
