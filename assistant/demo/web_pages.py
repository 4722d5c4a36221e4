"""Web pages as a browser saves them from a district's two content systems: menus and footers around the words."""

from html import escape

from assistant.demo.page_source import Heading, PageBlock, PageSource, Paragraph, Steps, Table

_MENU = {
    "en": ("Home", "Calendar", "Families", "Meals", "Transportation", "Staff directory", "Family Portal"),
    "es": ("Inicio", "Calendario", "Familias", "Comidas", "Transporte", "Directorio", "Portal de Familias"),
}
_FOOT = {
    "en": "Quillan Ferry Community Unit School District · 18 Millrace Street, Quillan Ferry, IL · (217) 555-0100",
    "es": "Distrito Escolar de Quillan Ferry · 18 Millrace Street, Quillan Ferry, IL · (217) 555-0100",
}


def web_page(source: PageSource) -> bytes:
    """One saved page. `style: district` uses HTML5 landmarks, `style: school` the older system's roles on plain divs."""
    language = "es" if source.is_spanish else "en"
    page = _district_page if source.about["style"] == "district" else _school_page
    return page(source, language, "\n".join(_block(block) for block in source.blocks)).encode()


def _links(language: str) -> str:
    return "".join(f'<li><a href="/{n}">{escape(text)}</a></li>' for n, text in enumerate(_MENU[language]))


def _district_page(source: PageSource, language: str, words: str) -> str:
    skip, search = ("Ir al contenido", "Buscar") if language == "es" else ("Skip to main content", "Search this site")
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{escape(source.title)} | {escape(source.about["site"])}</title>
<meta name="generator" content="SchoolPages 7">
<style>table {{ border-collapse: collapse }} td, th {{ border: 1px solid #999; padding: 4px }}</style>
<script>window.dataLayer = window.dataLayer || [];</script>
</head>
<body class="page-template">
<a class="skip-link" href="#main">{skip}</a>
<header><a class="logo" href="/">{escape(source.about["site"])}</a>
<form role="search"><label>{search} <input name="q"></label></form></header>
<nav aria-label="Main menu"><ul>{_links(language)}</ul></nav>
<main id="main">
{words}
<p class="updated"><small>{escape(source.about["updated"])}</small></p>
</main>
<aside><p>{"Síganos" if language == "es" else "Follow us"}</p>
<ul><li><a href="/news">News</a></li><li><a href="/jobs">Jobs</a></li></ul></aside>
<footer><p>{escape(_FOOT[language])}</p><p><a href="/accessibility">Accessibility</a> <a href="/sitemap">Site map</a></p></footer>
</body>
</html>
"""


def _school_page(source: PageSource, language: str, words: str) -> str:
    return f"""<html lang="{language}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{escape(source.about["site"])}: {escape(source.title)}</title>
</head>
<body>
<div id="wrapper">
<div id="banner" role="banner">{escape(source.about["site"])}</div>
<div id="leftmenu" role="navigation"><ul>{_links(language)}</ul></div>
<div id="content" role="main">
{words}
<p><i>{escape(source.about["updated"])}</i></p>
</div>
<div id="bottom" role="contentinfo">{escape(_FOOT[language])}</div>
</div>
</body>
</html>
"""


def _block(block: PageBlock) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p>{escape(block.text)}</p>"
        case Steps():
            return "<ol>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in block.items) + "\n</ol>"
        case Table():
            head = "".join(f'<th scope="col">{escape(text)}</th>' for text in block.headers)
            rows = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
            return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        case _:
            return "<hr>"
