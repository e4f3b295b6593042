"""The methods it speaks and their parameters, as of Bot API 10.0; `!` marks what is required."""

from dataclasses import dataclass

_SENDING = """
    business_connection_id:text chat_id!:chat message_thread_id:int direct_messages_topic_id:int
    disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:text
    suggested_post_parameters:object reply_parameters:object reply_markup:object
"""
_EDITING = """
    business_connection_id:text chat_id:chat message_id:int inline_message_id:text reply_markup:object
"""
_CAPTION = "caption:text parse_mode:text caption_entities:list"

_TABLE = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:list",
    "setWebhook": """
        url!:text certificate:file ip_address:text max_connections:int allowed_updates:list drop_pending_updates:bool
        secret_token:text
    """,
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": f"{_SENDING} text!:text parse_mode:text entities:list link_preview_options:object",
    "sendPhoto": f"{_SENDING} {_CAPTION} photo!:file show_caption_above_media:bool has_spoiler:bool",
    "sendDocument": f"{_SENDING} {_CAPTION} document!:file thumbnail:file disable_content_type_detection:bool",
    "sendChatAction": "business_connection_id:text chat_id!:chat message_thread_id:int action!:text",
    "editMessageText": f"{_EDITING} text!:text parse_mode:text entities:list link_preview_options:object",
    "editMessageCaption": f"{_EDITING} {_CAPTION} show_caption_above_media:bool",
    "editMessageReplyMarkup": _EDITING,
    "deleteMessage": "chat_id!:chat message_id!:int",
    "answerCallbackQuery": "callback_query_id!:text text:text show_alert:bool url:text cache_time:int",
    "getFile": "file_id!:text",
    "getChat": "chat_id!:chat",
    "getChatMember": "chat_id!:chat user_id!:int",
    "leaveChat": "chat_id!:chat",
    "setMyCommands": "commands!:list scope:object language_code:text",
    "getMyCommands": "scope:object language_code:text",
    "deleteMyCommands": "scope:object language_code:text",
    "setMyName": "name:text language_code:text",
    "getMyName": "language_code:text",
    "setMyDescription": "description:text language_code:text",
    "getMyDescription": "language_code:text",
    "setMyShortDescription": "short_description:text language_code:text",
    "getMyShortDescription": "language_code:text",
    "setChatMenuButton": "chat_id:int menu_button:object",
    "getChatMenuButton": "chat_id:int",
}


@dataclass(frozen=True)
class Parameter:
    """Its type is one of: int bool text list object chat file."""

    type: str
    required: bool


def _read(line: str) -> dict[str, Parameter]:
    pairs = (word.split(":") for word in line.split())
    return {name.rstrip("!"): Parameter(kind, name.endswith("!")) for name, kind in pairs}


METHODS = {method: _read(line) for method, line in _TABLE.items()}
SPELLED = {method.lower(): method for method in METHODS}
