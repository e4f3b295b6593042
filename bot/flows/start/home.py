"""Home: today's card, and what can be done from it."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import OVERSEEING, RoleKind
from bot.flows.start import menu
from bot.i18n import Text, _, lines
from bot.services.attendance import roll
from bot.services.calls import calls
from bot.services.coaching import coaches
from bot.services.courses import catalogue
from bot.services.people import identity, profile
from bot.services.register import unplaced
from bot.services.reports import proposals
from bot.services.roles import requests, stand_ins


async def home(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome")
    roles = await _roles(chat)
    first = menu.first_card(roles, menu.everything(roles, await _waiting(chat)))
    chat.say(await _headline(chat), *first, option(_("➕ More"), "more"))


async def more(chat: Chat) -> None:
    roles = await _roles(chat)
    looked_after = bool(await stand_ins.of(chat.db, chat.person))
    entries = menu.everything(roles, await _waiting(chat), looked_after=looked_after)
    rest = entries[len(menu.first_card(roles, entries)) :]
    behind = menu.of_theme(rest, chat.given("theme")) if chat.given("theme") else []
    if behind:
        return chat.say(_("What would you like?"), *behind, option(_("🔙 Back"), "more"))
    chat.say(_("What else can I do for you?"), *menu.by_theme(rest))


async def _roles(chat: Chat) -> set[RoleKind]:
    return {role.kind for role in await identity.roles_of(chat.db, chat.person)}


async def _waiting(chat: Chat) -> list[Option]:
    """Return what waits for this person, as entries that say how much there is."""
    roles = await _roles(chat)
    if not roles - {RoleKind.RESIDENT}:
        return []
    to_call = await calls.waiting(chat.db, chat.person)
    rolls = await roll.open_for(chat.db, chat.person)
    asked = await _requests(chat)
    unknown = len(await unplaced.of(chat.db, chat.person)) if roles.intersection(OVERSEEING) else 0
    proposed = len(await proposals.waiting(chat.db, chat.person)) if roles.intersection(OVERSEEING) else 0
    waiting = (
        (to_call, option(_("☎️ Please call ({n})", n=to_call), "calls")),
        (len(rolls), option(_("✅ Roll call"), "roll_calls")),
        (asked, option(_("📥 Requests ({n})", n=asked), "requests")),
        (proposed, option(_("📝 Proposals ({n})", n=proposed), "proposals")),
        (unknown, option(_("📍 Group not known ({n})", n=unknown), "place_people")),
    )
    return [entry for n, entry in waiting if n]


async def _requests(chat: Chat) -> int:
    asked = await requests.open_for(chat.db, chat.person)
    return len(asked) + len(await coaches.unvouched(chat.db, chat.person))


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
