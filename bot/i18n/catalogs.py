"""Message catalogues, compiled in memory from the .po files on first use."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

# Each by the name its own speakers give it.
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
CHOICE = " · ".join(LANGUAGES.values())
DEFAULT = "vi"
_PACKAGE = Path(__file__).resolve().parents[1]


def locales() -> Path:
    packaged = _PACKAGE / "_locales"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "locales"


def known(language: str | None) -> str:
    """Return the language if it is ours («vi-VN» counts as «vi»), else Vietnamese."""
    wanted = (language or "").lower().split("-")[0]
    return wanted if wanted in LANGUAGES else DEFAULT


@cache
def translations(language: str) -> NullTranslations:
    source = locales() / language / "LC_MESSAGES" / "bot.po"
    if not source.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
