"""The HTTP application: routes under `/api/v1`, the dashboard everywhere else."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import FileResponse, JSONResponse
from fastapi.telemetry import TelemetryConfig

import bolo
from bolo.api import demo, listings, live
from bolo.api.admin import given_up
from bolo.api.admin import routes as admin
from bolo.api.admin import templates as admin_templates
from bolo.api.alerts import channels, deliveries, inbox, telling, webhook_endpoints
from bolo.api.backtests import lab, paper
from bolo.api.follows import routes as follows
from bolo.api.frame import problems
from bolo.api.frame.answering import PREFIX, Answering
from bolo.api.frame.assets import Assets
from bolo.api.frame.bodies import Bodies
from bolo.api.frame.context import App
from bolo.api.frame.cors import cors
from bolo.api.frame.finding import Finding
from bolo.api.opportunities import allocation, calibration, judgements
from bolo.api.opportunities import routes as opportunities
from bolo.api.person import auth, letters, privacy, security, session, users
from bolo.api.products import routes as products
from bolo.api.products import worth
from bolo.api.reviewing import price_questions, reviews
from bolo.api.sales import files as sales_files
from bolo.api.sales import routes as sales
from bolo.api.searches import routes as searches
from bolo.api.searches import templates, wording
from bolo.api.sources import routes as sources
from bolo.api.sources import watches
from bolo.api.workspace import api_usage, audit, billing, plans, risks, settings, team
from bolo.platform.metrics import exposition
from bolo.wiring import Services

Open = Callable[[], AbstractAsyncContextManager[Services]]
open_routes = APIRouter()
NOT_ASKED = TelemetryConfig(tracing=False, metrics=False, logs=False)
"""bolo has figures and logs of its own; FastAPI would look for a tracer with every request."""
ASK_FIRST = {"cache-control": "no-cache"}
SMALL = 1_000
"""Answers of fewer bytes fit a packet or two: they are sent as they are."""
QUICK = 5
"""How hard is packed: of 9, about as small as the last, in a third of its time."""
RESOURCES = (
    *(letters, security, team, audit, privacy, api_usage),
    *(session, auth, users, demo, opportunities, judgements),
    *(products, worth, sales, sales_files, allocation, calibration),
    *(watches, wording, searches, follows, templates, sources, listings),
    *(reviews, price_questions, inbox),
    *(channels, webhook_endpoints, deliveries, telling),
    *(settings, risks, lab, paper),
    *(plans, billing, admin, given_up, admin_templates),
)


@open_routes.get("/health", tags=["health"])
async def health() -> dict[str, str]:
    """Say that the process lives; it says nothing about the database."""
    return {"status": "ok", "version": bolo.__version__}


@open_routes.get("/ready", tags=["health"], responses=problems.responses(503))
async def ready(app: App) -> dict[str, str]:
    """Say that requests can be served: the database answers and has this version's schema."""
    await app.check()
    return {"status": "ready"}


def create_app(
    open_services: Open, dashboard: Path | None, origins: tuple[str, ...] = ()
) -> FastAPI:
    """Build the application; `dashboard` is the folder of the built pages.

    Pages of other `origins` may use it too.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_services() as services:
            app.state.services = services
            yield

    app = FastAPI(
        title="bolo",
        version=bolo.__version__,
        summary="Watches marketplaces and says what is worth buying.",
        docs_url=f"{PREFIX}/docs",
        redoc_url=f"{PREFIX}/redoc",
        openapi_url=f"{PREFIX}/openapi.json",
        lifespan=lifespan,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        separate_input_output_schemas=False,
        telemetry=NOT_ASKED,
    )
    problems.install(app)
    _include(app)
    app.add_middleware(
        Bodies, files=frozenset(f"{PREFIX}{path}" for path in sales_files.TAKE_FILES)
    )
    app.add_middleware(Answering)
    app.add_middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=QUICK)
    if origins:
        app.add_middleware(CORSMiddleware, **cors(origins))
    app.get("/metrics", include_in_schema=False)(_metrics)
    _serve_dashboard(app, dashboard)
    return app


def _include(app: FastAPI) -> None:
    app.include_router(open_routes, prefix=PREFIX)
    for module in RESOURCES:
        app.include_router(module.router, prefix=PREFIX, responses=problems.RESPONSES)
    app.include_router(inbox.open_routes, prefix=PREFIX)
    app.include_router(billing.open_router, prefix=PREFIX)
    app.include_router(team.open_router, prefix=PREFIX, responses=problems.RESPONSES)
    app.include_router(live.router, prefix=PREFIX)
    app.router.routes.insert(0, Finding(PREFIX, app.router.routes))


async def _metrics() -> Response:
    body, media_type = exposition()
    return Response(body, media_type=media_type)


def _serve_dashboard(app: FastAPI, folder: Path | None) -> None:
    """Serve the built pages; every path that is not a file is a page of the dashboard."""
    if folder is None or not (folder / "index.html").is_file():

        @app.get("/", include_in_schema=False)
        async def no_dashboard() -> JSONResponse:
            return JSONResponse({"detail": "The dashboard is not built; start bolo by ./run"}, 503)

        return
    files = {str(file.relative_to(folder)): file for file in folder.rglob("*") if file.is_file()}
    app.mount("/assets", Assets(directory=folder / "assets"), name="assets")

    @app.get("/{path:path}", include_in_schema=False)
    async def page(path: str) -> Response:
        if path.startswith("api/"):
            return problems.problem(HTTPStatus.NOT_FOUND, f"there is no /{path}")
        if path in files:
            return FileResponse(files[path], headers=ASK_FIRST)
        return FileResponse(folder / "index.html", headers=ASK_FIRST)
