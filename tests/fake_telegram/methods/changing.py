"""Messages edited and deleted, presses answered."""

from tests.fake_telegram import entities
from tests.fake_telegram.chats import Message
from tests.fake_telegram.keyboards import inline_markup
from tests.fake_telegram.parameters import Json
from tests.fake_telegram.refusals import bad, not_modified
from tests.fake_telegram.state import ANSWER_WITHIN, State

ANSWER_LIMIT = 200
_TWO_DAYS = 48 * 3600.0
_COMPARED = ("text", "entities", "caption", "caption_entities", "reply_markup")


def edit_message_text(state: State, given: Json) -> Json:
    text, found = entities.message_text(given, too_long="MESSAGE_TOO_LONG")
    markup = inline_markup(given.get("reply_markup"))
    message = _editable(state, given)
    if "text" not in message.body:
        raise bad("there is no text in the message to edit")
    return _change(state, message, {"text": text, "entities": found or None, "reply_markup": markup})


def edit_message_caption(state: State, given: Json) -> Json:
    text, found = entities.caption(given)
    markup = inline_markup(given.get("reply_markup"))
    message = _editable(state, given)
    if "text" in message.body:
        raise bad("there is no caption in the message to edit")
    return _change(state, message, {"caption": text or None, "caption_entities": found or None, "reply_markup": markup})


def edit_message_reply_markup(state: State, given: Json) -> Json:
    markup = inline_markup(given.get("reply_markup"))
    return _change(state, _editable(state, given), {"reply_markup": markup})


def delete_message(state: State, given: Json) -> bool:
    chat = state.world.writable(given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad("message to delete not found")
    if state.clock.now() - message.body["date"] > _TWO_DAYS:
        raise bad("message can't be deleted for everyone")
    if not (message.by_bot or chat.private or chat.standing == "administrator"):
        raise bad("message can't be deleted")
    state.world.remove(message)
    return True


def answer_callback_query(state: State, given: Json) -> bool:
    if entities.units(given.get("text", "")) > ANSWER_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    press, now = state.presses.get(given["callback_query_id"]), state.clock.now()
    if press is None or press.answer is not None or now > press.at + ANSWER_WITHIN:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    press.answer = {"text": given.get("text", ""), "show_alert": given.get("show_alert", False)}
    press.answered_at = now
    state.clock.ring()
    return True


def _editable(state: State, given: Json) -> Message:
    if "chat_id" not in given and given.get("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    chat = state.world.writable(given.get("chat_id", ""))
    message = chat.messages.get(given.get("message_id", 0))
    if message is None:
        raise bad("message to edit not found")
    # Nor can a message be edited that has brought or taken a keyboard.
    if not message.by_bot or message.reply_keyboard is not None:
        raise bad("message can't be edited")
    return message


def _change(state: State, message: Message, content: Json) -> Json:
    before = {name: message.body.get(name) for name in _COMPARED}
    if before == before | content:
        raise not_modified()
    state.world.change(message, content)
    return message.body


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
}
