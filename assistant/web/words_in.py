"""Values as they may come in: text that is encodable and without NUL, days and moments of this age; and the strict JSON body."""

import datetime as dt
from typing import Annotated, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError


def check_text(value: str) -> str:
    """Raises: PydanticCustomError for a lone surrogate or NUL, which no database and no reader takes."""
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise PydanticCustomError("text_unreadable", "Text holds characters that cannot be kept (NUL or half of a pair).")
    return value


Words = Annotated[str, AfterValidator(check_text)]
"""Text from outside."""


DayOrMoment = TypeVar("DayOrMoment", bound=dt.date)


def check_year(value: DayOrMoment) -> DayOrMoment:
    """Raises: PydanticCustomError for a year that no document or message of a district has."""
    if not 2000 <= value.year <= 2100:
        raise PydanticCustomError("year_out_of_range", "The year must lie between 2000 and 2100.")
    return value


Day = Annotated[dt.date, AfterValidator(check_year)]
Moment = Annotated[dt.datetime, AfterValidator(check_year)]


class StrictBody(BaseModel):
    """A JSON body; unknown fields are refused. Text fields are declared as `Words`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _fields_are_known(cls, given: object) -> object:
        """Raises: PydanticCustomError that counts the unknown fields and lists the known ones: a name from outside may hold anything."""
        known = {field.alias or name for name, field in cls.model_fields.items()}
        n_unknown = len(cast("dict[str, object]", given).keys() - known) if isinstance(given, dict) else 0
        if n_unknown:
            allowed = ", ".join(sorted(known))
            raise PydanticCustomError(
                "fields_unknown",
                "{n_unknown} of the fields are not known here; allowed are: {allowed}.",
                {"n_unknown": n_unknown, "allowed": allowed},
            )
        return cast("object", given)
