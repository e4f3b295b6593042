"""Collects the messages of the code into the catalogues."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.i18n.catalogs import LANGUAGES, locales

_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
_KEYWORDS = {"_": None, "n_": (1, 2), "gettext": None, "ngettext": (1, 2)}


def update(translations: Mapping[str, str] | None = None) -> list[str]:
    """Rewrite the catalogues, adding `translations` (message to Vietnamese); return messages without Vietnamese."""
    for language in LANGUAGES:
        catalog = _catalog(language)
        catalog.update(template(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        for message in catalog:
            _fill(message, language, translations or {})
        _write(language, catalog)
    return [_id(message) for message in _catalog("vi") if message.id and not all(_strings(message))]


def template() -> Catalog:
    catalog = Catalog(project="hoc-vu-so", fuzzy=False)
    source = Path(__file__).resolve().parents[1]
    for _file, _line, found, _comments, _context in extract_from_dir(source, _METHODS, keywords=_KEYWORDS):
        catalog.add(found)
    return catalog


def _fill(message: Message, language: str, translations: Mapping[str, str]) -> None:
    if not message.id:
        return
    if language == "en":
        message.string = message.id
    elif _id(message) in translations:
        words = translations[_id(message)]
        message.string = (words,) if isinstance(message.id, tuple) else words


def _id(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def _strings(message: Message) -> Iterator[str]:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    yield from (words or "" for words in strings)


def _path(language: str) -> Path:
    return locales() / language / "LC_MESSAGES" / "bot.po"


def _catalog(language: str) -> Catalog:
    path = _path(language)
    if not path.is_file():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _write(language: str, catalog: Catalog) -> None:
    # Without line numbers and date: a catalogue changes only when a text does.
    written = BytesIO()
    write_po(
        written,
        catalog,
        no_location=True,
        omit_header=False,
        sort_output=True,
        include_previous=False,
        width=0,
    )
    lines = [line for line in written.getvalue().decode().splitlines() if "-Date: " not in line]
    _path(language).parent.mkdir(parents=True, exist_ok=True)
    _path(language).write_text("\n".join(lines).rstrip() + "\n", "utf-8")
