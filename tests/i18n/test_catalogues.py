"""The catalogues: complete, not fuzzy, up to date with the code, and true to their placeholders."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import bot
from bot.i18n import Reader, _, extract, n_
from bot.i18n.address import FORMS, placeholders
from bot.i18n.catalogs import LANGUAGES, locales
from tests.tables import each_of

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_BOT = Path(bot.__file__).parent
_ADDRESS = set(placeholders(None, ""))


def _read(language: str) -> Catalog:
    with (locales() / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return read_po(file, locale=language)


def _messages(language: str) -> Iterator[Message]:
    return (message for message in _read(language) if message.id)


def _all(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words or "",) if isinstance(words, str | None) else tuple(words)


@each_of("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    assert [message.id for message in _messages(language) if message.fuzzy or not all(_all(message.string))] == []


def test_the_catalogues_hold_just_the_messages_of_the_code() -> None:
    wanted = {str(message.id) for message in extract.template() if message.id}
    for language in LANGUAGES:
        assert {str(message.id) for message in _messages(language)} == wanted


def test_translations_keep_the_placeholders() -> None:
    """Vietnamese may add forms of address, or open a sentence («{Name}»); of a plural either form's will do."""
    for message in _messages("vi"):
        asked = [_named(words) for words in _all(message.id)]
        for words in _all(message.string):
            assert _named(words) in asked, message.id


def _named(words: str) -> set[str]:
    return {name.lower() for name in set(_PLACEHOLDER.findall(words)) - _ADDRESS}


def test_vietnamese_never_addresses_in_english() -> None:
    said = " ".join(words for message in _messages("vi") for words in _all(message.string))
    assert re.findall(r"\b(?:you|your|click|OK|link|slot|user)\b", said) == []


# What is no longer said, and what is said instead; columns of the ward's table keep the ward's word.
_ONE_NAME = {
    r"[Pp]hòng lừa đảo": "Chống lừa đảo",
    r"[Hh]oàn tác": "trả lại như cũ",
    r"[Nn]hờ người giúp»": "«Gặp người», as on the button",
    r"mất người kèm": "người kèm vừa báo bận",
    r"ghi chú": "ghi là",
    r"\bmuộn\b": "trễ",
    r"\btổ\b(?! chức)": "khu phố, ấp",
    r"[Bb]ảo đảm": "xác nhận",
    r"[Cc]hưa chắc|đã chắc": "chưa chốt, đã chốt",
    r"\b[Hh]oãn\b(?!, hủy| hoặc hủy)": "nghỉ",
    r"\b[Ee]m\b|(?<![Bb]à )\b[Cc]on (?!cháu|số)": "{xung}",
}


@each_of(("gone", "instead"), _ONE_NAME.items())
def test_a_thing_has_one_name(gone: str, instead: str) -> None:
    said = [words for message in _messages("vi") for words in _all(message.string) if re.search(gone, words)]
    assert said == [], instead


# What speaks of buttons, and why it may: everything else is read on phones without any, too.
_BUTTONS = re.compile(r"\b(?:bấm|nút|chạm|nhấn|press(?:es|ed)?|taps?|buttons?|click)\b", re.IGNORECASE)
_OF_BUTTONS = {
    "On Telegram: press": "said of Telegram",
    "✅ There is room. Press": "posted in chats of groups, which are on Telegram, above the button",
    "⛔ It is full. The button": "the same",
    "The automatic assistant of": "the profile on Telegram, above its button",
    "The learner holds it": "the learner's own phone",
    "• I do not hold": "the same",
}


def test_nothing_said_in_a_chat_speaks_of_buttons() -> None:
    """Some phones have none: «chọn», «nhắn» are right on all of them."""
    pages = {found for _file, _line, found, *_rest in extract_from_dir(_BOT, [("**/templates/**.html", "jinja2")])}
    in_chats = [message for message in _messages("vi") if message.id not in pages]
    speaks = [
        _all(message.id)[0]
        for message in in_chats
        if any(_BUTTONS.search(words) for words in (*_all(message.id), *_all(message.string)))
    ]
    assert [words for words in speaks if not words.startswith(tuple(_OF_BUTTONS))] == []
    assert [begin for begin in _OF_BUTTONS if not any(words.startswith(begin) for words in speaks)] == []


# What will be done is said so: «I will ask», not «I ask».
_PROMISED_NOW = re.compile(
    r"(?<!Shall )\bI (?:write|tell|ask|call|look|post|remind|erase) (?:you|again|as|everything|somebody|and)\b"
    r"|\bsomebody (?:calls|looks|writes|tells)\b|\b[Oo]thers are asked\b|\b(?:is|are) asked again\b(?! later)"
)


def test_english_promises_are_in_the_future() -> None:
    said = [words for message in _messages("vi") for words in _all(message.id) if _PROMISED_NOW.search(words)]
    assert [words for words in said if "agreed by word of mouth" not in words] == [], "a consent keeps its words"


_COUNTED = re.compile(
    r"\{\w+\} (?:people|attendances|seats|sessions|weeks|hours|helpers|phones|classes|times|messages|members|minutes"
    r"|days|names|months|volunteers|residents|groups|shifts|lessons|requests|places|marks|learners)\b"
)
_NEVER_ONE = (
    *("up to {", "Up to {"),  # bounds that are constants
    "of the {most}",  # what the plan of a platform holds
    "Please pass this on to {n} people:",  # one is named
    "All {n} sessions to come",  # offered where there are several
    *("{n} sessions are moved", "{n} sessions move as far", "{n} sessions, on {days}"),
    "You write to me from {n} phones",  # of one phone nothing is asked
    "{n} minutes each time",
)


def test_english_counts_one_as_one() -> None:
    """«1 people, 1 attendances»: what may be one has a plural form of its own, or stands behind its word."""
    said = [message.id for message in _messages("en") if isinstance(message.id, str) and _COUNTED.search(message.id)]
    assert [words for words in said if not any(never in words for never in _NEVER_ONE)] == []


def test_a_sentence_does_not_open_with_a_small_letter() -> None:
    """«{Goi}» and «{Name}» do: «Bác An ơi», «Chị Lan không đi được»."""
    opened = re.compile(r"(?:^|[.!?] |\n)\W*?\{(?:goi|xung|name)\}.*[.!?:]$")
    assert [words for message in _messages("vi") for words in _all(message.string) if opened.match(words)] == []


def test_a_page_of_the_web_has_no_form_of_address() -> None:
    pages = {found for _file, _line, found, *_rest in extract_from_dir(_BOT, [("**/templates/**.html", "jinja2")])}
    said = {message.id: _all(message.string) for message in _messages("vi") if message.id in pages}
    assert len(said) > 100
    assert [
        words for all_words in said.values() for words in all_words if set(_PLACEHOLDER.findall(words)) & _ADDRESS
    ] == []


@each_of("form", FORMS)
def test_every_form_of_address_reads_as_a_sentence(form: str) -> None:
    words = _("Yes").for_(Reader("vi", form, "An"))
    assert words


def test_a_text_without_a_reader_refuses_to_be_words() -> None:
    with pytest.raises(TypeError, match="needs a reader"):
        str(_("Yes"))


def test_a_number_chooses_the_english_form() -> None:
    text = n_("a message that waited leaves", "{n} messages that waited leave", 3)
    assert text.for_(Reader("en")) == "3 messages that waited leave"
