"""The whole app: predictions on the hot path, everything else behind Starlette."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knode.core.errors import nearest
from knode.serve import deploying, health, pages, trying
from knode.serve.hot import App, Hot
from knode.serve.problems import Problem
from knode.serve.routing import Routing, problem_response, query_of
from knode.serve.service import Service

PREDICTIONS = (
    "/v1/{name}/predict",
    "/v1/{name}/{version}/predict",
    "/v2/models/{name}/infer",
    "/v2/models/{name}/versions/{version}/infer",
    "/invocations",
)


def app_of(service: Service) -> App:
    """The ASGI app of a service."""
    routing = Routing(service.metrics, service.keyring)
    absent = Absent(service)
    routes = [
        *health.routes(service, routing),
        *deploying.routes(service, routing),
        *pages.routes(service, routing),
        *trying.routes(service, routing),
        *(routing.route(path, {"POST": absent}, key="any") for path in PREDICTIONS),
    ]
    rest = Starlette(routes=routes, exception_handlers={HTTPException: NoRoute(routes)})
    rest.router.redirect_slashes = False
    return Hot(service.repository.route, rest, service.keyring, service.limits, service.pool)


class Absent:
    """Answers requests for predictions of a bundle that is not served."""

    def __init__(self, service: Service) -> None:
        self._repository = service.repository

    async def __call__(self, request: Request) -> Response:
        """Say which there are."""
        if "name" in request.path_params:
            self._repository.named(**request.path_params)
        model = query_of(request, "model").get("model")
        if model is not None:
            self._repository.named(model)
        names = ", ".join(self._repository.bundles) or "none"
        raise Problem("parameter", f"Say which bundle is meant, by ?model=; served are: {names}.")


class NoRoute:
    """Answers requests to addresses that there are not."""

    def __init__(self, routes: list[Route]) -> None:
        self._paths = [route.path for route in routes]

    async def __call__(self, request: Request, error: Exception) -> Response:
        """Say so, with the nearest address."""
        near = nearest(request.url.path, self._paths)
        hint = f" Did you mean {near}?" if near else ""
        return problem_response(
            Problem("not-found", f"There is nothing at this address.{hint} /docs shows what can be asked.")
        )
