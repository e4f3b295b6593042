"""How the bot presents itself, and what it may know of a chat."""

from collections.abc import Callable

from tests.fake_telegram.parameters import Json
from tests.fake_telegram.profile import Scope, scope_of
from tests.fake_telegram.refusals import bad
from tests.fake_telegram.state import State, member_json


def set_my_commands(state: State, given: Json) -> bool:
    state.profile.put_commands(_scope(state, given), given.get("language_code", ""), given["commands"])
    return True


def get_my_commands(state: State, given: Json) -> list[Json]:
    return state.profile.commands_at(_scope(state, given), given.get("language_code", ""))


def delete_my_commands(state: State, given: Json) -> bool:
    state.profile.drop_commands(_scope(state, given), given.get("language_code", ""))
    return True


def set_chat_menu_button(state: State, given: Json) -> bool:
    state.profile.put_menu_button(_private(state, given), given.get("menu_button"))
    return True


def get_chat_menu_button(state: State, given: Json) -> Json:
    return state.profile.menu_button(_private(state, given))


def get_chat(state: State, given: Json) -> Json:
    chat = state.world.readable(given["chat_id"])
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    accepted = {"accepted_gift_types": dict.fromkeys(gifts, False)}
    return chat.as_json() | {"accent_color_id": 0, "max_reaction_count": 11} | accepted


def get_chat_member(state: State, given: Json) -> Json:
    chat, user = state.world.readable(given["chat_id"]), state.world.users.get(given["user_id"])
    if chat.migrated_to or chat.standing in {"left", "kicked"}:
        state.world.writable(chat.id)
    if user is None:
        raise bad("user not found")
    if user is state.me:
        return member_json(user, chat.standing)
    if chat.owner is not None:
        return member_json(user, "member" if user is chat.owner else "left")
    return member_json(user, chat.members.get(user.id, "left"))


def leave_chat(state: State, given: Json) -> bool:
    chat = state.world.writable(given["chat_id"])
    if chat.private:
        raise bad("chat_id must not be a private chat")
    state.bot_moves(chat, state.me, "left")
    return True


def _scope(state: State, given: Json) -> Scope:
    scope = scope_of(given.get("scope"))
    if len(scope) > 1:
        state.world.readable(scope[1])
    return scope


def _private(state: State, given: Json) -> int | None:
    number: int | None = given.get("chat_id")
    if number is not None and not state.world.readable(number).private:
        raise bad("chat not found")
    return number


def _setter(which: str) -> Callable[[State, Json], bool]:
    def put(state: State, given: Json) -> bool:
        state.profile.put_text(which, given.get("language_code", ""), given.get(which, ""))
        return True

    return put


def _getter(which: str) -> Callable[[State, Json], Json]:
    return lambda state, given: {which: state.profile.text_at(which, given.get("language_code", ""))}


METHODS: dict[str, Callable[[State, Json], object]] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "leaveChat": leave_chat,
}
