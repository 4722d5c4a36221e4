"""The board's memo as one HTML page: standing alone as a file, or served with the site's own style sheet."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.services.pilot_memo import Memo
from assistant.web.static_files import asset_url

_HERE = Path(__file__).parent


def memo_html(memo: Memo, *, is_alone: bool) -> str:
    """The page. `is_alone` carries its style inside, for a file; served pages may not (content security policy)."""
    environment = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    styles = (_HERE / "static" / "memo.css").read_text("utf-8") if is_alone else ""
    return environment.get_template("memo.html").render(memo=memo, styles=styles, stylesheet=asset_url("memo.css"))
