"""What a page's style sheets and attributes make invisible. Only the properties that can hide text are read."""

import re
from dataclasses import dataclass, replace
from typing import Any

from ingest.reading.formats.colors import MIN_CONTRAST, Color, color, contrast, first_color, font_px, is_clear, is_length, number, px

MAX_RULES = 4000
MIN_FONT_PX = 2.0

_UNSEEN_CLASSES = re.compile(
    r"(?:^|\s)(?:sr-only|usa-sr-only|visually-?hidden|screen-reader-text|screenreader-only|hidden|d-none|display-none|is-hidden)(?:$|\s)"
)
_ASIDE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_PROPERTY_NAMES = """
display visibility opacity font-size font color background background-color background-image text-indent position left right top bottom
margin-left margin-top clip clip-path width height max-height max-width overflow transform content-visibility white-space
-webkit-text-fill-color filter
"""
_PROPERTIES = frozenset(_PROPERTY_NAMES.split())
_COMPOUND = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w-]+|\[[^\]]*\])*)\Z")


@dataclass(frozen=True, slots=True)
class Look:
    """How an element shows: `hidden` says why it does not. `background` None means that it is not known (a picture)."""

    hidden: str | None = None
    is_visibility: bool = False  # hidden by `visibility`, which a child may undo
    color: Color = (0, 0, 0)
    background: Color | None = (255, 255, 255)
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
        if element.tag == "dialog" and element.get("open") is None:
            return replace(look, hidden="closed dialog", is_visibility=False)
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
    parts = (
        re.findall(r"[a-zA-Z*][\w-]*|[.#][\w-]+|\[[^\]]*\]", compound)
        if "[" not in compound
        else re.findall(r"\[[^\]]*\]|[.#][\w-]+|^[a-zA-Z*][\w-]*", compound)
    )
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
    hidden = (
        None
        if look.is_visibility and (visibility == "visible" or "color" in style or "background-color" in style or "background" in style)
        else look.hidden
    )
    ink = color(style.get("-webkit-text-fill-color") or style.get("color") or element.get("color") or "") or look.color
    if is_clear(style.get("-webkit-text-fill-color") or style.get("color") or ""):
        return replace(look, hidden="transparent text", is_visibility=True)
    background = look.background
    shown = f"{style.get('background', '')} {style.get('background-color', '')} {style.get('background-image', '')}".strip()
    if "url(" in shown or "gradient(" in shown or element.get("background"):
        background = None
    elif painted := color(style.get("background-color") or element.get("bgcolor") or "") or first_color(style.get("background", "")):
        background = painted
    size = font_px(style, look.font_px)
    keeps = style.get("white-space", "pre" if element.tag == "pre" else "").startswith("pre") or (
        look.keeps_lines and "white-space" not in style
    )
    return Look(hidden, look.is_visibility and hidden is not None, ink, background, size, keeps)


def _hides(style: dict[str, str]) -> str | None:
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return "display: none"
    if number(style.get("opacity", "1").rstrip("%"), 1.0) <= 0.05:
        return "opacity near zero"
    if re.search(r"opacity\(\s*(?:0?\.0\d*|0|[0-5]%)\s*\)", style.get("filter", "")):
        return "opacity near zero"
    if px(style.get("text-indent", "0")) <= -500:
        return "moved off the page"
    if style.get("position") in ("absolute", "fixed", "relative") and any(
        px(style.get(side, "0")) <= -500 for side in ("left", "top", "right", "bottom")
    ):
        return "moved off the page"
    if any(px(style.get(side, "0")) <= -500 for side in ("margin-left", "margin-top")):
        return "moved off the page"
    if re.search(r"rect\(\s*(?:0|1)(?:px)?[\s,]", style.get("clip", "")) or re.search(
        r"inset\(\s*(?:50|100)%|circle\(\s*0", style.get("clip-path", "")
    ):
        return "clipped away"
    if re.search(r"scale[xy]?\(\s*0?\.?0*\d?\s*[,)]", style.get("transform", "")) and "scale(1" not in style.get("transform", ""):
        return "scaled to nothing"
    sizes = [style[name] for name in ("width", "height", "max-height", "max-width") if name in style]
    if "hidden" in style.get("overflow", "") and any(is_length(size) and px(size) <= 2 for size in sizes):
        return "cut off by its box"
    return None
