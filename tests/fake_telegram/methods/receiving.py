"""How the bot gets its updates, and who it is."""

import re
from urllib.parse import urlsplit

from tests.fake_telegram.parameters import Json
from tests.fake_telegram.refusals import Mistake, bad, conflict
from tests.fake_telegram.state import State
from tests.fake_telegram.webhook import Hook

PORTS = {443, 80, 88, 8443}
SECRET_LIMIT = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_KINDS = {
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "poll",
    "poll_answer",
    "message_reaction",
    "message_reaction_count",
}


async def get_updates(state: State, given: Json) -> list[Json]:
    if state.webhook.hook is not None:
        raise conflict(_WEBHOOK_ACTIVE)
    _allow(state, given)
    return await state.updates.poll(given.get("offset", 0), given.get("limit", 100), given.get("timeout", 0))


async def set_webhook(state: State, given: Json) -> bool:
    if not given["url"]:
        return await delete_webhook(state, given)
    hook = _checked_hook(state, given)
    state.updates.interrupt()
    _allow(state, given)
    if given.get("drop_pending_updates"):
        state.updates.drop_all()
    if state.webhook.hook != hook:
        await state.webhook.open(hook)
    return True


async def delete_webhook(state: State, given: Json) -> bool:
    await state.webhook.close()
    if given.get("drop_pending_updates"):
        state.updates.drop_all()
    return True


def webhook_info(state: State, _given: Json) -> Json:
    return state.webhook.info()


def me(state: State, _given: Json) -> Json:
    may = {"can_join_groups": True, "can_read_all_group_messages": state.reads_groups}
    return state.me.as_json() | may | {"supports_inline_queries": False, "has_main_web_app": False}


def _allow(state: State, given: Json) -> None:
    """It holds until the next call that names it; updates that are there already stay."""
    if "allowed_updates" not in given:
        return
    if unknown := set(given["allowed_updates"]) - _KINDS:
        raise Mistake(f"no such kinds of updates here: {sorted(unknown)}")
    state.updates.allowed = given["allowed_updates"]


def _checked_hook(state: State, given: Json) -> Hook:
    url, secret = urlsplit(given["url"]), given.get("secret_token", "")
    if len(secret) > SECRET_LIMIT:
        raise bad("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    if not url.hostname:
        raise bad("invalid webhook URL specified")
    if url.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (url.port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if state.webhook.reach(given["url"]) is None:
        raise bad("bad webhook: Failed to resolve host: Name or service not known")
    connections = min(max(given.get("max_connections", 40), 1), 100)
    return Hook(given["url"], secret, connections, given.get("ip_address"))


METHODS = {
    "getMe": me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": webhook_info,
}
