"""Accepting or declining to lead a group for a while; either side can end it."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.people.person import RoleStatus
from bot.i18n import _, lines
from bot.services.access import codes
from bot.services.people import profile
from bot.services.roles import handover, requests, stand_ins
from bot.services.roles.stand_ins import HOME
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup

_PAST = _("That is settled already, or no longer asked. Thank you!")


async def take_over(chat: Chat) -> None:
    code = await codes.look_up(chat.db, str(chat.given("code") or ""))
    asked = await stand_ins.asked_by(chat.db, chat.person, code)
    if code is None or asked is None:
        return chat.say(_PAST, HOME)
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="take_over", code=code.text)
    takes = await chat.choose(
        "takes", stand_ins.what_is_asked(*asked, code), {True: _("✅ I will"), False: _("❌ I cannot")}
    )
    name, group = labels.person(asked[0]), labels.group(asked[1])
    if not takes:
        await stand_ins.decline(chat.db, chat.person, code)
        return chat.say(_("All right, I have told {name}. Thank you for saying so!", name=name), HOME)
    role = await requests.take_over(chat.db, chat.person, code)
    if role is None:
        return chat.say(_PAST, HOME)
    span = handover.span(role.starts_at, role.ends_at)
    if role.status is RoleStatus.REQUESTED:
        words = _(
            "Thank you! Somebody in charge still has to confirm it; nothing is open to you before. I will write to you."
        )
        return chat.say(lines(words, span), HOME)
    back = (option(_("⏪ Give it back"), "end_stand_in", role=role.id),) if role.ends_at is not None else ()
    chat.say(lines(_("Thank you! You lead {group}.", group=group), span), *back, HOME)


async def my_stand_ins(chat: Chat) -> None:
    found = await stand_ins.of(chat.db, chat.person)
    for role in found:
        person, group = (
            await chat.db.get_one(Person, role.person_id),
            await chat.db.get_one(ResidentialGroup, role.group_id),
        )
        own = role.person_id == chat.person.id
        label = _("⏪ Give it back") if own else _("⏪ Take it back now")
        chat.say(handover.term(group, labels.person(person), role), option(label, "end_stand_in", role=role.id), HOME)
    if not found:
        chat.say(_("Nobody looks after a group for you at present."), HOME)


async def end_stand_in(chat: Chat) -> None:
    act = await stand_ins.end(chat.db, chat.person, int(chat.given("role") or 0))
    if act is None:
        return chat.say(_("That is over already."), HOME)
    role = await chat.db.get_one(Role, act.facts["role"])
    group = await chat.db.get_one(ResidentialGroup, role.group_id)
    chat.say(
        _("Done: {group} is in its former hands again, and both know.", group=labels.group(group)),
        option(_("↩️ Undo"), "undo", act=act.id),
        HOME,
    )


FLOWS = (
    Flow("take_over", take_over),
    Flow("my_stand_ins", my_stand_ins),
    Flow("end_stand_in", end_stand_in, aside=True),
)
