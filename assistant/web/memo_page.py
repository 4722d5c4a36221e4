"""The papers for a board as HTML pages: standing alone as files, or served with the site's own style sheet."""

from pathlib import Path

from assistant.services.governance_pack import Pack
from assistant.services.pilot_memo import Memo
from assistant.web.rendering import environment
from assistant.web.static_files import asset_url

_HERE = Path(__file__).parent


def memo_html(memo: Memo, *, is_alone: bool, language: str = "en") -> str:
    """The memo. `is_alone` carries its style inside, for a file; served pages may not (content security policy)."""
    return _paper("memo.html", language, is_alone=is_alone, memo=memo)


def pack_html(pack: Pack, *, is_alone: bool, language: str = "en") -> str:
    """The governance pack, in the same two forms."""
    return _paper("governance_pack.html", language, is_alone=is_alone, pack=pack)


def _paper(template: str, language: str, *, is_alone: bool, **what: object) -> str:
    styles = (_HERE / "static" / "memo.css").read_text("utf-8") if is_alone else ""
    return (
        environment(language)
        .get_template(template)
        .render(styles=styles, stylesheet=asset_url("memo.css"), icon=asset_url("mark.svg"), **what)
    )
