"""Colours and lengths of CSS, and whether two colours can be told apart."""

import re

Color = tuple[int, int, int]
MIN_CONTRAST = 1.25  # WCAG 2.2 asks for 4.5; below 1.25 two colours cannot be told apart on paper or screen
_NAMES = """
white=ffffff black=000000 red=ff0000 green=008000 blue=0000ff yellow=ffff00 gray=808080 grey=808080 silver=c0c0c0 navy=000080 maroon=800000
snow=fffafa whitesmoke=f5f5f5 ivory=fffff0 ghostwhite=f8f8ff floralwhite=fffaf0 azure=f0ffff mintcream=f5fffa lightgray=d3d3d3
lightgrey=d3d3d3 orange=ffa500 purple=800080 teal=008080 darkblue=00008b lightyellow=ffffe0 beige=f5f5dc aliceblue=f0f8ff
"""
_NAMED: dict[str, Color] = {
    name: (int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)) for name, code in (pair.split("=") for pair in _NAMES.split())
}
_LENGTH = re.compile(r"^(-?\d*\.?\d+)\s*(px|pt|em|rem|%|vw|vh|cm|mm|in|)$")
_PX = {"px": 1.0, "": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16, "vw": 12.0, "vh": 8.0, "cm": 37.8, "mm": 3.78, "in": 96.0}


def is_length(text: str) -> bool:
    """Whether a value is a plain length."""
    return _LENGTH.match(text) is not None


def font_px(style: dict[str, str], above: float) -> float:
    """The font size that a style gives, pixels; `above` is the parent's."""
    value = style.get("font-size")
    if value is None and "font" in style:
        found = re.search(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)?)(?:/|\s|$)", style["font"])
        value = found.group(1) if found else None
    found = _LENGTH.match(value or "")
    if not found:
        return above
    number, unit = float(found.group(1)), found.group(2)
    return number * above if unit == "em" else number * above / 100 if unit == "%" else number * _PX[unit]


def px(value: str) -> float:
    """A length in pixels, 0 when it is none. Parts of the window count as far as they would reach."""
    found = _LENGTH.match(value)
    if not found:
        return 0.0
    number, unit = float(found.group(1)), found.group(2)
    return number * 10 if unit in ("%", "vw", "vh") else number * _PX[unit]


def number(text: str, otherwise: float) -> float:
    """A number, or what to take instead."""
    try:
        return float(text)
    except ValueError:
        return otherwise


def color(text: str) -> Color | None:
    """A CSS colour, or None when it is transparent or of a kind not known here."""
    text = text.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    found = re.fullmatch(r"#?([0-9a-f]{3,8})", text)
    if found and len(found.group(1)) in (3, 4):
        red, green, blue = (int(sign * 2, 16) for sign in found.group(1)[:3])
        return red, green, blue
    if found and len(found.group(1)) in (6, 8):
        return int(found.group(1)[0:2], 16), int(found.group(1)[2:4], 16), int(found.group(1)[4:6], 16)
    found = re.fullmatch(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+)%?)?\s*\)", text)
    if found:
        if found.group(4) and float(found.group(4)) < 0.1:
            return None
        return min(int(found.group(1)), 255), min(int(found.group(2)), 255), min(int(found.group(3)), 255)
    found = re.fullmatch(r"hsla?\(\s*[\d.]+(?:deg)?[\s,]+[\d.]+%[\s,]+([\d.]+)%.*\)", text)
    if found:
        grey = round(float(found.group(1)) * 2.55)
        return (grey, grey, grey) if grey > 250 or grey < 5 else None
    return None


def is_clear(text: str) -> bool:
    """Whether a CSS colour lets all through: `transparent`, or an alpha below a tenth."""
    text = text.strip().lower()
    if text == "transparent":
        return True
    found = re.fullmatch(r"#[0-9a-f]{3}([0-9a-f])|#[0-9a-f]{6}([0-9a-f]{2})", text)
    if found:
        return int((found.group(1) or "0") * 2, 16) < 26 if found.group(1) else int(found.group(2), 16) < 26
    found = re.fullmatch(r"(?:rgb|hsl)a?\(.*[,/]\s*([\d.]+)(%?)\s*\)", text)
    if not found or (text.count(",") < 3 and "/" not in text):
        return False
    return number(found.group(1), 1.0) / (100 if found.group(2) else 1) < 0.1


def first_color(value: str) -> Color | None:
    """The first colour in a shorthand."""
    for part in re.findall(r"#[0-9a-f]{3,8}|rgba?\([^)]*\)|[a-z]+", value):
        if found := color(part):
            return found
    return None


def contrast(one: Color, other: Color) -> float:
    """Contrast of two colours. Range: 1 (the same) to 21. Source: WCAG 2.2, contrast ratio."""

    def luminance(color: Color) -> float:
        parts = [(value / 255 / 12.92) if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in color]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
