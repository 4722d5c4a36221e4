"""Text as it may come in: encodable, without NUL; and the strict body every JSON call takes."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticCustomError


def check_text(value: str) -> str:
    """Raises: PydanticCustomError for a lone surrogate or NUL, which no database and no reader takes."""
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise PydanticCustomError("text_unreadable", "Text holds characters that cannot be kept (NUL or half of a pair).")
    return value


Words = Annotated[str, AfterValidator(check_text)]
"""Text from outside."""


class StrictBody(BaseModel):
    """A JSON body; unknown fields are refused. Text fields are declared as `Words`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
