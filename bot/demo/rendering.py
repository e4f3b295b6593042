"""Renders the demo's templates, with texts of the catalogues and local times."""

import re
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot import clock
from bot.demo.scene import NEWCOMER, Scene
from bot.domain.vietnamese import fold
from bot.i18n import Reader, Text, Value
from bot.i18n.catalogs import LANGUAGES

_HERE = Path(__file__).parent
_CODE = re.compile(r"\b[A-Z]{2,3}-\w{3,6}\b")
_LINK = re.compile(r"https?://[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)]")
_SKIES = ((5, "night"), (11, "morning"), (14, "noon"), (18, "afternoon"), (22, "evening"), (24, "night"))


def rendered(template: str, scene: Scene, **values: object) -> str:
    return _templates(scene.language).get_template(f"{template}.html").render(scene=scene, **values)


@cache
def _templates(language: str) -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    templates.globals["_"] = partial(_in_words, Reader(language))
    templates.globals["NEWCOMER"] = NEWCOMER
    templates.globals["LANGUAGES"] = LANGUAGES
    templates.filters["day"] = partial(_day, language)
    templates.filters["local"] = clock.local
    templates.filters["moment"] = datetime.fromisoformat
    templates.filters["sky"] = _sky
    templates.filters["text"] = lambda text: text.for_(Reader(language))
    templates.filters["fold"] = fold
    templates.filters["told"] = _told
    return templates


def _in_words(reader: Reader, message: str, /, **values: Value) -> str:
    return Text(message, values).for_(reader)


def _day(language: str, moment: datetime) -> str:
    return format_date(clock.local(moment), "full", locale=language)


def _sky(moment: datetime) -> str:
    return next(sky for until, sky in _SKIES if clock.local(moment).hour < until)


def _told(text: str) -> Markup:
    """Return the text as markup whose links open, and whose codes stay on one line."""
    parts, end = [], 0
    for link in _LINK.finditer(text):
        parts += [_codes(text[end : link.start()]), Markup('<a href="{0}" target="_blank">{0}</a>').format(link[0])]
        end = link.end()
    return Markup("").join([*parts, _codes(text[end:])])


def _codes(text: str) -> Markup:
    return Markup(_CODE.sub(r'<span class="code">\g<0></span>', str(escape(text))))  # noqa: S704 -- escaped here
