"""A resident's answers to a proposed lesson and after it; the leader's for them."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.coaching import AppointmentStatus, LessonPlace
from bot.i18n import _, lines
from bot.services.coaching import appointments, companions, lesson_follow_up, records
from bot.services.coaching import texts as coaching_texts
from bot.services.people import identity
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")


async def answer_coaching(chat: Chat) -> None:
    appointment, _resident = await records.of_resident(chat.db, chat.person, int(chat.given("appointment") or 0))
    if chat.given("accept"):
        return await _agree(chat, appointment)
    await appointments.refuse(chat.db, chat.person, appointment.id)
    chat.say(
        lines(
            _("That is all right, thank you for telling me."),
            _("I will look for another half-day and write when there is one."),
        ),
        _HOME,
    )


async def _agree(chat: Chat, appointment: Appointment) -> None:
    somebody_home = None
    if (
        appointment.place is LessonPlace.HOME
        and appointment.status is AppointmentStatus.PROPOSED
        and appointment.companion_agreed_at is None
    ):
        somebody_home = await chat.confirm(
            f"family{appointment.id}",
            _("Will somebody of your family be at home then?"),
            _("Yes, somebody is there"),
            _("No, I am alone"),
        )
    settled = await appointments.agree(chat.db, chat.person, appointment.id, somebody_home=somebody_home)
    if settled is None:
        return chat.say(_("That offer is over meanwhile. I will look for another one."), _HOME)
    if settled.status is AppointmentStatus.SECOND_SOUGHT:
        return chat.say(
            lines(
                _("Thank you. Two people come to a home, so I will look for a second one."),
                _("⏳ It is not settled yet: I will write as soon as it is."),
            ),
            _HOME,
        )
    resident = await chat.db.get_one(Person, settled.resident_id)
    who = await records.who_comes(chat.db, settled)
    words = coaching_texts.settled(settled, who, await records.lives_in(chat.db, resident))
    chat.say(words.text, *words.options)


async def leader_is_there(chat: Chat) -> None:
    appointment = await companions.be_there(chat.db, chat.person, int(chat.given("appointment") or 0))
    if appointment is None:
        return chat.go("past")
    chat.say(_("Thank you. It is settled, and both have been told."), _HOME)


async def coach_again(chat: Chat) -> None:
    resident = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    yes = bool(chat.given("yes"))
    if not await lesson_follow_up.once_more(chat.db, resident, yes=yes):
        return chat.go("coaching")
    if yes:
        return chat.say(_("⏳ Gladly: I will look for a half-day that suits both of you."), _HOME)
    chat.say(_("Thank you for learning with us. You are welcome again at any time."), _HOME)


FLOWS = (
    Flow("answer_coaching", answer_coaching),
    Flow("coach_again", coach_again),
    Flow("leader_is_there", leader_is_there),
)
