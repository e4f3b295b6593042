"""Settings, read once from the environment or a .env file."""

import re

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting is an environment variable of this name with BOT_ before it, in capitals."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_file=".env", extra="ignore", hide_input_in_errors=True)

    telegram_token: SecretStr | None = Field(None, description="The token BotFather gave; without it no Telegram.")
    telegram_api_base: str = Field(
        "https://api.telegram.org", pattern=r"^https?://", description="Root of the Bot API server."
    )
    database_url: str = Field(
        "sqlite+aiosqlite:///hoc-vu-so.db",
        pattern=r"^(sqlite\+aiosqlite|postgresql\+asyncpg)://",
        description="A SQLite file, or a PostgreSQL database (needs the extra «postgres»).",
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


class WrongSetting(Exception):
    """A setting that stops the start; its message is the one line that names it."""


def settings() -> Settings:
    """The settings, or WrongSetting."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "BOT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise WrongSetting(f"{name}: {first['msg']}") from None
