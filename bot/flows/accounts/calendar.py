"""«Lịch vào điện thoại»: an address for the calendar program, or a file."""

from collections.abc import Mapping

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.people.person import RoleKind
from bot.i18n import Text, _, lines, verbatim
from bot.services.access.limits import TooOften
from bot.services.calendars import entries, feeds
from bot.services.calendars.feeds import Shown
from bot.services.courses import catalogue
from bot.services.messaging import attachments
from bot.storage import installation
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.places import ResidentialGroup

_HOME = option(_("🏠 Home"), "home")
_FILE = "lich.ics"


async def calendar(chat: Chat) -> None:
    """Offer organisers and helpers their own calendars, everybody else that of the class they are in."""
    choices = await feeds.may_have(chat.db, chat.person)
    if not choices:
        return await _class_as_file(chat)
    if (of := await _which(chat, choices)) is None:
        return chat.go("not_yours")
    if installation.of(chat.db).page is None:
        return await _as_file(chat, of, _NO_ADDRESS)
    if not await feeds.is_shared(chat.db, of) or chat.given("again"):
        return await _share(chat, of)
    chat.say(
        _("Your calendar program reads it already. A new address ends the one before it."),
        option(_("🔁 A new address"), "calendar", again=True),
        option(_("🚫 Stop sharing"), "stop_calendar"),
        option(_("📎 As a file"), "calendar_file"),
        _HOME,
    )


async def calendar_file(chat: Chat) -> None:
    choices = await feeds.may_have(chat.db, chat.person)
    if not choices:
        return await _class_as_file(chat)
    if (of := await _which(chat, choices)) is None:
        return chat.go("not_yours")
    await _as_file(chat, of, _OPEN_IT)


async def stop_calendar(chat: Chat) -> None:
    of = await _which(chat, await feeds.may_have(chat.db, chat.person))
    if of is None:
        return chat.go("not_yours")
    await feeds.end(chat.db, of)
    chat.say(
        _("Done: no calendar program reads it any more. What it has read stays in it until you take it out."), _HOME
    )


_NO_ADDRESS = _("Open the file, and the days are in your calendar. It does not follow later changes: ask again then.")
_NO_FILE = _("This app takes no calendar from me. All your days stand under «My classes».")
_OPEN_IT = _("Open the file, and the days are in your calendar. It shows what is planned today.")


async def _share(chat: Chat, of: Shown) -> None:
    try:
        token = await feeds.make(chat.db, chat.person, of)
    except TooOften:
        return chat.say(_("That is a lot of addresses in one hour. Please wait a little."), _HOME)
    address = f"{installation.of(chat.db).page}/lich/{token}.ics"
    chat.say(
        lines(
            _("The address of your calendar: {address}", address=verbatim(address)),
            _("In your calendar program choose «add by address», and put it in: it follows by itself."),
            _("No names are in it, but whoever has the address can read it."),
        ),
        option(_("🚫 Stop sharing"), "stop_calendar"),
        option(_("📎 As a file"), "calendar_file"),
        _HOME,
    )


async def _as_file(chat: Chat, of: Shown, words: Text) -> None:
    content = await entries.calendar(chat.db, of, reader_of(chat.person))
    stored = await attachments.keep(chat.db, _FILE, content, names=False)
    chat.say(words, _HOME, file=stored.id, instead=_NO_FILE)


async def _class_as_file(chat: Chat) -> None:
    seats = await catalogue.seats_of(chat.db, chat.person)
    if not seats:
        return chat.say(_("You have not signed up for a class yet."), option(_("📝 Join a class"), "sign_up"), _HOME)
    course = await _which_course(chat, {details.course.id: details for details in reversed(seats)})
    content = await entries.of_course(chat.db, course, reader_of(chat.person))
    stored = await attachments.keep(chat.db, _FILE, content, names=False)
    chat.say(_OPEN_IT, option(_("📅 My classes"), "my_classes"), _HOME, file=stored.id, instead=_NO_FILE)


async def _which_course(chat: Chat, mine: dict[int, SessionDetails]) -> int:
    if len(mine) == 1:
        return next(iter(mine))
    options = {course: labels.session_line(details) for course, details in mine.items()}
    return await chat.choose("course", _("Which class would you like in your calendar?"), options)


async def _which(chat: Chat, choices: list[Shown]) -> Shown | None:
    """Return None if it is not theirs any more: a role may end while the question is open."""
    if not choices or (len(choices) == 1 and chat.reply is None and chat.given("which") is None):
        return choices[0] if choices else None
    led = {of.group.id: of.group for of in choices if of.group is not None}
    options = {_key(of): _name(of, led) for of in choices}
    key: str = await chat.choose("which", _("Which calendar would you like?"), options)
    return next((of for of in choices if _key(of) == key), None)


def _key(of: Shown) -> str:
    if of.group is not None:
        return f"group {of.group.id}"
    return f"role {of.role.id}" if of.role is not None else ""


def _name(of: Shown, led: Mapping[int, ResidentialGroup]) -> Text:
    if of.group is not None:
        return _("Classes of {group}, for everybody there", group=labels.group(of.group))
    if of.role is None or of.role.kind is RoleKind.VOLUNTEER:
        return _("My shifts")
    home = led.get(of.role.group_id or 0)
    if len(led) > 1 and home is not None:
        return _("The classes I lead in {group}", group=labels.group(home))
    return _("The classes I lead")


FLOWS = (
    Flow(
        "calendar",
        calendar,
        commands=("calendar",),
        label=_("📆 Into my calendar"),
        phrases="""
            lịch vào điện thoại · bỏ lịch vào điện thoại · thêm vào lịch điện thoại · đưa lịch vào google calendar
            cho xin link lịch · đồng bộ lịch vô điện thoại · lịch ics · tải lịch về máy · thêm lịch dạy vào máy
            add to my calendar · calendar feed · sync calendar · put it into my calendar
        """,
    ),
    Flow("calendar_file", calendar_file),
    Flow("stop_calendar", stop_calendar),
)
