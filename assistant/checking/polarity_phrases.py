"""The phrases that turn a statement: not, must, may, only, unless, at least … in English and Spanish, over folded text.

The families are the same in both languages, so that a Spanish sentence can be held against English words. Order matters: what one
family has read, the next no longer sees ("may not" is a prohibition, not a permission with a negation).
Source of the families: issue 5 point 6 (negation and modality kept); a table of examples in `tests/assistant/checking`.
"""

from enum import StrEnum

from assistant.checking.word_forms import fold


class Force(StrEnum):
    """What a phrase does to a statement; the value is what the reviewer reads."""

    PROHIBITION = "a prohibition"
    EXEMPTION = "an exemption"
    NEGATION = "a negation"
    OBLIGATION = "an obligation"
    ADVICE = "a recommendation"
    PERMISSION = "a permission"
    ONLY = "a limit (only)"
    EXCEPTION = "an exception (unless, except)"
    CONDITION = "a condition (if)"
    MINIMUM = "a minimum (at least)"
    MAXIMUM = "a maximum (at most, up to)"
    BEFORE = "“before”"
    AFTER = "“after”"
    MORE = "“more than”"
    LESS = "“less than”"
    ALWAYS = "“all” or “always”"
    SOME = "“some” or “sometimes”"


PHRASES: tuple[tuple[Force, tuple[str, ...]], ...] = (
    (Force.MINIMUM, ("no less than", "no fewer than", "no menos de")),
    (Force.MINIMUM, ("at least", "a minimum of", "minimum", "al menos", "por lo menos", "como minimo", "(?:un )?minimo(?: de)?")),
    (Force.MAXIMUM, ("at most", "(?:no|not) more than", "no later than", "a maximum of", "maximum", "up to", "a lo mas")),
    (Force.MAXIMUM, ("como maximo", "no mas de", "no mas tarde de", "maximo", "a mas tardar")),
    (
        Force.EXEMPTION,
        (
            "(?:is|are|be|was|were)? ?(?:not|n't) (?:be )?(?:required|obligated|mandatory|necessary|needed)",
            "(?:do|does|did|will|should)(?: not|n't) (?:need|have) to",
            "(?:do|does|did|will)(?: not|n't) (?:need|require)",
            "need not",
            "no need",
            "optional",
            "exempt(?:ed)?",
            r"no \w+ (?:is|are) (?:needed|required|necessary)",
            "no (?:es|son|sera|seran) (?:necesari|obligatori|requerid)[oa]s?",
            "no (?:tiene|tienen|tendra|tendran) que",
            "no (?:se )?(?:necesita|necesitan|requiere|requieren)",
            "opcional(?:es)?",
            "exent[oa]s?",
        ),
    ),
    (
        Force.PROHIBITION,
        (
            "(?:may|can|must|shall)(?: not|n't)(?: be)?(?: allowed| permitted)?",
            "cannot",
            "may never|must never|can never",
            "(?:is|are|be|was|were)? ?(?:not|n't) (?:be )?(?:allowed|permitted)",
            "(?:do|does|will)(?: not|n't) (?:allow|permit|accept)",
            "(?:is|are)(?: not|n't) accepted",
            "prohibit(?:ed|s)?",
            "forbidden",
            "banned",
            "no (?:puede|pueden|podra|podran|debe|deben|debera|deberan)",
            "no (?:se )?(?:permite|permiten|permitira|permitiran)",
            "no (?:esta|estan|es|son|sera|seran) permitid[oa]s?",
            "(?:se )?prohib(?:e|en|id[oa]s?)",
            r"(?:no|ningun|ninguna) \w+ (?:may|can|puede)",
            r"(?:nothing|nobody|no one|none)\b(?: [\w'-]+){0,7}? (?:is|are|may|can)(?: be)?(?: allowed| permitted)",
        ),
    ),
    (Force.ONLY, ("only", "solely", "exclusively", "solo", "solamente", "unicamente", "exclusivamente")),
    (Force.EXCEPTION, ("unless", "except(?: for| that| when)?", "excluding", "other than", "salvo", "excepto", "a menos que")),
    (Force.EXCEPTION, ("a no ser que", "con (?:la )?excepcion de")),
    (Force.NEGATION, ("not", "n't", "no", "never", "none", "neither", "nor", "nobody", "nothing", "without", "fails? to", "unable")),
    (Force.NEGATION, ("nunca", "jamas", "ningun[oa]?", "nadie", "nada", "tampoco", "sin", "ni")),
    (
        Force.OBLIGATION,
        (
            "must",
            "shall",
            "required?(?: to)?",
            "requires?",
            "ha(?:s|ve) to",
            "needs? (?:to|an?|the|two|proof)",
            "mandatory",
            "obligat(?:ed|ory)",
        ),
    ),
    (Force.OBLIGATION, ("deben?", "debera", "deberan", "(?:tiene|tienen|tendra|tendran) que", "hay que", "obligatori[oa]s?")),
    (Force.OBLIGATION, ("es necesario", "(?:se )?requieren?", "requerid[oa]s?", "necesitan?")),
    (Force.ADVICE, ("should", "recommend(?:ed|s)?", "encouraged?", "encourages", "ought to", "deberian?", "(?:se )?recomiendan?")),
    (
        Force.PERMISSION,
        ("may", "can", "allow(?:ed|s)?", "permit(?:ted|s)", "pueden?", "podra", "podran", "(?:se )?permiten?", "permitid[oa]s?"),
    ),
    (Force.PERMISSION, ("(?:is|are) accepted", "se aceptan?")),
    (Force.CONDITION, ("if", "provided that", "as long as", "in case", "whether", "si", "siempre que", "siempre y cuando")),
    (Force.CONDITION, ("en caso de(?: que)?", "con tal de que")),
    (Force.BEFORE, ("before", "prior to", "antes")),
    (Force.AFTER, ("after", "despues")),
    (Force.MORE, ("more than", "over", "above", "exceeds?", "mas de", "mayor(?:es)? de")),
    (Force.LESS, ("less than", "fewer than", "under", "below", "menos de", "menor(?:es)? de")),
    (Force.ALWAYS, ("all", "every", "always", "each", "any", "tod[oa]s", "siempre", "cada", "cualquier")),
    (Force.SOME, ("some", "sometimes", "occasionally", "often", "usually", "most", "algun[oa]s", "a veces", "la mayoria")),
)

