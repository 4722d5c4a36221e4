"""What a page's style sheets and attributes make invisible. Only the properties that can hide text are read."""

import re
from dataclasses import dataclass, replace
from typing import Any

MAX_RULES = 4000
MIN_FONT_PX = 2.0
MIN_CONTRAST = 1.25  # WCAG 2.2 asks for 4.5; below 1.25 two colours cannot be told apart on paper or screen

_Color = tuple[int, int, int]
_NAMED: dict[str, _Color] = {
    "white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0),
    "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "navy": (0, 0, 128), "maroon": (128, 0, 0), "snow": (255, 250, 250),
    "whitesmoke": (245, 245, 245), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255), "floralwhite": (255, 250, 240), "azure": (240, 255, 255),
    "mintcream": (245, 255, 250), "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211), "orange": (255, 165, 0), "purple": (128, 0, 128),
    "teal": (0, 128, 128), "darkblue": (0, 0, 139), "lightyellow": (255, 255, 224), "beige": (245, 245, 220),
}  # fmt: skip
_UNSEEN_CLASSES = re.compile(r"(?:^|\s)(?:sr-only|usa-sr-only|visually-?hidden|screen-reader-text|screenreader-only|hidden|d-none|display-none|is-hidden)(?:$|\s)")
_ASIDE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_LENGTH = re.compile(r"^(-?\d*\.?\d+)\s*(px|pt|em|rem|%|vw|vh|cm|mm|in|)$")
_PX = {"px": 1.0, "": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16, "vw": 12.0, "vh": 8.0, "cm": 37.8, "mm": 3.78, "in": 96.0}
_PROPERTIES = frozenset(
    "display visibility opacity font-size font color background background-color background-image text-indent position left right top bottom margin-left "
    "margin-top clip clip-path width height max-height max-width overflow transform content-visibility white-space -webkit-text-fill-color".split()
)
_COMPOUND = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w-]+|\[[^\]]*\])*)\Z")


@dataclass(frozen=True, slots=True)
class Look:
    """How an element shows: `hidden` says why it does not. `background` None means that it is not known (a picture)."""

    hidden: str | None = None
    is_visibility: bool = False  # hidden by `visibility`, which a child may undo
    color: _Color = (0, 0, 0)
    background: _Color | None = (255, 255, 255)
    font_px: float = 16.0
    keeps_lines: bool = False


