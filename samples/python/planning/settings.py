"""What the platform tells a task in its environment. A laptop tells nothing, and the module starts as well."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class SettingsError(Exception):
    """A value with which the module cannot even listen."""


@dataclass(frozen=True)
class Provider:
    """OpenAI, or whoever speaks its language."""

    key: str = field(repr=False)
    model: str
    url: str


@dataclass(frozen=True)
class Database:
    """The module's own schema in MariaDB."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)
    pool_size: int


@dataclass(frozen=True)
class Qdrant:
    """The module's own collections."""

    urls: tuple[str, ...]
    key: str = field(repr=False)
    authority: str = field(repr=False)
    collections: tuple[str, ...]


@dataclass(frozen=True)
class Bucket:
    """In a shared bucket every key begins with the prefix."""

    name: str
    prefix: str


@dataclass(frozen=True)
class Settings:
    module: str
    port: int
    heartbeat_seconds: int
    keep_alive_seconds: int
    drain_seconds: int
    provider: Provider | None
    database: Database | None
    qdrant: Qdrant | None
    bucket: Bucket | None
    #: For each part that is not there, the variables that would make it.
    missing: Mapping[str, list[str]]


def read(environment: Mapping[str, str]) -> Settings:
    """Parts that are not there are None, and named in `missing`; what the server itself needs must be right."""
    missing: dict[str, list[str]] = {}

    def there(part: str, names: list[str], numbers: tuple[str, ...] = ()) -> bool:
        wrong = [name for name in names if not _usable(environment, name, name in numbers)]
        if wrong:
            missing[part] = wrong
        return not wrong

    return Settings(
        module=environment.get("MODULE", "planning"),
        port=_number(environment, "PORT", 8080),
        heartbeat_seconds=_number(environment, "HEARTBEAT_SECONDS", 15),
        keep_alive_seconds=_number(environment, "KEEP_ALIVE_SECONDS", 920),
        # The platform gives 30 seconds at least from SIGTERM to SIGKILL; the rest is for the way out.
        drain_seconds=_number(environment, "DRAIN_SECONDS", 25),
        provider=_provider(environment) if there("provider", ["OPENAI_API_KEY", "OPENAI_MODEL"]) else None,
        database=_database(environment) if there("database", _database_names, _database_numbers) else None,
        qdrant=_qdrant(environment) if there("qdrant", _qdrant_names) else None,
        bucket=_bucket(environment) if there("bucket", ["BUCKET"]) else None,
        missing=missing,
    )


_database_names = ["DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_PASSWORD", "DB_POOL_SIZE"]
_database_numbers = ("DB_PORT", "DB_POOL_SIZE")
_qdrant_names = ["QDRANT_URLS", "QDRANT_API_KEY", "QDRANT_CA", "QDRANT_COLLECTIONS"]


def _usable(environment: Mapping[str, str], name: str, number: bool) -> bool:
    # The platform makes a secret with the value "pending"; people write the key of a provider into it later.
    value = environment.get(name, "")
    return value not in ("", "pending") and (value.isdecimal() or not number)


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) <= 65535:
        raise SettingsError(
            f"{name} must be a number from 1 to 65535; got {value!r}. Leave it out for {default}."
        )
    return int(value)


def _provider(environment: Mapping[str, str]) -> Provider:
    url = environment.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
    return Provider(key=environment["OPENAI_API_KEY"], model=environment["OPENAI_MODEL"], url=url)


def _database(environment: Mapping[str, str]) -> Database:
    host, port, name, user, password, pool_size = (environment[each] for each in _database_names)
    return Database(host, int(port), name, user, password, int(pool_size))


def _qdrant(environment: Mapping[str, str]) -> Qdrant:
    urls, key, authority, collections = (environment[each] for each in _qdrant_names)
    return Qdrant(tuple(urls.split(",")), key, authority, tuple(collections.split(",")))


def _bucket(environment: Mapping[str, str]) -> Bucket:
    return Bucket(environment["BUCKET"], environment.get("BUCKET_PREFIX", ""))
