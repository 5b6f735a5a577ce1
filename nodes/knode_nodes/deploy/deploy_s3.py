"""Deploy a captured workflow into a bucket."""

from __future__ import annotations

from typing import ClassVar

from pydantic import model_validator

from knode.api import Context, Example, Secret, Target, setting
from knode_nodes.deploy._bucket import BucketTarget
from knode_nodes.deploy._deploying import _Deploying, check_address


class DeployS3(_Deploying):
    """Put a captured workflow as a bundle into a bucket of Amazon S3 or of a store that speaks its protocol.

    The object is called after prefix, name and version: `models/churn-3.knodez`. While nothing that was captured has
    changed, nothing is uploaded. The keys are secrets, so only their names stand in the workflow; without them the
    machine's own credentials count. Where the network fails, it is tried again some times.

    Needs the extra `s3`: `pip install "knode[s3]"`.

    Example: bucket `models`, prefix `churn`, access_key `s3_id`, secret_key `s3_secret` with the environment variables
    `KNODE_SECRET_S3_ID` and `KNODE_SECRET_S3_SECRET` set; for a store of your own also its endpoint.
    """

    icon = "deploy-s3"
    keywords = ("deploy", "publish", "upload", "object store", "Amazon S3 Connector", "MinIO", "bucket")
    example = Example({"bucket": "models"})
    where: ClassVar[str] = "url"
    bucket: str = setting(..., "The bucket.", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    prefix: str = setting("", "The folder in the bucket.", pattern=r"^[^*?\[\]]*$")
    endpoint: str = setting(
        "",
        "The address of the store; Amazon's when empty.",
    )
    region: str = setting("", "The region; the machine's own when empty.")
    access_key: Secret = setting(Secret(""), "The name of the secret that holds the access key.")
    secret_key: Secret = setting(Secret(""), "The name of the secret that holds the secret key.")
    timeout: float = setting(60.0, "Seconds to wait for an answer.", gt=0, unit="s")

    @model_validator(mode="after")
    def _address(self) -> DeployS3:
        if self.endpoint:
            check_address("endpoint", self.endpoint)
        return self

    def target(self, context: Context) -> Target:
        """The bucket."""
        return BucketTarget(
            self.bucket,
            self.prefix,
            endpoint=self.endpoint,
            region=self.region,
            access_key=context.secret(self.access_key) if self.access_key else "",
            secret_key=context.secret(self.secret_key) if self.secret_key else "",
            timeout=self.timeout,
        )
