"""Fields of a page's form, as text."""

from starlette.datastructures import FormData


def text_of(form: FormData, name: str) -> str:
    """One field as text, empty when it is missing or a file. Line ends are one newline; NUL is dropped."""
    value = form.get(name)
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "") if isinstance(value, str) else ""


def choices(form: FormData, name: str) -> tuple[str, ...]:
    """Every value of a field that may be chosen several times, empty ones left out."""
    return tuple(value for value in form.getlist(name) if isinstance(value, str) and value)
