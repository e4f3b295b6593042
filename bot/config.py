"""Settings, read once from the environment or a .env file."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import structlog
from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import OperatorError

log = structlog.get_logger()

_TELEGRAM_PORTS = (None, 443, 80, 88, 8443)
_FILE, _PREFIX = ".env", "BOT_"
# Read elsewhere: by the set-up, by tests.
_NO_SETTINGS = re.compile(r"BOT_NO_SETUP|BOT_TEST_\w+")
_A_SLIP = 2  # letters


def _proxy(address: SecretStr) -> SecretStr:
    if not address.get_secret_value().startswith(("http://", "https://")):
        raise ValueError("not an http:// proxy")
    return address


def _secret(word: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", word.get_secret_value()):
        raise ValueError("not such a word")
    return word


def _header(word: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]{8,256}", word.get_secret_value()):
        raise ValueError("not such a word")
    return word


def _token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d{1,32}:\S+", token.get_secret_value()):
        raise ValueError("not a token, which is digits, a colon and a word")
    return token


def _tokens(tokens: SecretStr) -> SecretStr:
    for token in split(tokens):
        _token(SecretStr(token))
    return tokens


def split(tokens: SecretStr) -> list[str]:
    return list(dict.fromkeys(token.strip() for token in tokens.get_secret_value().split(",") if token.strip()))


def _database(address: str) -> str:
    try:
        make_url(address)
    except (ArgumentError, ValueError):
        raise ValueError("not the address of a database") from None
    return address


def _public(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("not an https:// address")
    return address.rstrip("/")


class Settings(BaseSettings):
    """Each setting is the environment variable of this name in capitals, after BOT_."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=_FILE, env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        None, description="The token BotFather gave; without it no Telegram."
    )
    telegram_api_base: str = Field(
        "https://api.telegram.org", pattern=r"^https?://", description="Root of the Bot API server."
    )
    telegram_proxy: Annotated[SecretStr, AfterValidator(_proxy)] | None = Field(
        None, description="Where the Bot API is reached through a proxy: http://user:password@host:port."
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        "polling", description="polling asks Telegram for updates; webhook has them brought to BOT_PUBLIC_URL."
    )
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = Field(
        None, description="16 to 256 of A-Z a-z 0-9 _ -; without it one is made from the token."
    )
    zalo_token: Annotated[SecretStr, AfterValidator(_tokens)] | None = Field(
        None, description="The token Zalo Bot Manager gave, of several bots with commas; without it no Zalo."
    )
    zalo_api_base: str = Field(
        "https://bot-api.zaloplatforms.com", pattern=r"^https?://", description="Root of the Zalo Bot API."
    )
    zalo_mode: Literal["polling", "webhook"] = Field(
        "polling", description="polling asks Zalo for messages; webhook has them brought to BOT_PUBLIC_URL."
    )
    zalo_webhook_secret: Annotated[SecretStr, AfterValidator(_header)] | None = Field(
        None, description="8 to 256 letters, digits and signs; without it one is made from the token."
    )
    zalo_link: str | None = Field(
        None, pattern=r"^https://\S+$", description="The link that opens the talk with the bot; else it is asked for."
    )
    zalo_monthly_messages: int = Field(3000, ge=1, description="How many messages a month the plan of a bot serves.")
    zalo_users: int = Field(50, ge=1, description="How many people the plan of a bot serves.")
    public_url: Annotated[str, AfterValidator(_public)] | None = Field(
        None,
        description="Where the internet reaches this process, such as https://bot.example.org; opens the page too.",
    )
    listen: str = Field(
        "127.0.0.1:8080",
        pattern=r"^[^\s:/]+:\d{1,5}$",
        description="Where the process itself listens for what comes to BOT_PUBLIC_URL, as host:port.",
    )
    health_listen: str = Field(
        "127.0.0.1:8081",
        pattern=r"^[^\s:/]+:\d{1,5}$",
        description="Where /healthz, /readyz and /metrics are answered, as host:port; by default for this machine.",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="json writes one object a line, and a line for each turn and each message sent."
    )
    backup_folder: Path = Field(Path("sao-luu"), description="Where a backup is put each night, kept for 14 days.")
    backup_copy: Path | None = Field(
        None, description="A second folder for the same, such as on another disk; without it there is one."
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        "sqlite+aiosqlite:///hoc-vu-so.db",
        pattern=r"^(sqlite\+aiosqlite|postgresql\+asyncpg)://",
        description="A SQLite file, or a PostgreSQL database (needs the extra «postgres»).",
    )
    keys: SecretStr | None = Field(
        None, description="What seals telephone numbers and talks, newest first, with commas; instead of BOT_KEY_FILE."
    )
    key_file: Path = Field(
        Path("keys/hoc-vu-so.key"),
        description="Where these keys are kept, apart from the database; made at the first start.",
    )
    admin_code: SecretStr | None = Field(
        None, min_length=8, description="The first person to send it becomes administrator."
    )
    weekly_summary: str = Field(
        "sun 19:30", description="When leaders get their week, local time: mon to sun and an hour."
    )

    @field_validator("public_url")
    @classmethod
    def _is_where_telegram_comes(cls, address: str | None, others: ValidationInfo) -> str | None:
        is_wanted = others.data.get("telegram_token") is not None
        if is_wanted and address is not None and urlsplit(address).port not in _TELEGRAM_PORTS:
            raise ValueError("Telegram comes to ports 443, 80, 88 and 8443 only")
        return address

    @field_validator("weekly_summary")
    @classmethod
    def _is_a_day_and_an_hour(cls, words: str) -> str:
        if re.fullmatch(r"(?i)(mon|tue|wed|thu|fri|sat|sun)[a-z]* ([01]\d|2[0-3]):[0-5]\d", words) is None:
            raise ValueError("a day and an hour are wanted, such as «sun 19:30»")
        return words


