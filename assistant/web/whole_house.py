"""The whole house, for the routes that use more of it than the foundations."""

from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import Request

from assistant.compose import House


def whole_house(request: Request) -> House:
    """The house this app serves."""
    return cast("House", request.app.state.house)


TheHouse = Annotated[House, Depends(whole_house)]
