"""«/xemnhu»: an administrator sees what a role at a place sees; it changes nothing, and is told to whoever holds it."""

from collections.abc import Mapping

from bot.chat import labels
from bot.chat.chat import Chat, Look
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleKind
from bot.i18n import Text, _
from bot.services.access import permissions
from bot.services.messaging import outbox
from bot.services.roles import viewing
from bot.storage.tables.people import Person, Role

_HOME = option(_("🏠 Home"), "home")
_SHORTEST, _LONGEST = 5, 200
_KINDS: Mapping[str, Text] = {kind.value: _("👤 {Role}", role=labels.ROLES[kind]) for kind in viewing.KINDS}
_FIRST: Mapping[str, Text] = {"home": _("🏠 First card")}
_WEEK: Mapping[str, Text] = {"this_week": _("📊 This week")}
# What can be looked at, by role: neither calls nor incidents nor what people said.
_PAGES: Mapping[RoleKind, Mapping[str, Text]] = {
    RoleKind.LEADER: {**_FIRST, "my_sessions": _("📋 Sessions"), "book": _("📖 The book"), **_WEEK},
    RoleKind.COORDINATOR: {**_FIRST, **_WEEK},
    RoleKind.VOLUNTEER: {**_FIRST, "my_shifts": _("🤝 My shifts")},
    RoleKind.ORGANISER: _FIRST,
}


async def see_as(chat: Chat) -> None:
    kind = RoleKind(await chat.choose("kind", _("As whom would you like to see it?"), _KINDS))
    held = {role.id: (role, person) for role, person in await viewing.held(chat.db, chat.person, kind)}
    if not held:
        return chat.say(_("Nobody holds that role now."), _HOME)
    names = told_apart([person for _role, person in held.values()], labels.person, numbers=False)
    shown = {key: await _named(chat, role, names[person.id]) for key, (role, person) in held.items()}
    role_id = await chat.choose("role", _("Which one?"), shown)
    why = await chat.ask(
        "why",
        _("Why? Whoever holds that role is told at once, with your reason."),
        _reason,
        example=_("for example: she says that a class is missing"),
    )
    made = await viewing.begin(chat.db, chat.person, role_id, why)
    chat.go("see_page", viewing=made.id, page="home")


async def see_page(chat: Chat) -> None:
    found = await viewing.going_on(chat.db, chat.person, int(chat.given("viewing") or 0))
    page, pages = str(chat.given("page")), _PAGES[found.role_kind]
    person = await chat.db.get_one(Person, found.person_id)
    address = await outbox.address_of(chat.db, person)
    if page not in pages or address is None or address.person_id != person.id:
        return chat.say(_("There is nothing that I could show."), _HOME)
    chat.looks = Look(
        page,
        address.id,
        _(
            "👁 ONLY TO LOOK AT, until {when}: {role} {name}",
            when=found.until,
            role=labels.ROLES[found.role_kind],
            name=labels.person(person),
        ),
        (
            *(option(words, "see_page", viewing=found.id, page=name) for name, words in pages.items() if name != page),
            _HOME,
        ),
    )


async def _named(chat: Chat, role: Role, name: Text) -> Text:
    return _("{name}, {group}", name=name, group=await permissions.held_at(chat.db, role))


def _reason(words: str) -> str | None:
    said = " ".join(words.split())
    return said if _SHORTEST <= len(said) <= _LONGEST else None


FLOWS = (
    Flow("see_as", see_as, commands=("xemnhu", "see_as"), right=Right.SEE_AS),
    Flow("see_page", see_page, right=Right.SEE_AS),
)
