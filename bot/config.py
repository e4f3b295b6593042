"""Settings, read once from the environment or a .env file."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import OperatorError

_TELEGRAM_PORTS = (None, 443, 80, 88, 8443)


def _proxy(address: SecretStr) -> SecretStr:
    if not address.get_secret_value().startswith(("http://", "https://")):
        raise ValueError("not an http:// proxy")
    return address


def _secret(word: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", word.get_secret_value()):
        raise ValueError("not such a word")
    return word


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
    if parts.port not in _TELEGRAM_PORTS:
        raise ValueError("Telegram comes to ports 443, 80, 88 and 8443 only")
    return address.rstrip("/")


class Settings(BaseSettings):
    """Each setting is the environment variable of this name in capitals, after BOT_."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_file=".env", extra="ignore", hide_input_in_errors=True)

    telegram_token: SecretStr | None = Field(None, description="The token BotFather gave; without it no Telegram.")
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
    public_url: Annotated[str, AfterValidator(_public)] | None = Field(
        None,
        description="Where the internet reaches this process, such as https://bot.example.org; opens the page too.",
    )
    listen: str = Field(
        "127.0.0.1:8080",
        pattern=r"^[^\s:/]+:\d{1,5}$",
        description="Where the process itself listens for what comes to BOT_PUBLIC_URL, as host:port.",
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
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        meant = Settings.model_fields[field].description
        raise WrongSetting(f"BOT_{field.upper()}: {first['msg']}. {meant}") from None
