"""Home: today's card, and what can be done from it."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import OVERSEEING, RoleKind
from bot.i18n import Text, _, lines
from bot.services.calls import calls
from bot.services.coaching import coaches
from bot.services.courses import catalogue
from bot.services.people import identity, profile
from bot.services.register import unplaced
from bot.services.roles import requests, stand_ins

_STAFF: dict[RoleKind, tuple[Option, ...]] = {
    RoleKind.ADMINISTRATOR: (
        option(_("🔑 Invite a leader"), "invite_leader"),
        option(_("🧭 Invite a coordinator"), "invite_coordinator"),
        option(_("📥 Requests"), "requests"),
        option(_("📮 Outgoing messages"), "outgoing"),
    ),
    RoleKind.COORDINATOR: (
        option(_("📋 Classes of the ward"), "ward_sessions"),
        option(_("📊 This week"), "this_week"),
        option(_("📭 Who has not reported"), "not_reported"),
        option(_("👥 Who waits for somebody to teach them"), "waiting_alone"),
        option(_("📥 Requests"), "requests"),
    ),
    RoleKind.LEADER: (
        option(_("➕ Register a class"), "register_course"),
        option(_("📋 Sessions"), "my_sessions"),
        option(_("📊 This week"), "this_week"),
        option(_("📖 The book"), "book"),
        option(_("📥 Requests"), "requests"),
    ),
    RoleKind.ORGANISER: (
        option(_("➕ Register a class"), "register_course"),
        option(_("📋 Sessions"), "my_sessions"),
        option(_("📖 Our people"), "book"),
        option(_("📊 This week"), "this_week"),
        option(_("📋 Who needs people"), "wanted"),
        option(_("👥 Our members"), "members"),
    ),
    RoleKind.VOLUNTEER: (option(_("🤝 My shifts"), "my_shifts"),),
}

_LEAD = _("🏘 I lead a residential group")
_FOR_THE_GROUP = (
    option(_("📣 Post in our chat"), "group_chat"),
    option(_("🖼 Poster with the code of the group"), "group_poster"),
    option(_("🤝 Somebody to look after the group"), "stand_in"),
    option(_("🙋 Ask organisations for people"), "ask_organisations"),
    option(_("🚫 End a volunteer's role"), "revoke"),
)


async def home(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome")
    roles = [role.kind for role in await identity.roles_of(chat.db, chat.person)]
    staff = {one.flow: one for kind, options in _STAFF.items() if kind in roles for one in options}
    if waiting := await _requests(chat) if staff else 0:
        staff["requests"] = option(_("📥 Requests ({n})", n=waiting), "requests")
    unknown = len(await unplaced.of(chat.db, chat.person)) if set(roles).intersection(OVERSEEING) else 0
    if unknown:
        staff["place_people"] = option(_("📍 Group not known ({n})", n=unknown), "place_people")
    if staff:
        to_call = await calls.waiting(chat.db, chat.person)
        calling = (option(_("☎️ Please call ({n})", n=to_call), "calls"),) if to_call else ()
        return chat.say(await _headline(chat), *calling, *staff.values(), option(_("➕ More"), "more"))
    chat.say(
        await _headline(chat),
        option(_("📝 Join a class"), "sign_up"),
        option(_("📅 My classes"), "my_classes"),
        option(_("➕ More"), "more"),
    )


async def _requests(chat: Chat) -> int:
    asked = await requests.open_for(chat.db, chat.person)
    return len(asked) + len(await coaches.unvouched(chat.db, chat.person))


async def more(chat: Chat) -> None:
    leads = await identity.role_of(chat.db, chat.person, RoleKind.LEADER) is not None
    above = await identity.has_any_role(chat.db, chat.person, OVERSEEING)
    looked_after = await stand_ins.of(chat.db, chat.person)
    chat.say(
        _("What else can I do for you?"),
        option(_("👥 Somebody to teach me alone"), "coaching"),
        option(_("🤝 I want to help as a volunteer"), "volunteer"),
        *(_FOR_THE_GROUP if leads else (option(_LEAD, "ask_to_lead"),)),
        *((option(_("⏪ Who looks after the group"), "my_stand_ins"),) if looked_after else ()),
        *((option(_("🏘 Residential groups"), "change_group"),) if above else ()),
        *((option(_("📖 Books of groups without a leader"), "book"),) if above and not leads else ()),
        *((option(_("🏢 Invite an organisation"), "invite_organiser"),) if above else ()),
        *((option(_("📣 Tell many people"), "announce"),) if leads or above else ()),
        option(_("📝 Join a class"), "sign_up"),
        option(_("📆 Into my calendar"), "calendar"),
        option(_("⚙️ Settings"), "settings"),
        option(_("🔒 My data"), "privacy"),
        option(_("🙋 Talk to a person"), "person"),
        option(_("🔎 Is this one of us?"), "verify"),
        option(_("🚨 Tell of an incident"), "incident"),
    )


async def cancel(chat: Chat) -> None:
    chat.say(_("All right, I have dropped it. Nothing was changed."))
    chat.go("home")


async def _headline(chat: Chat) -> Text:
    seats = await catalogue.seats_of(chat.db, chat.person)
    if not seats:
        return _("What can I do for you?")
    today = clock.local(seats[0].session.starts_at).date() == clock.today()
    return lines(_("Today you have a class:") if today else _("Your next class:"), labels.session(seats[0]))


FLOWS = (
    Flow(
        "home",
        home,
        commands=("menu",),
        intent=Intent.HOME,
        page=True,
        label=_("🏠 Home"),
        phrases="""
            về đầu · menu · trang đầu · bắt đầu lại · làm lại từ đầu · quay về đầu · home · start over
            cho xem các nút
            trở về menu · cho coi các nút · quay lại từ đầu · main menu
            về trang đầu · quay lại menu · tro ve dau · cho xem menu · mở menu
        """,
    ),
    Flow("more", more, page=True),
    Flow("cancel", cancel, commands=("cancel",), intent=Intent.CANCEL),
)