class PageStyles:
    """The style rules of one page."""

    def __init__(self, root: Any) -> None:
        self._rules: dict[str, list[tuple[int, int, list[tuple[str, str]], dict[str, str]]]] = {}
        self._n_rules = 0
        for element in root.iter("style"):
            if "print" not in (element.get("media") or ""):
                self._read_sheet(_ASIDE.sub(" ", element.text or ""))

    def look_up(self, element: Any, table: Look) -> Look:
        """The look of an element inside a table or list whose look is known: every step between is applied."""
        parent = element.getparent()
        if parent is None or parent.tag in ("table", "dl"):
            return self.look(element, table)
        return self.look(element, self.look_up(parent, table))

    def look(self, element: Any, above: Look | None) -> Look:
        """The look of an element under its parent's."""
        look = above or Look()
        if look.hidden is not None and not look.is_visibility:
            return look
        style = self._style(element)
        if element.get("hidden") is not None and element.get("hidden") != "until-found":
            return replace(look, hidden="hidden attribute", is_visibility=False)
        if (element.get("aria-hidden") or "").lower() == "true":
            return replace(look, hidden="aria-hidden", is_visibility=False)
        if _UNSEEN_CLASSES.search(element.get("class") or "") and "display" not in style:
            return replace(look, hidden="class for screen readers or hidden parts", is_visibility=False)
        look = _inherit(look, element, style)
        if look.hidden is not None:
            return look
        reason = _hides(style) or ("font size near zero" if look.font_px < MIN_FONT_PX else None)
        if reason is None and look.background is not None and contrast(look.color, look.background) < MIN_CONTRAST:
            return replace(look, hidden="text in the colour of its background", is_visibility=True)
        return replace(look, hidden=reason, is_visibility=False) if reason else look

    def _style(self, element: Any) -> dict[str, str]:
        found: list[tuple[int, int, dict[str, str]]] = []
        if self._rules:
            keys = ["*", element.tag.lower()]
            keys += [f".{name}" for name in (element.get("class") or "").split()]
            if element.get("id"):
                keys.append(f"#{element.get('id')}")
            for key in keys:
                for weight, order, path, style in self._rules.get(key, ()):
                    if _matches(element, path):
                        found.append((weight, order, style))
        merged: dict[str, str] = {}
        important: dict[str, str] = {}
        for _, _, style in sorted(found, key=lambda entry: entry[:2]):
            merged.update(style)
            important.update({name: value for name, value in style.items() if "!important" in value})
        inline = _declarations(element.get("style") or "")
        merged.update(inline)
        merged.update(important)
        merged.update({name: value for name, value in inline.items() if "!important" in value})
        return {name: value.replace("!important", "").strip() for name, value in merged.items()}

    def _read_sheet(self, sheet: str, depth: int = 0) -> None:
        at = 0
        while depth < 4:
            opening = sheet.find("{", at)
            if opening < 0:
                return
            closing = _closing(sheet, opening)
            head = sheet[at:opening].rsplit(";", 1)[-1].strip()
            body = sheet[opening + 1 : closing]
            if head.startswith("@"):
                if head.startswith(("@media", "@supports", "@layer", "@container")) and "print" not in head:
                    self._read_sheet(body, depth + 1)
            else:
                self._keep_rule(head, _declarations(body))
            at = closing + 1

    def _keep_rule(self, head: str, style: dict[str, str]) -> None:
        if not style:
            return
        for selector in head.split(","):
            path = _selector(selector.strip())
            if path is None or self._n_rules >= MAX_RULES:
                continue
            self._n_rules += 1
            compound = path[-1][1]
            weight = sum(100 * part.count("#") + 10 * (part.count(".") + part.count("[")) + part[:1].isalpha() for _, part in path)
            named = re.findall(r"[.#][\w-]+", compound)
            tag = re.match(r"[a-zA-Z][\w-]*", compound)
            key = next((name for name in named if name[0] == "#"), named[0] if named else tag.group(0).lower() if tag else "*")
            self._rules.setdefault(key, []).append((weight, self._n_rules, path, style))


def _closing(sheet: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(sheet)):
        if sheet[at] == "{":
            depth += 1
        elif sheet[at] == "}":
            depth -= 1
            if depth == 0:
                return at
    return len(sheet)


