"""Words in a document that speak to a machine and not to a family: instructions aimed at a model, forged delimiters, forged approvals.

Precision first: each pattern needs an addressee or an act that no handbook writes to people. Source: issue 3 point 3; OWASP LLM01:2025.
"""

# ruff: noqa: E501 - a pattern reads better on one line

import re
import unicodedata

_MODEL = r"(?:a\.?i\.?|artificial intelligence|language model|llm|computer that writes|chat ?-?bot|assistant|asistente|modelo de lenguaje|inteligencia artificial)"
_SAY = r"(?:answer|reply|respond|say|state|write|tell|output|print|repeat|begin|start|end|responda|responde|conteste|diga|escriba)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # overriding what was said before
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,30}\b(?:previous|prior|above|earlier|preceding|other|all|any|every|your|the system)\b"
        r"[^.\n]{0,20}\b(?:instructions?|prompts?|rules?|guidelines|documents?|passages?|sources?|context|messages?|directions)\b",
        r"\b(?:ignor[ae]|olvid[ae]|haga caso omiso)\b[^.\n]{0,40}\b(?:instrucciones|reglas|indicaciones|documentos|fuentes)\b",
        # a machine is addressed
        rf"\b(?:note|notice|message|instructions?|attention|important|nota|mensaje|instrucci[oó]n|instrucciones)\b[^.\n]{{0,15}}\b(?:to|for|para|al|a la|a)\b"
        rf"[^.\n]{{0,25}}\b(?:{_MODEL[3:-1]}|(?:reviewing|automated|answering|ai) (?:system|tool|agent)|reviewer bot)\b",
        rf"\b{_MODEL}\s+(?:instructions?|must|shall|should|is to|are to|directive|note|debe|deber[aá])\b",
        rf"\byou are (?:now )?(?:a|an|the|no longer)\b[^.\n]{{0,40}}\b{_MODEL}\b",
        rf"\b(?:if you are|as)\s+(?:a|an)\s+{_MODEL}\b",
        # what a machine is to say
        rf"\b(?:when(?:ever)? (?:asked|questioned|answering|summari[sz]ing|replying)|if (?:asked|anyone asks|a (?:user|parent|family) asks)|cuando (?:le )?pregunten)\b"
        rf"[^.\n]{{0,60}}\b{_SAY}\b",
        rf"\b(?:always|never|only|must|siempre|nunca)\s+(?:{_SAY[3:-1]})\b[^.\n]{{0,40}}\b(?:families|parents|users?|anyone|every(?:one|body)?|with|that|to|a las familias|que)\b",
        rf"\b{_SAY}\s+(?:each|every|all|your|the|with your|only with)\s+(?:answers?|repl(?:y|ies)|responses?|full instructions|system prompt|(?:last|next|previous) (?:\w+ )?message)\b",
        r"\b(?:full|system|hidden|initial|original)\s+(?:instructions|prompt)\b[^.\n]{0,60}\b(?:text|message|reveal|print|repeat|show)\b"
        r"|\b(?:reveal|print|repeat|show|leak|output)\b[^.\n]{0,30}\b(?:system prompt|instructions|prompt)\b",
        r"\b(?:do not|don't|never)\s+(?:mention|cite|reveal|disclose|use)\b[^.\n]{0,40}\b(?:other (?:documents|sources|passages)|this (?:instruction|note|message)|the (?:prompt|source))\b",
        # a decision is forged
        r"\b(?:set|mark|change)\b[^.\n]{0,20}\b(?:status|item|answer|draft)\b[^.\n]{0,20}\b(?:to|as)\b\s+(?:approved|sent|reviewed|safe)\b",
        r"\b(?:pre-?approved|already approved|auto-?approve)\b[^.\n]{0,60}\b(?:send|review|status|answer|draft)\b|\bskip (?:the )?(?:human )?review\b",
        # delimiters of prompts
        r"<\|?(?:im_start|im_end|system|endoftext|begin_of_text)\|?>|\[/?INST\]|<</?SYS>>|</?(?:context|passage|documents?|instructions?|system)>",
        r"^\W{0,4}(?:system|assistant|developer)\s*:|\b(?:BEGIN|END)\b[ A-Z]{1,20}\b(?:PASSAGE|CONTEXT|DOCUMENT|PROMPT|INSTRUCTIONS|MESSAGE)\b",
        r"^#{2,}\s*(?:system|instruction|response)s?\s*:",
    )
)


def aimed_at_a_model(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of lines that speak to a machine, in reading order; each line once."""
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        plain = unicodedata.normalize("NFKC", line.group())
        if any(pattern.search(plain) for pattern in _PATTERNS):
            found.append(line.span())
    return found
