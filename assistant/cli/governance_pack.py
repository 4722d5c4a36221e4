"""`countersign governance`: the pack for a board, an auditor, a technology officer."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.door import As, Json, Language, acting, emit, group, open_house

app = group("Governance: what is asked before and while the product is used.")


@app.command()
def pack(
    out: Annotated[Path, typer.Option(help="File to write, .html (to print or read) or .json.")],
    language: Language = "en",
    as_: As = None,
    json: Json = False,
) -> None:
    """Write the governance pack from the configuration in force: policy, models, data map, NIST AI RMF and CoSN areas.

    What no configuration can answer says so, and who must. A browser prints the HTML as PDF.

    Example: countersign governance pack --out governance.html
    """
    import json as as_json

    from assistant.services.governance_pack import make_pack
    from assistant.web.memo_page import pack_html
    from assistant.web.translation import words_of
    from policies.permissions import Permission

    if out.suffix not in {".html", ".json"}:
        raise typer.BadParameter("the pack is written as .html or .json; print the HTML for a PDF")
    with open_house() as house:
        made = make_pack(house, acting(house, as_, Permission.METRICS_READ), words_of(language).gettext)
    if out.suffix == ".json":
        out.write_text(as_json.dumps(made.shape(), ensure_ascii=False, indent=1, default=str) + "\n", "utf-8")
    else:
        out.write_text(pack_html(made, is_alone=True, language=language), "utf-8")
    lines = [f"The pack is in {out}. {made.n_open} questions are left to people."]
    emit({"file": str(out), "n_open": made.n_open}, as_json=json, lines=lines)
