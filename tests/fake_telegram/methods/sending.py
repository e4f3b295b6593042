"""New messages, files and the typing sign."""

from tests.fake_telegram import entities
from tests.fake_telegram.chats import Chat
from tests.fake_telegram.files import DOWNLOAD_LIMIT
from tests.fake_telegram.keyboards import checked_markup
from tests.fake_telegram.parameters import Json, missing
from tests.fake_telegram.refusals import bad
from tests.fake_telegram.state import Action, State

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(state: State, given: Json) -> Json:
    text, found = entities.message_text(given)
    return _send(state, given, {"text": text} | ({"entities": found} if found else {}))


def send_photo(state: State, given: Json) -> Json:
    if not given["photo"]:
        raise missing("photo")
    words = _caption(given)
    photo = state.files.taken("photo", given["photo"])
    small = {"file_id": f"{photo.id}-small", "file_unique_id": f"{photo.unique_id}-s", "width": 90, "height": 90}
    large = photo.as_json() | {"width": photo.width, "height": photo.height}
    return _send(state, given, {"photo": [small, large]} | words)


def send_document(state: State, given: Json) -> Json:
    if not given["document"]:
        raise missing("document")
    words = _caption(given)
    document = state.files.taken("document", given["document"])
    facts = document.as_json() | {"file_name": document.name, "mime_type": document.mime}
    return _send(state, given, {"document": facts} | words)


def send_chat_action(state: State, given: Json) -> bool:
    if given["action"] not in _ACTIONS:
        raise bad("wrong parameter action in request")
    chat = state.world.writable(given["chat_id"])
    state.actions.append(Action(chat.id, given["action"], state.clock.now()))
    state.clock.ring()
    return True


def get_file(state: State, given: Json) -> Json:
    file = state.files.known(given["file_id"])
    if len(file.content) > DOWNLOAD_LIMIT * 1024 * 1024:
        raise bad("file is too big")
    return file.as_json() | {"file_path": file.path}


def _caption(given: Json) -> Json:
    text, found = entities.caption(given)
    return ({"caption": text} if text else {}) | ({"caption_entities": found} if found else {})


def _send(state: State, given: Json, content: Json) -> Json:
    chat = state.world.writable(given["chat_id"])
    markup = checked_markup(given.get("reply_markup"), private=chat.private)
    content |= _reply(chat, given)
    if thread := given.get("message_thread_id"):
        content |= {"message_thread_id": thread, "is_topic_message": True}
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    _check_place(chat, given)
    message = state.world.post(chat, state.me, content)
    if markup and "inline_keyboard" not in markup:
        message.reply_keyboard = markup
    return message.body


def _check_place(chat: Chat, given: Json) -> None:
    if given.get("business_connection_id"):
        raise bad("business connection not found")
    if (thread := given.get("message_thread_id")) and thread not in chat.topics:
        raise bad("message thread not found")
    if given.get("message_effect_id") and not chat.private:
        raise bad("EFFECT_ID_INVALID")


def _reply(chat: Chat, given: Json) -> Json:
    wanted = given.get("reply_parameters")
    if not wanted:
        return {}
    replied = chat.messages.get(wanted.get("message_id", 0))
    if replied is not None:
        return {"reply_to_message": {name: value for name, value in replied.body.items() if name != "reply_to_message"}}
    if not wanted.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return {}


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
}
