"""`countersign switch`: drafting off and on again, for one school or the district."""

from typing import Annotated, Any

import typer

from assistant.cli.door import As, Json, acting, emit, group, open_house

app = group("The kill switch: drafting off for a school or the district, with a reason.")
School = Annotated[str | None, typer.Option(help="School id; default: the whole district.")]
Reason = Annotated[str, typer.Option(help="Why, in one sentence; everyone reads it.")]


@app.command()
def off(reason: Reason, school: School = None, as_: As = None, json: Json = False) -> None:
    """Switch drafting off at once, without a restart: questions still come in and wait for a person, without a draft.

    Example: countersign switch off --school lincoln --reason "The bell schedule is being corrected." --as admin
    """
    _turn(school, reason, as_, json, is_off=True)


@app.command()
def on(reason: Reason, school: School = None, as_: As = None, json: Json = False) -> None:
    """Switch drafting on again.

    Example: countersign switch on --school lincoln --reason "The corrected schedule is approved." --as admin
    """
    _turn(school, reason, as_, json, is_off=False)


@app.command()
def show(as_: As = None, json: Json = False) -> None:
    """Show where drafting is off, and the latest turns of the switch.

    Example: countersign switch show
    """
    from assistant.services import switching
    from policies.permissions import Permission

    with open_house() as house:
        standing, history = switching.standing(house, acting(house, as_, Permission.OPERATIONS_MANAGE))
    lines = [f"off  {one.scope}  since {one.set_at:%Y-%m-%d %H:%M} UTC: {one.reason}" for one in standing]
    emit({"off": standing, "history": history}, as_json=json, lines=lines or ["Drafting is on everywhere."])


def _turn(school: str | None, reason: str, as_: str | None, json: bool, *, is_off: bool) -> None:
    from assistant.services import switching
    from assistant.switches import DISTRICT
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.OPERATIONS_MANAGE)
        turned: Any = switching.switch(house, actor, school or DISTRICT, reason, is_off=is_off)
    where = "the whole district" if turned.scope == DISTRICT else turned.scope
    emit(turned, as_json=json, lines=[f"Drafting is {'OFF' if is_off else 'on'} for {where}: {turned.reason}"])