_OPPOSITES = """
open closed / opens closes / open close / excused unexcused / free paid / include exclude / includes excludes / included excluded
increase decrease / early late / earlier later / first last / morning afternoon / arrival dismissal / start end / starts ends
begin end / begins ends / begin ends / starts finishes / accept reject / accepted rejected / accepts rejects / accept refuse
approved denied / eligible ineligible / same different / full reduced / half full / inside outside / weekday weekend
indoor outdoor / valid invalid / resident nonresident / enter leave / pass fail / online paper / public private / winter summer
spring fall / higher lower / older younger / longer shorter / larger smaller
mandatory optional / required optional / refundable nonrefundable
abierto cerrado / abierta cerrada / abre cierra / abren cierran / justificada injustificada / justificadas injustificadas
gratis pagado / incluye excluye / incluido excluido / temprano tarde / primero ultimo / entrada salida / inicio fin
empieza termina / empiezan terminan / comienza termina / comienzan terminan / inicia termina / inician terminan
acepta rechaza / aceptan rechazan / aprobado negado / mismo diferente / completo reducido / dentro fuera
invierno verano / manana tarde / obligatorio opcional / obligatoria opcional
"""


def _antonyms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _OPPOSITES.strip().splitlines():
        for pair in line.split(" / "):
            one, other = (fold(word) for word in pair.split())
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


ANTONYMS = _antonyms()
"""Folded word → the words that say the opposite in a school's papers."""
