"""Telephone numbers: ten digits in any dress, seven with a cue or a dash, abroad, spelled out. The district's own stay (allow-list)."""

from policies.redaction.recognizers.shape import Shape

_SOURCE = "NANPA, NPA-NXX-XXXX; ITU-T E.164"
_TAIL = r"(?:\s*,?\s*(?:x|ext|extension|anexo|extensi[oó]n)\.?\s*#?\d{1,6})?(?!\d)"
_CUE = (
    r"(?:call|text|txt|reach|phone|ph|cell|celular|cel|mobile|m[oó]vil|tel[eé]fonos?|telephone|tel|fax|number|n[uú]mero|whatsapp|whats|"
    r"ll[aá]me(?:me|nme|n)?|llamar(?:me)?|marque|contact)"
)
_WORD_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|\d)"

_AREA = r"(?:area\s+code|c[oó]digo\s+de\s+[aá]rea|(?:clave\s+)?lada)\s*(?:is|es|of|:|,|-)*\s*"
"""What stands before the first three digits of a number, which are then told apart from the rest."""

SHAPES = (
    Shape(
        "PHONE",
        "ten_digits",
        rf"(?<![\w+])(?<!\d[-.])(?:\+?1[\s.\-/]{{0,2}})?(?:\(\s?\d{{3}}\s?\)|\d{{3}})[\s.\-/_]{{0,3}}\d{{3}}[\s.\-/_]{{0,3}}\d{{4}}{_TAIL}",
        0.9,
        _SOURCE,
    ),
    Shape("PHONE", "seven_digits", rf"(?<![\w-])\d{{3}}[-.]\d{{4}}{_TAIL}(?![\w-])", 0.75, _SOURCE),
    Shape("PHONE", "seven_cued", rf"\b{_CUE}\b[^\d\n]{{0,25}}\K\d{{3}}[\s.-]{{0,2}}\d{{4}}{_TAIL}", 0.8, _SOURCE),
    Shape("PHONE", "abroad", r"(?<![\w+])(?:\+|00)\d{1,3}(?:[\s.\-/]?\(?\d{1,4}\)?){2,6}(?!\d)", 0.85, _SOURCE),
    Shape("PHONE", "spelled", rf"\b{_WORD_DIGIT}(?:[\s,.-]+{_WORD_DIGIT}){{6,11}}\b", 0.8, _SOURCE),
    Shape(
        "PHONE", "area_spelled", rf"\b{_WORD_DIGIT}(?:[\s,.-]+{_WORD_DIGIT}){{2}}[\s,.-]+\d{{3}}[\s.-]{{0,2}}\d{{4}}(?!\d)", 0.8, _SOURCE
    ),
    Shape(
        "PHONE",
        "area_code",
        rf"\b{_AREA}\K(?:\(?\d{{3}}\)?|{_WORD_DIGIT}(?:[\s,.-]+{_WORD_DIGIT}){{2}})(?!\w)"
        rf"(?:[\s,.;-]*(?:(?:then|and|number|phone|y|luego|n[uú]mero)\s+)*{_WORD_DIGIT}(?:[\s,.-]*{_WORD_DIGIT}){{6}}(?!\w))?",
        0.8,
        _SOURCE,
    ),
    Shape("PHONE", "extension", r"\b(?:my|his|her|mi)\s+(?:ext|extension|extensi[oó]n)\.?\s*(?:is|es)?\s*\K\d{2,6}(?!\w)", 0.7, _SOURCE),
)
