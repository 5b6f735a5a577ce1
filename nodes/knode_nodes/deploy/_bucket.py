"""A bucket of an S3 store as a target."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from knode.api import DeployFailed, Target, TargetUnreachable, VersionTaken

SUFFIX = ".knodez"
DIGEST = "knode-sha256"
"""The object's metadata that holds the sha256 of the bundle."""
Answer = TypeVar("Answer")


class BucketTarget(Target):
    """Bundles as objects `<prefix>/<name>-<version>.knodez`."""

    def __init__(
        self,
        bucket: str,
        prefix: str = "",
        *,
        endpoint: str = "",
        region: str = "",
        access_key: str = "",
        secret_key: str = "",
        timeout: float = 60.0,
    ) -> None:
        self._folder = "/".join(part for part in (bucket, prefix.strip("/")) if part)
        self.title = f"s3://{self._folder}"
        self._where = f"{self.title} at {endpoint}" if endpoint else self.title
        self._store = _file_system(
            key=access_key or None,
            secret=secret_key or None,
            endpoint_url=endpoint or None,
            client_kwargs={"region_name": region} if region else {},
            config_kwargs={"connect_timeout": timeout, "read_timeout": timeout, "retries": {"max_attempts": 1}},
        )

    def versions(self, name: str) -> Collection[str]:
        """Those whose objects are called so."""
        found = self._ask(lambda: self._store.glob(f"{self._folder}/{name}-*{SUFFIX}"))
        return [path.rpartition("/")[2].removeprefix(f"{name}-").removesuffix(SUFFIX) for path in found]

    def sha256(self, name: str, version: str) -> str | None:
        """What the object's metadata say; of one that somebody else put there its content is read."""
        path = self._path(name, version)

        def look() -> str | None:
            if not self._store.exists(path):
                return None
            known: str | None = self._store.metadata(path).get(DIGEST)
            return known or hashlib.sha256(self._store.cat_file(path)).hexdigest()

        return self._ask(look)

    def put(self, name: str, version: str, content: bytes, *, replace: bool) -> None:
        """Upload the bundle. A store that knows conditions refuses one that another process has put there meanwhile."""
        path = self._path(name, version)
        metadata = {DIGEST: hashlib.sha256(content).hexdigest()}
        mode = "overwrite" if replace else "create"
        try:
            self._ask(lambda: self._store.pipe_file(path, content, mode=mode, Metadata=metadata))
        except FileExistsError:
            raise VersionTaken(self.title, name, version) from None

    def place(self, name: str, version: str) -> str:
        """The URL of the object."""
        return f"s3://{self._path(name, version)}"

    def _path(self, name: str, version: str) -> str:
        return f"{self._folder}/{name}-{version}{SUFFIX}"

    def _ask(self, question: Callable[[], Answer]) -> Answer:
        """What the store answers. Raises DeployFailed, TargetUnreachable, and FileExistsError."""
        from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError, NoCredentialsError

        try:
            return question()
        except FileExistsError:
            raise
        except FileNotFoundError:
            raise DeployFailed(f"{self._where}: there is no such bucket.") from None
        except PermissionError as error:
            raise DeployFailed(f"{self._where} refuses these keys: {_short(error)}") from None
        except NoCredentialsError:
            raise DeployFailed(f"{self._where} wants keys: set access_key and secret_key.") from None
        except (HTTPClientError, ConnectionError, TimeoutError) as error:
            raise TargetUnreachable(f"{self._where} cannot be reached: {_short(error)}") from None
        except (OSError, ClientError, BotoCoreError) as error:
            raise DeployFailed(f"{self._where} refuses: {_short(error)}") from None


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]


def _file_system(**options: Any) -> Any:
    try:
        import s3fs
    except ImportError:
        raise DeployFailed('S3 needs the extra "s3": pip install "knode[s3]".') from None
    return s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False, **options)
