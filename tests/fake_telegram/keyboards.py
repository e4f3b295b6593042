"""Keyboards: what may be sent, in the platform's words, and what of it a finger may press."""

import re
from typing import Any

from tests.fake_telegram.entities import units
from tests.fake_telegram.links import deep_link
from tests.fake_telegram.parameters import Json
from tests.fake_telegram.refusals import Mistake, bad

BUTTON_LIMIT, ROW_LIMIT, DATA_LIMIT, COPY_LIMIT, PLACEHOLDER_LIMIT = 100, 8, 64, 256, 64

_ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_STYLES = {None, "primary", "success", "danger"}
_REQUESTS = {"request_contact", "request_location", "request_poll", "request_users", "request_chat", "web_app"}
_KINDS = {
    "inline_keyboard": set[str](),
    "keyboard": {"is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective"},
    "remove_keyboard": {"selective"},
    "force_reply": {"input_field_placeholder", "selective"},
}
_LINK = re.compile(r"(?:https?|tg|ton)://\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)


def checked_markup(markup: Json | None, *, private: bool) -> Json | None:
    """The markup, refused if the platform would; None if there is none."""
    if not markup:
        return None
    kinds = [kind for kind in _KINDS if kind in markup]
    if len(kinds) != 1:
        raise Mistake(f"a reply markup must be of exactly one kind, not {kinds}")
    if unknown := markup.keys() - {kinds[0]} - _KINDS[kinds[0]]:
        raise Mistake(f"{kinds[0]} knows no {', '.join(sorted(unknown))}")
    if units(markup.get("input_field_placeholder", "")) > PLACEHOLDER_LIMIT:
        raise Mistake(f"a placeholder of more than {PLACEHOLDER_LIMIT} characters")
    if kinds[0] == "inline_keyboard":
        return _checked_inline(markup)
    if kinds[0] == "keyboard":
        _check_keyboard(markup["keyboard"], private=private)
    return markup


def inline_markup(markup: Json | None) -> Json | None:
    """What an edit may carry: an inline keyboard or nothing."""
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return checked_markup(markup, private=True)


def buttons_of(markup: Json | None) -> list[Json]:
    """All buttons of either kind, row by row; a plain label counts as a button."""
    rows: list[list[Json | str]] = (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard") or []
    return [{"text": button} if isinstance(button, str) else button for row in rows for button in row]


def _checked_inline(markup: Json) -> Json | None:
    rows = _rows(markup["inline_keyboard"], "inline_keyboard")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _rows(rows: Any, name: str) -> list[list[Any]]:  # noqa: ANN401 as it came
    if type(rows) is not list or any(type(row) is not list for row in rows):
        raise bad(f'field "{name}" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTON_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad("reply markup is too long")
    return [row for row in rows if row]


def _check_button(button: object) -> None:
    if not isinstance(button, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _unparsable('Can\'t find field "text"')
    actions = sorted(button.keys() & _ACTIONS)
    if unknown := button.keys() - _ACTIONS - _LOOKS:
        raise Mistake(f"a button knows no {', '.join(sorted(unknown))}")
    if not actions or not button[actions[0]]:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise Mistake(f"a button must do exactly one thing, not {' and '.join(actions)}")
    if not button["text"].strip() or button.get("style") not in _STYLES:
        raise Mistake(f"a button without words, or of no known style: {button}")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, what: Any) -> None:  # noqa: ANN401 each action has its own type
    if action == "callback_data" and len(what.encode()) > DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    if action == "url" and not _LINK.fullmatch(what):
        raise bad(f"inline keyboard button URL '{what}' is invalid: Wrong HTTP URL")
    if action == "url" and (link := deep_link(what)) and not link.allowed:
        raise Mistake(f"a deep link carries 1-64 of A-Z, a-z, 0-9, _ and -, not {link.payload!r}")
    if action == "web_app" and not str(what.get("url", "")).startswith("https://"):
        raise bad(f"inline keyboard button Web App URL '{what.get('url')}' is invalid: Only HTTPS links are allowed")
    if action == "copy_text" and not 1 <= len(what.get("text", "")) <= COPY_LIMIT:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _check_keyboard(keyboard: Any, *, private: bool) -> None:  # noqa: ANN401 as it came
    for button in buttons_of({"keyboard": _rows(keyboard, "keyboard")}):
        if not button.get("text", "").strip() or button.keys() - _REQUESTS - _LOOKS:
            raise Mistake(f"a button of a reply keyboard that says nothing, or knows too much: {button}")
        if len(button.keys() & _REQUESTS) > 1:
            raise Mistake(f"a button must ask for one thing: {button}")
        if button.get("request_contact") and not private:
            raise bad("phone number can be requested in private chats only")
        if button.get("request_location") and not private:
            raise bad("location can be requested in private chats only")


def _unparsable(why: str) -> Exception:
    return bad(f"can't parse inline keyboard button: {why}")