def _declarations(body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in _ASIDE.sub(" ", body).split(";"):
        name, _, value = part.partition(":")
        name = name.strip().lower()
        if name in _PROPERTIES:
            found[name] = value.strip().lower()
    return found


def _selector(text: str) -> list[tuple[str, str]] | None:
    """A selector as compounds from left to right, each with how it hangs on the one before; None when it is of another kind."""
    text = re.sub(r"\s*([>+~])\s*", r" \1 ", text)
    path: list[tuple[str, str]] = []
    link = " "
    for part in text.split():
        if part in (">", "+", "~"):
            link = part
            continue
        part = re.sub(r":(?:root|link|visited|first-child|last-child|nth-child\([^)]*\))", "", part)
        if not _COMPOUND.match(part) or not part:
            return None
        path.append((link, part))
        link = " "
    return path or None


def _matches(element: Any, path: list[tuple[str, str]]) -> bool:
    link, compound = path[-1]
    if not _is(element, compound):
        return False
    if len(path) == 1:
        return True
    rest = path[:-1]
    if link == ">":
        parent = element.getparent()
        return parent is not None and _matches(parent, rest)
    if link in ("+", "~"):
        before = element.getprevious()
        while before is not None:
            if isinstance(before.tag, str):
                if _matches(before, rest):
                    return True
                if link == "+":
                    return False
            before = before.getprevious()
        return False
    return any(_matches(above, rest) for above in element.iterancestors())


def _is(element: Any, compound: str) -> bool:
    parts = re.findall(r"[a-zA-Z*][\w-]*|[.#][\w-]+|\[[^\]]*\]", compound) if "[" not in compound else re.findall(r"\[[^\]]*\]|[.#][\w-]+|^[a-zA-Z*][\w-]*", compound)
    names = (element.get("class") or "").split()
    for part in parts:
        if part[0] == ".":
            if part[1:] not in names:
                return False
        elif part[0] == "#":
            if element.get("id") != part[1:]:
                return False
        elif part[0] == "[":
            name, _, value = part[1:-1].partition("=")
            held = element.get(name.rstrip("~|^$*").strip())
            if held is None or (value and value.strip("\"' ") not in held):
                return False
        elif part != "*" and element.tag.lower() != part.lower():
            return False
    return True


def _inherit(look: Look, element: Any, style: dict[str, str]) -> Look:
    visibility = style.get("visibility")
    if visibility in ("hidden", "collapse"):
        return replace(look, hidden="visibility: hidden", is_visibility=True)
    hidden = None if look.is_visibility and (visibility == "visible" or "color" in style or "background-color" in style or "background" in style) else look.hidden
    color = _color(style.get("-webkit-text-fill-color") or style.get("color") or element.get("color") or "") or look.color
    background = look.background
    shown = f"{style.get('background', '')} {style.get('background-color', '')} {style.get('background-image', '')}".strip()
    if "url(" in shown or "gradient(" in shown or element.get("background"):
        background = None
    elif painted := _color(style.get("background-color") or element.get("bgcolor") or "") or _first_color(style.get("background", "")):
        background = painted
    font_px = _font_px(style, look.font_px)
    keeps = style.get("white-space", "pre" if element.tag == "pre" else "").startswith("pre") or (look.keeps_lines and "white-space" not in style)
    return Look(hidden, look.is_visibility and hidden is not None, color, background, font_px, keeps)


def _hides(style: dict[str, str]) -> str | None:
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return "display: none"
    if _number(style.get("opacity", "1").rstrip("%"), 1.0) <= 0.05:
        return "opacity near zero"
    if _px(style.get("text-indent", "0")) <= -500:
        return "moved off the page"
    if style.get("position") in ("absolute", "fixed", "relative") and any(_px(style.get(side, "0")) <= -500 for side in ("left", "top", "right", "bottom")):
        return "moved off the page"
    if any(_px(style.get(side, "0")) <= -500 for side in ("margin-left", "margin-top")):
        return "moved off the page"
    if re.search(r"rect\(\s*(?:0|1)(?:px)?[\s,]", style.get("clip", "")) or re.search(r"inset\(\s*(?:50|100)%|circle\(\s*0", style.get("clip-path", "")):
        return "clipped away"
    if re.search(r"scale[xy]?\(\s*0?\.?0*\d?\s*[,)]", style.get("transform", "")) and "scale(1" not in style.get("transform", ""):
        return "scaled to nothing"
    sizes = [style[name] for name in ("width", "height", "max-height", "max-width") if name in style]
    if "hidden" in style.get("overflow", "") and any(_LENGTH.match(size) and _px(size) <= 2 for size in sizes):
        return "cut off by its box"
    return None


def _font_px(style: dict[str, str], above: float) -> float:
    value = style.get("font-size")
    if value is None and "font" in style:
        found = re.search(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)?)(?:/|\s|$)", style["font"])
        value = found.group(1) if found else None
    found = _LENGTH.match(value or "")
    if not found:
        return above
    number, unit = float(found.group(1)), found.group(2)
    return number * above if unit == "em" else number * above / 100 if unit == "%" else number * _PX[unit]


def _px(value: str) -> float:
    found = _LENGTH.match(value)
    if not found:
        return 0.0
    number, unit = float(found.group(1)), found.group(2)
    return number * 10 if unit in ("%", "vw", "vh") else number * _PX[unit]


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise


def _color(text: str) -> _Color | None:
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


def _first_color(value: str) -> _Color | None:
    for part in re.findall(r"#[0-9a-f]{3,8}|rgba?\([^)]*\)|[a-z]+", value):
        if found := _color(part):
            return found
    return None


def contrast(one: _Color, other: _Color) -> float:
    """Contrast of two colours. Range: 1 (the same) to 21. Source: WCAG 2.2, contrast ratio."""

    def luminance(color: _Color) -> float:
        parts = [(value / 255 / 12.92) if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in color]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