class WrongSetting(OperatorError):
    """A setting prevents the start; the message names it in one line."""


def settings() -> Settings:
    """Raises WrongSetting."""
    try:
        _must_be_known(_unknown(dotenv_values(_FILE)), where=f" in {_FILE}")
    except UnicodeDecodeError:
        raise WrongSetting(f"{_FILE} is not UTF-8 (some editors write UTF-16): save it as UTF-8.") from None
    unknown = _unknown(os.environ)
    meant = [name for name in unknown if name.startswith(_of_platforms()) or _nearest(name)[0] <= _A_SLIP]
    _must_be_known(meant, where="")
    for name in unknown:
        log.warning("there is no such setting", setting=name)
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        meaning = Settings.model_fields[field].description
        raise WrongSetting(f"BOT_{field.upper()}: {first['msg']}. {meaning}") from None


def _of_platforms() -> tuple[str, ...]:
    """Return the beginnings of the settings of each platform, which has a token."""
    return tuple(name.removesuffix("TOKEN") for name in _known() if name.endswith("_TOKEN"))


def _known() -> list[str]:
    return [f"{_PREFIX}{name.upper()}" for name in Settings.model_fields]


def _unknown(names: Iterable[str]) -> list[str]:
    """Return those that look like settings; the library reads names in any case."""
    ours = (name.upper() for name in names if name.upper().startswith(_PREFIX))
    return sorted(name for name in ours if name not in _known() and not _NO_SETTINGS.fullmatch(name))


def _nearest(name: str) -> tuple[int, str]:
    """Return how many letters it is away from the setting most like it, and that setting."""
    return min((DamerauLevenshtein.distance(name, known), known) for known in _known())


def _must_be_known(unknown: Iterable[str], *, where: str) -> None:
    for name in unknown:
        raise WrongSetting(f"{name}: there is no such setting{where}; did you mean {_nearest(name)[1]}?")
