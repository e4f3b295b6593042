"""Renders templates in the reader's language, escaping everything else."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from bot.chat import labels
from bot.i18n import Reader, Text, Value
from bot.i18n.when import report_when

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


def page(template: str, reader: Reader, status: int = 200, **values: object) -> Response:
    words = _templates(reader.language).get_template(f"{template}.html").render(language=reader.language, **values)
    return HTMLResponse(words, status, headers={"Cache-Control": "no-store"})


def drawing(svg: bytes) -> Markup:
    return Markup(svg.decode())  # noqa: S704 drawn by us, its texts as outlines


@cache
def _templates(language: str) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 docs/adr/0030

    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    reader = Reader(language)
    templates.globals["_"] = partial(_in_words, reader)
    templates.globals["labels"] = labels
    templates.filters["said"] = partial(_said, reader)
    templates.filters["when"] = _when(language)
    templates.filters["number"] = partial(_number, language)
    return templates


def _in_words(reader: Reader, message: str, /, **values: Value) -> str:
    return Text(message, values).for_(reader)


def _said(reader: Reader, text: Text) -> str:
    return text.for_(reader)


def _when(language: str) -> Callable[[datetime], str]:
    return lambda moment: report_when(moment, language)


def _number(language: str, value: float | None) -> str:
    if value is None:
        return "—"
    return format_decimal(value, locale=language)
