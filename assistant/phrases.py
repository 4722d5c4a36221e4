"""How families say what documents name otherwise: only used to search and to compare, never to write.

Source: the questions of the fictional district and common front-office usage; a phrase adds words, it never takes any away.
"""

import re

from ingest.lexical import fold

_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\b(let|lets|get|gets|getting) out\b|\bpick(ed)? up time\b|\bschool (is )?over\b", "dismissal"),
        (
            r"\bschool (start|begin|open)s?\b|\b(start|begin)s? school\b|\bstart of (the )?school day\b|\bschool day (start|begin)",
            "first bell school hours",
        ),
        (r"\bdrop(ping)?[ -]?off\b", "doors open arrive"),
        (r"\bshots?\b|\bvaccin\w+\b", "immunization vaccine"),
        (r"\bthrew up\b|\bthrow(s|ing|n)? up\b|\bpuk\w+\b|\bvomit\w*\b", "vomiting sick stay home"),
        (r"\b(miss|missing|missed|out sick|stay(ing)? home|not coming)\b.*\b(school|today|class)\b", "absence report"),
        (r"\bcupcakes?\b|\bbirthday (treat|snack|cake)s?\b", "birthday treats food"),
        (r"\b(chromebook|laptop|ipad|tablet)\b", "device"),
        (r"\bcell ?phones?\b", "phone device"),
        (r"\b(no school|day off|off school|days off|closed)\b", "no school holiday calendar"),
        (r"\bdays?\b[^.?!]{0,12}\boff\b|\boff for\b", "no school recess calendar"),
        (r"\bspring (break|vacation)\b", "spring break recess calendar"),
        (r"\b(christmas|winter|holiday) (break|vacation)\b", "winter break recess calendar"),
        (r"\b(go|goes|going|come|comes|coming) back\b[^.?!]{0,20}\b(break|vacation|recess|holidays?)\b", "school resumes classes resume"),
        (r"\bvacaciones (de|por) (primavera)\b", "spring break recess"),
        (r"\bvacaciones (de|por) (navidad|invierno)\b", "winter break recess"),
        (r"\b(empieza|comienza|entran|inicia)\w*\b.*\b(escuela|clases|ninos)\b|\bentrada\b", "primer timbre"),
        (r"\b(salen|salida|sale)\b", "salida"),
    )
)


def said_otherwise(text: str) -> str:
    """The words that documents use for what a question says; empty when it says nothing of the kind."""
    folded = fold(text)
    return " ".join(dict.fromkeys(words for pattern, words in _PHRASES if pattern.search(folded)))
