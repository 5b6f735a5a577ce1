"""Health, metrics, and what the Open Inference Protocol and MLflow ask of a server beside predictions."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knode import __version__
from knode.serve.inference import metadata
from knode.serve.routing import Routing, query_of, reply
from knode.serve.served import Served
from knode.serve.service import Service


def routes(service: Service, routing: Routing) -> list[Route]:
    """The routes."""
    health = Health(service)
    open_ones = {
        "/healthz": health.alive,
        "/ping": health.alive,
        "/version": health.version,
        "/readyz": health.ready,
        "/metrics": health.metrics,
        "/v2/health/live": health.live,
        "/v2/health/ready": health.inference_ready,
        "/v2/models/{name}/ready": health.model_ready,
        "/v2/models/{name}/versions/{version}/ready": health.model_ready,
    }
    keyed = {
        "/v2": health.server,
        "/v2/models/{name}": health.model,
        "/v2/models/{name}/versions/{version}": health.model,
    }
    return [
        *(routing.route(path, {"GET": handler}) for path, handler in open_ones.items()),
        *(routing.route(path, {"GET": handler}, key="any") for path, handler in keyed.items()),
    ]


class Health:
    """The handlers."""

    def __init__(self, service: Service) -> None:
        self._repository = service.repository
        self._metrics = service.metrics
        self._deploy = service.deploy

    async def alive(self, request: Request) -> Response:
        """The process answers."""
        return reply({"status": "ok"})

    async def version(self, request: Request) -> Response:
        """Which knode this is."""
        return Response(__version__, media_type="text/plain")

    async def ready(self, request: Request) -> Response:
        """Which bundles are ready, and which files are not as they should be."""
        bundles = {name: list(versions) for name, versions in self._repository.bundles.items()}
        ready = self._is_ready()
        found = {"status": "ready" if ready else "empty", "bundles": bundles, "problems": self._repository.problems}
        return reply(found, 200 if ready else 503)

    async def metrics(self, request: Request) -> Response:
        """The counters."""
        text, kind = self._metrics.text()
        return Response(text, headers={"content-type": kind})

    async def live(self, request: Request) -> Response:
        """The process answers."""
        return reply({"live": True})

    async def inference_ready(self, request: Request) -> Response:
        """All that is to be served is."""
        ready = self._is_ready()
        return reply({"ready": ready}, 200 if ready else 503)

    def _is_ready(self) -> bool:
        """Whether there is anything to ask for; where bundles are deployed to, the first one has to come in."""
        return bool(self._repository.bundles) or self._deploy

    async def server(self, request: Request) -> Response:
        """What this server is."""
        return reply({"name": "knode", "version": __version__, "extensions": ["binary_tensor_data"]})

    async def model(self, request: Request) -> Response:
        """What a bundle takes and gives."""
        served = self._found(request)
        return reply(metadata(served, list(self._repository.bundles[served.scorer.name])))

    async def model_ready(self, request: Request) -> Response:
        """A bundle that is served is ready."""
        scorer = self._found(request).scorer
        return reply({"name": scorer.name, "version": scorer.version, "ready": True})

    def _found(self, request: Request) -> Served:
        query_of(request)
        return self._repository.named(**request.path_params)
