"""Settings of a ward, and who answers for the data of all: read, changed, taken back."""

from collections.abc import Callable

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.settings import SettingKind, read_line, read_office_number
from bot.flows.questions.group import which_coordinated
from bot.flows.questions.where import ask_ward
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import settings as changes
from bot.services.people import consent, settings
from bot.storage.tables.messaging import Act
from bot.storage.tables.places import Ward

_HOME = option(_("🏠 Home"), "home")
_NONE = "none"
_OF_WARD = (SettingKind.PHONE, SettingKind.SIGNED)
_READ: dict[SettingKind, tuple[Text, Callable[[str], str | None], Text]] = {
    SettingKind.PHONE: (
        _("Which number shall people of the ward call when it cannot wait? It stands on posters too."),
        read_office_number,
        _("for example: 0274 3822 825"),
    ),
    SettingKind.SIGNED: (
        _("What shall stand at the foot of the posters?"),
        read_line,
        _("for example: Ủy ban nhân dân phường Phú Lợi"),
    ),
    SettingKind.CONTROLLER: (
        _("Who answers for the data? The name stands in what everybody agrees to from now on."),
        read_line,
        _("for example: Ủy ban nhân dân phường Phú Lợi"),
    ),
}


async def ward_settings(chat: Chat) -> None:
    ward_code = await _ward(chat)
    ward = await chat.db.get_one(Ward, ward_code)
    set_now = [(kind, await settings.words(chat.db, kind, ward_code)) for kind in _OF_WARD]
    chat.say(
        lines(
            _("⚙️ Settings of {ward}:", ward=verbatim(ward.name)),
            *(_("{what}: {words}", what=labels.SETTINGS[kind], words=_said(words)) for kind, words in set_now),
        ),
        *(option(labels.SETTINGS[kind], "change_setting", kind=kind.value, ward=ward_code) for kind in _OF_WARD),
        option(_("📅 Closed days"), "closed_days", ward=ward_code),
        _HOME,
    )


def _said(words: str | None) -> Text:
    return verbatim(words) if words else _("not set")


async def change_setting(chat: Chat) -> None:
    ward_code = await _ward(chat)
    what = {kind.value: labels.SETTINGS[kind] for kind in _OF_WARD}
    given = chat.given("kind")
    kind = SettingKind(given if given in what else await chat.choose("which", _("What shall be changed?"), what))
    act = await _change(chat, kind, ward_code)
    chat.say(
        lines(
            labels.SETTINGS[kind],
            _("It is now: {words}.", words=_said(await settings.words(chat.db, kind, ward_code))),
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("⚙️ Settings of the ward"), "ward_settings", ward=ward_code),
        _HOME,
    )


async def _change(chat: Chat, kind: SettingKind, ward_code: str | None) -> Act:
    question, read, example = _READ[kind]
    now = await settings.words(chat.db, kind, ward_code)
    offered = {_NONE: _("🗑 Set nothing")} if now else {}
    typed = await chat.ask("words", lines(question, _now(now)), read, offered, example)
    return await changes.change(chat.db, chat.person, kind, ward_code, None if typed == _NONE else typed)


def _now(words: str | None) -> Text | None:
    return _("Now: {words}", words=verbatim(words)) if words else None


async def controller(chat: Chat) -> None:
    """Show who answers for the data, each version of the text that was agreed to, and by how many."""
    agreed = await consent.agreed_by_version(chat.db)
    so_far = await settings.all_of(chat.db, SettingKind.CONTROLLER)
    versions = [consent.ConsentText(), *map(consent.ConsentText, so_far)]
    named = [text for text in versions if text.setting is None or text.controller is not None]
    now = await consent.text_now(chat.db)
    chat.say(
        lines(
            _("🏛 Who answers for the data: {words}", words=_controller(now)),
            _("The texts so far, and who has agreed to each:"),
            *(_version(text, agreed.get(text.version, 0)) for text in named),
        ),
        option(_("✏️ Name another one"), "name_controller"),
        option(_("📄 Read an earlier text"), "consent_texts"),
        _HOME,
    )


def _controller(text: consent.ConsentText) -> Text:
    return verbatim(text.controller) if text.controller else _("the people's committee of the ward")


def _version(text: consent.ConsentText, n: int) -> Text:
    people = n_("one person", "{n} people", n)
    if text.setting is None:
        return _("• {version}: {words} · {people}", version=text.version, words=_controller(text), people=people)
    return _(
        "• {version}, from {day}: {words} · {people}",
        version=text.version,
        day=clock.local(text.setting.at).date(),
        words=_controller(text),
        people=people,
    )


async def consent_texts(chat: Chat) -> None:
    named = {one.id: consent.ConsentText(one) for one in await settings.all_of(chat.db, SettingKind.CONTROLLER)}
    texts = {0: consent.ConsentText(), **{key: text for key, text in named.items() if text.controller}}
    shown = {key: _("{version}: {words}", version=text.version, words=_controller(text)) for key, text in texts.items()}
    text = texts[await chat.choose("version", _("Which text?"), shown)]
    whole = text.whole(consent.WHAT_IS_KEPT).for_(reader_of(chat.person))
    chat.say(verbatim(whole), option(_("🏛 Who answers for the data"), "controller"), _HOME)


async def name_controller(chat: Chat) -> None:
    act = await _change(chat, SettingKind.CONTROLLER, None)
    chat.say(
        lines(
            _("From now on it is: {words}.", words=_controller(await consent.text_now(chat.db))),
            _("Whoever comes from now on agrees to the new text; who agreed before stays with theirs."),
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🏛 Who answers for the data"), "controller"),
        _HOME,
    )


async def _ward(chat: Chat) -> str:
    if chat.given("ward"):
        return str(chat.given("ward"))
    coordinated = await which_coordinated(chat)
    return coordinated.ward_code if coordinated is not None and coordinated.ward_code else await ask_ward(chat)


FLOWS = (
    Flow(
        "ward_settings",
        ward_settings,
        commands=("caidatphuong", "ward_settings"),
        right=Right.CHANGE_SETTINGS,
        label=_("⚙️ Settings of the ward"),
        page=True,
        phrases="""
            cài đặt của phường · đổi số điện thoại của phường · số điện thoại để bà con gọi · đổi chữ ký tờ thông báo
            ghi tên phường lên tờ thông báo · settings of the ward · thiết lập của phường · cài đặt phường xã
            số gọi khẩn của phường · đổi đường dây nóng của phường
        """,
    ),
    Flow("change_setting", change_setting, right=Right.CHANGE_SETTINGS),
    Flow(
        "controller",
        controller,
        commands=("donviquanly", "controller"),
        right=Right.NAME_CONTROLLER,
        label=_("🏛 Who answers for the data"),
        page=True,
        phrases="""
            đơn vị quản lý dữ liệu · đổi tên đơn vị quản lý dữ liệu · ai chịu trách nhiệm dữ liệu cá nhân
            đổi bên kiểm soát dữ liệu · who is the data controller · các bản đồng ý trước đây
            xem lại lời xin đồng ý cũ
        """,
    ),
    Flow("name_controller", name_controller, right=Right.NAME_CONTROLLER),
    Flow("consent_texts", consent_texts, right=Right.NAME_CONTROLLER),
)
