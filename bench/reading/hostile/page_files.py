"""Hostile pages and plain files: broken ones, and ones that hide words."""

from bench.reading.hostile.pdf_files import HIDDEN, TRUTH


def broken() -> dict[str, bytes]:
    """Files that must end in one clear sentence or be read within the limits."""
    words = TRUTH.encode()
    return {
        "boxes_in_boxes.html": b"<div>" * 200_000 + words + b"</div>" * 200_000,
        "tables_in_tables.html": b"<table><tr><td>" * 5000 + words + b"</td></tr></table>" * 5000,
        "million_attributes.html": b"<p " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">" + words,
        "span_of_a_billion.html": b"<table><tr><th colspan=1000000000>Fee</th></tr><tr><td rowspan=1000000000>"
        + words
        + b"</td></tr></table>",
        "comment_without_end.html": b"<p>" + words + b"</p><!-- " + b"x" * 100_000,
        "quotes_in_quotes.md": b">" * 100_000 + b" " + words,
        "lists_in_lists.md": b"".join(b"  " * n + b"- item\n" for n in range(3000)),
        "brackets.md": b"[" * 100_000 + words,
        "stars.md": b"*a **b " * 50_000,
        "table_of_bars.md": b"|" * 500_000 + b"\n" + b"|-" * 250_000 + b"|\n",
        "one_line.txt": b"word " * 4_000_000,
        "million_columns.csv": b",".join(b"c%d" % n for n in range(300_000)) + b"\n" + b",".join(b"1" for _ in range(300_000)),
        "quote_without_end.csv": b'thing,rule\n"badge,' + b"x,y\n" * 500_000,
        "rows_without_end.csv": b"a,b\n" + b"1,2\n" * 2_000_000,
        "nul_bytes.txt": b"Lost\0 badges\0" + bytes(2000) + words,
        "nul_bytes.md": words + bytes(300) + words,
        "noise.txt": bytes((n * 197 + 31) % 256 for n in range(20_000)),
        "noise.html": bytes((n * 197 + 31) % 256 for n in range(20_000)),
        "a_picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
        "utf7.html": b'<meta charset="utf-7"><p>+ADw-script+AD4-alert(1)+ADw-/script+AD4- ' + words + b"</p>",
        "a_script.html": b"#!/bin/sh\nrm -rf /\n",
    }


def encodings() -> dict[str, bytes]:
    """Sound files in encodings that exist; each must be read, or refused with a remedy, and never as rubbish."""
    spanish = f"# Año escolar\n\n{TRUTH} Los niños, la cafetería, mañana: señal.\n"
    return {
        "utf16_with_mark.txt": spanish.encode("utf-16"),
        "utf16_without_mark.txt": spanish.encode("utf-16-le"),
        "utf16_big.md": b"\xfe\xff" + spanish.encode("utf-16-be"),
        "utf32.txt": spanish.encode("utf-32"),
        "windows.txt": spanish.encode("cp1252"),
        "windows.csv": "artículo;precio\ncafetería;2,50\nniños;3,00\n".encode("cp1252"),
        "utf16.csv": "thing\tprice\nbadge\t4.00\ncafé\t2.50\n".encode("utf-16"),
        "latin_by_name.html": f'<meta charset="iso-8859-1"><h1>Año</h1><p>{TRUTH} Los niños.</p>'.encode("latin-1"),
    }


def hiding() -> dict[str, bytes]:
    """Files whose truth a person sees and whose marker a person does not."""
    styles = {
        "display_none": "display:none",
        "visibility": "visibility:hidden",
        "no_size": "font-size:0",
        "no_ink": "opacity:0",
        "white": "color:#fff",
        "white_by_name": "color:white;background:white",
        "through": "color:rgba(0,0,0,0)",
        "transparent": "color:transparent",
        "far_left": "position:absolute;left:-9999px",
        "indent": "text-indent:-9999px",
        "clip": "position:absolute;clip:rect(0,0,0,0)",
        "clip_path": "clip-path:inset(100%)",
        "no_height": "height:0;overflow:hidden",
        "no_tall": "max-height:0;overflow:hidden",
        "scaled": "transform:scale(0)",
        "filtered": "filter:opacity(0)",
        "content": "content-visibility:hidden",
        "one_pixel": "width:1px;height:1px;overflow:hidden;position:absolute",
    }
    pages = {f"{name}.html": _page(f'<div style="{style}">{HIDDEN}</div>') for name, style in styles.items()}
    by_class = {
        f"class_{name}.html": _page(f'<div class="z">{HIDDEN}</div>', f"<style>.z{{{style}}}</style>")
        for name, style in list(styles.items())[:6]
    }
    others = {
        "attribute.html": f"<p hidden>{HIDDEN}</p>",
        "template.html": f"<template><p>{HIDDEN}</p></template>",
        "closed_dialog.html": f"<dialog><p>{HIDDEN}</p></dialog>",
        "no_script.html": f"<noscript>{HIDDEN}</noscript>",
        "hidden_input.html": f'<form><input type="hidden" value="{HIDDEN}"></form>',
        "alternative_text.html": f'<img src="x.png" alt="{HIDDEN}">',
        "hover.html": f'<p title="{HIDDEN}">Open on Mondays.</p>',
        "comment.html": f"<!-- {HIDDEN} -->",
        "drawing.html": f"<svg><title>{HIDDEN}</title><desc>{HIDDEN}</desc></svg>",
        "frame.html": f'<iframe srcdoc="<p>{HIDDEN}</p>"></iframe>',
        "script.html": f"<script>var words = '{HIDDEN}';</script>",
        "data.html": f'<p data-words="{HIDDEN}" aria-label="{HIDDEN}">Open on Mondays.</p>',
    }
    texts = {
        "comment.md": f"# Badges\n\n{TRUTH}\n\n<!-- {HIDDEN} -->\n",
        "reference.md": f'# Badges\n\n{TRUTH}\n\n[//]: # "{HIDDEN}"\n',
        "hidden_html.md": f'# Badges\n\n{TRUTH}\n\n<span style="display:none">{HIDDEN}</span>\n',
        "picture.md": f"# Badges\n\n{TRUTH}\n\n![{HIDDEN}](x.png)\n",
        "link_title.md": f'# Badges\n\n{TRUTH}\n\nSee [the page](https://example.invalid "{HIDDEN}").\n',
        "tag_letters.txt": TRUTH + "".join(chr(0xE0000 + ord(letter)) for letter in HIDDEN) + "\n",
        "tag_letters.md": f"# Badges\n\n{TRUTH}" + "".join(chr(0xE0000 + ord(letter)) for letter in HIDDEN) + "\n",
        "variation.txt": TRUTH + "".join(chr(0xE0100 + ord(letter) - 16) for letter in HIDDEN) + "\n",
    }
    plain = {name: text.encode() for name, text in texts.items()}
    return {**pages, **by_class, **{name: _page(part) for name, part in others.items()}, **plain}


def _page(part: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Badges</title>{head}</head><body><h1>Badges</h1><p>{TRUTH}</p>{part}</body></html>".encode()
