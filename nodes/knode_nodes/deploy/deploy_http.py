"""Deploy a captured workflow to a running server."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import model_validator

from knode.api import Context, Example, Secret, Target, setting
from knode_nodes.deploy._deploying import _Deploying, check_address
from knode_nodes.deploy._server import ServerTarget

HERE = ("localhost", "127.0.0.1", "::1")


class DeployHttp(_Deploying):
    """Send a captured workflow as a bundle to a running `knode serve`, which verifies it and then serves it.

    The server must have been started with a folder and `--deploy`, and the key must have the deploy right:
    `knode keys add ci --deploy`. The key is a secret, so only its name stands in the workflow. While nothing that was
    captured has changed, nothing is sent. Where the network fails, it is tried again some times.

    Example: url `https://models.example.org`, key `serving` with the environment variable `KNODE_SECRET_SERVING` set.
    """

    icon = "deploy-http"
    keywords = (
        "deploy",
        "publish",
        "REST",
        "REST API",
        "endpoint",
        "web service",
        "upload",
        "model registry",
        "Deploy Workflow to Server",
    )
    example = Example({"url": "https://knode.example.org"})
    where: ClassVar[str] = "url"
    url: str = setting(..., "The address of the server, such as http://127.0.0.1:8000.", min_length=1)
    key: Secret = setting(Secret(""), "The name of the secret that holds the server's key.")
    timeout: float = setting(60.0, "Seconds to wait for an answer.", gt=0, unit="s")

    @model_validator(mode="after")
    def _address(self) -> DeployHttp:
        check_address("url", self.url)
        return self

    def target(self, context: Context) -> Target:
        """The server."""
        key = context.secret(self.key) if self.key else ""
        parts = urlsplit(self.url)
        if key and parts.scheme == "http" and parts.hostname not in HERE:
            context.warn(f"The key travels to {parts.hostname} in the clear: use https.")
        return ServerTarget(self.url, key, self.timeout)
