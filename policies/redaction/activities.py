"""What clubs, teams and camps are named after: an activity. A word in that place is no person ("chess club", "taller de cerámica")."""

import re

_PROGRAMMES = (
    r"clubs?|teams?|bands?|camps?|choirs?|leagues?|squads?|class(?:es)?|lessons?|practices?|tryouts?|tournaments?|workshops?|programs?|"
    r"meets?|recitals?|rehearsals?|ensembles?|festivals?|fairs?|nights?"
)
# Case is not ignored: a capital may begin a name ("the Garcia team").
_BEFORE = re.compile(rf"(?<![\w'.-])(?P<what>[^\W\d_]+) (?=(?:{_PROGRAMMES})(?![\w'-]))")
_SYSTEM = re.compile(
    r"(?i:\b(?:log|logged|logging|sign|signed|signing|get|got)\s*(?:in|on)\s*to|\blogin\s+(?:to|for))\s+(?P<what>[^\W\d_]+)(?!['’\w])"
)
"""What one logs in to is a system, where its name is an ordinary word ("Clever")."""
_SOFTWARE = re.compile(
    r"(?<![\w'’.-])(?:(?i:the|el|la|our|an?)\s+)?(?P<what>[^\W\d_]+)(?:\s(?P<more>[A-Z][^\W\d_]*\d?))?(?=\s(?i:app|apps|portal|website|site|software|platform|login|log-?in|password|homework|level|minutes|lessons?|"
    r"account|score|assessment|curriculum)(?![\w'’-]))"
)
"""What stands before a word that only software and lessons have: an ordinary word there is a product's name."""
_OF_A_SUBJECT = re.compile(r"(?i:\b(?:club|taller|campamento|liga|torneo|academia)(?:e?s)?) de (?P<what>[^\W\d_]+)(?![\w'-])")
_OF_ANYBODY = re.compile(
    r"(?i:\b(?:clases?|equipos?|grupos?|bandas?|pr[aá]cticas?|ensayos?|noches?|ferias?)) de (?P<what>[^\W\d_]+)(?![\w'-])"
)


def subjects(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Where activities begin: those that must be one, and those that are one when the word is an ordinary one, for "jaylen team" and
    "el equipo de jaylen" are said of a person too. Only words in lower case.
    """
    subject = {match.start("what") for match in _OF_A_SUBJECT.finditer(text) if match["what"].islower()}
    sure = frozenset(subject | {match.start("what") for match in _SYSTEM.finditer(text)})
    systems = {match.start(group) for match in _SOFTWARE.finditer(text) for group in ("what", "more") if match[group]}
    likely = systems | {
        match.start("what") for pattern in (_BEFORE, _OF_ANYBODY) for match in pattern.finditer(text) if match["what"].islower()
    }
    return sure, frozenset(likely)
