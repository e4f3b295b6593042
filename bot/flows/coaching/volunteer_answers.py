"""A volunteer's answers: to an offer, to going along, to a move; and giving an appointment back."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import no, option
from bot.domain.access.rights import Right
from bot.domain.coaching import AppointmentStatus
from bot.i18n import _, lines
from bot.services.coaching import appointments, companions, moves, withdrawals
from bot.services.coaching import texts as coaching_texts
from bot.services.volunteers import on_call, safety_pledge
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")


async def answer_coaching_offer(chat: Chat) -> None:
    made = int(chat.given("appointment") or 0)
    if chat.given("accept") and not await safety_pledge.is_given(chat.db, chat.person):
        return chat.go("safety_lesson", then="answer_coaching_offer", given={"appointment": made, "accept": True})
    if not chat.given("accept"):
        await appointments.decline(chat.db, chat.person, made)
        return chat.say(_("All right, thank you for telling me. I will ask somebody else."), _HOME)
    taken = await appointments.accept(chat.db, chat.person, made)
    if taken is None:
        return chat.say(_("That offer is over meanwhile. Thank you, I will ask you again another time!"), _HOME)
    chat.say(
        lines(
            _("Thank you, {ten}! ⏳ It is not settled yet: I am asking whether it suits them."),
            *coaching_texts.what_and_when(taken),
        ),
        no(_("🔁 I cannot come after all"), "leave_appointment", appointment=taken.id),
        _HOME,
    )


async def answer_second(chat: Chat) -> None:
    visit, yes = int(chat.given("appointment") or 0), bool(chat.given("accept"))
    if yes and not await safety_pledge.is_given(chat.db, chat.person):
        return chat.go("safety_lesson", then="answer_second", given={"appointment": visit, "accept": True})
    made = await companions.answer(chat.db, chat.person, visit, yes=yes)
    if made is None and chat.given("accept"):
        return chat.say(_("Somebody else goes along already. Thank you, I will ask you again another time!"), _HOME)
    if made is None:
        return chat.say(_("All right, thank you for telling me. I will ask somebody else."), _HOME)
    if not chat.given("accept"):
        return chat.go("leave_appointment", appointment=made.id)
    if made.status is not AppointmentStatus.CONFIRMED:
        chat.say(
            lines(
                _("Thank you, {ten}! ⏳ It is not settled yet: I will write as soon as it is."),
                *coaching_texts.what_and_when(made),
            ),
            no(_("🔁 I cannot come after all"), "leave_appointment", appointment=made.id),
            _HOME,
        )


async def stand_by(chat: Chat) -> None:
    if chat.given("accept"):
        return chat.say(_("Thank you, {ten}! I will only write if somebody cannot come."), _HOME)
    await on_call.step_down(chat.db, chat.person)
    chat.say(_("That is all right, thank you for telling me."), _HOME)


async def leave_appointment(chat: Chat) -> None:
    made = int(chat.given("appointment") or 0)
    sure = await chat.confirm_leaving(
        f"sure{made}",
        _("Shall I call this lesson off for you?"),
        _("Yes, I cannot come"),
        _("No, it stays"),
    )
    if not sure:
        return chat.say(_("Wonderful, then all stays as it is."), _HOME)
    left = await withdrawals.leave(chat.db, chat.person, made)
    if left is None:
        return chat.say(_("That lesson is over or was called off."), _HOME)
    appointment, act = left
    if chat.person.id == appointment.volunteer_id:
        from bot.services.coaching import replacement  # noqa: PLC0415 loads numpy: docs/adr/0030

        await replacement.rescue(chat.db, await chat.db.get_one(Person, appointment.resident_id))
    chat.say(
        _("That is all right. I will tell the others and look for somebody else."),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
    )


async def answer_move(chat: Chat) -> None:
    asked = await moves.answer(
        chat.db, chat.person, int(chat.given("appointment") or 0), yes=bool(chat.given("accept"))
    )
    if asked is None:
        return chat.say(_("All right, everything stays as it is."), _HOME)
    if chat.person.id == asked.resident_id:
        chat.say(_("Thank you. ⏳ Nothing has changed yet: I will ask the other one and write."), _HOME)


FLOWS = (
    Flow("answer_coaching_offer", answer_coaching_offer, right=Right.COACH, aside=True),
    Flow("answer_second", answer_second, right=Right.COACH, aside=True),
    Flow("leave_appointment", leave_appointment),
    Flow("stand_by", stand_by, right=Right.COACH, aside=True),
    Flow("answer_move", answer_move),
)
