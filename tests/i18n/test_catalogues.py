"""The catalogues: complete, not fuzzy, up to date with the code, and true to their placeholders."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.i18n import Reader, _, extract, n_
from bot.i18n.address import FORMS, placeholders
from bot.i18n.catalogs import LANGUAGES, locales

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ADDRESS = set(placeholders(None, ""))


def _read(language: str) -> Catalog:
    with (locales() / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return read_po(file, locale=language)


def _messages(language: str) -> Iterator[Message]:
    return (message for message in _read(language) if message.id)


def _all(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words or "",) if isinstance(words, str | None) else tuple(words)


@pytest.mark.parametrize("language", LANGUAGES)
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


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_address_reads_as_a_sentence(form: str) -> None:
    words = _("Yes").for_(Reader("vi", form, "An"))
    assert words


def test_a_text_without_a_reader_refuses_to_be_words() -> None:
    with pytest.raises(TypeError, match="needs a reader"):
        str(_("Yes"))


def test_a_number_chooses_the_english_form() -> None:
    text = n_("a message that waited leaves", "{n} messages that waited leave", 3)
    assert text.for_(Reader("en")) == "3 messages that waited leave"
