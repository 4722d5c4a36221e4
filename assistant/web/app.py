"""The web door put together: one app per house."""

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from assistant.services.operating import LedgerWatch
from assistant.web import static_files
from assistant.web.api import document_care, documents, governance, health, measurement, questions, review
from assistant.web.foundations import Foundations, is_https
from assistant.web.guards import GuardedRoute
from assistant.web.headers import SecureHeaders
from assistant.web.identity import Identify
from assistant.web.limits import LimitBody
from assistant.web.pages import (
    account,
    asking,
    bringing_in,
    bulk_upload,
    families,
    feedback,
    knowing,
    language,
    measured,
    my_questions,
    operations,
    people,
    policy,
    public_pages,
    reference,
    registry,
    review_record,
    reviewing,
    sign_in,
    single_sign_on,
    touring,
    training,
    while_reviewing,
)
from assistant.web.pages import document_care as document_care_pages
from assistant.web.problems import CatchFaults, respond
from assistant.web.request_log import RequestCounts, RequestLog, json_log
from policies.errors import CountersignError

DOOR: tuple[APIRouter, ...] = (
    static_files.router,
    language.router,
    public_pages.router,
    sign_in.router,
    single_sign_on.router,
    account.router,
    people.router,
    policy.router,
    touring.router,
    reference.router,
)
"""What needs only the foundations of a house."""

CALLS: tuple[APIRouter, ...] = (
    questions.router,
    review.router,
    document_care.router,
    documents.router,
    governance.router,
    measurement.router,
    health.router,
)
"""The JSON door of the contract."""

PAGES: tuple[APIRouter, ...] = (
    bringing_in.router,
    asking.router,
    families.router,
    my_questions.router,
    reviewing.router,
    while_reviewing.router,
    review_record.router,
    document_care_pages.router,
    bulk_upload.router,
    registry.router,
    knowing.router,
    *measured.ROUTERS,
    operations.router,
    training.router,
    feedback.router,
)
"""The screens."""

ROUTERS = (*DOOR, *CALLS, *PAGES)


def make_app(house: Foundations, routers: tuple[APIRouter, ...] = ROUTERS) -> FastAPI:
    """The app of a house. Every answer, refusals and faults included, passes the same layers, outermost first."""
    log, counts = json_log(house.settings.log_level), RequestCounts()
    app = FastAPI(
        title="Countersign",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        separate_input_output_schemas=False,
        middleware=[
            Middleware(SecureHeaders, is_https=is_https(house.settings)),
            Middleware(RequestLog, log=log, counts=counts),
            Middleware(CatchFaults, log=log),
            Middleware(Identify, house=house),
            Middleware(LimitBody, house=house),
        ],
    )
    app.router.route_class = GuardedRoute
    app.router.redirect_slashes = False
    app.state.house = house
    app.state.counts = counts
    app.state.readiness = health.LastReading()
    app.state.ledger_watch = LedgerWatch()
    for kind in (CountersignError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _answer)
    for router in routers:
        app.include_router(router)
    return app


async def _answer(request: Request, error: Exception) -> Response:
    return respond(request, error)
