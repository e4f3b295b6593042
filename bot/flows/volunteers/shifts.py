"""A volunteer's shifts: open ones, accepted ones, giving one back."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.flows.volunteers.answer_shift import say_answer
from bot.i18n import _, lines
from bot.services.reports import printed_documents
from bot.services.volunteers import rota, safety_pledge, shifts

_SHOWN = 5


async def take_shift(chat: Chat) -> None:
    if not await safety_pledge.is_given(chat.db, chat.person):
        return chat.go("safety_lesson", then="take_shift")
    found = await rota.open_to(chat.db, chat.person)
    if not found:
        return chat.say(
            _("No class near you needs a helper right now. I will write when one does."),
            option(_("🤝 My shifts"), "my_shifts"),
            option(_("🏠 Home"), "home"),
        )
    session = await chat.choose(
        "session",
        _("These classes need somebody like you. Which one will you take?"),
        {details.session.id: labels.session_line(details) for details in found},
    )
    say_answer(chat, await shifts.take(chat.db, chat.person, session))


async def my_shifts(chat: Chat) -> None:
    mine = await rota.of_volunteer(chat.db, chat.person)
    if not mine:
        return chat.say(
            _("You have no shift yet."),
            option(_("🗓 Classes that need somebody"), "take_shift"),
            option(_("🏠 Home"), "home"),
        )
    chat.say(
        lines(_("Your shifts:"), *(_("• {session}", session=labels.session_line(one)) for one in mine[:_SHOWN])),
        option(_("🗓 Classes that need somebody"), "take_shift"),
        option(_("🔁 I cannot come to one"), "release_shift"),
        option(_("🎓 My hours"), "my_hours"),
        option(_("🔑 My code for today"), "my_code"),
        option(_("🏠 Home"), "home"),
    )


async def my_hours(chat: Chat) -> None:
    made = await printed_documents.certificate(chat.db, chat.person)
    if made is None:
        return chat.say(_("Your hours begin with the first session that is held. Thank you for helping!"), _SHIFTS)
    chat.say(_("Your hours so far, as a page to print. Thank you!"), _SHIFTS, file=made.id)


_SHIFTS = option(_("🤝 My shifts"), "my_shifts")


async def release_shift(chat: Chat) -> None:
    mine = {one.session.id: one for one in await rota.of_volunteer(chat.db, chat.person)}
    if not mine or chat.given("session") not in {None, *mine}:
        return chat.say(_("You are not on the list of that session."), option(_("🤝 My shifts"), "my_shifts"))
    session = next(iter(mine))
    if len(mine) > 1:
        lines_of = {session_id: labels.session_line(one) for session_id, one in mine.items()}
        session = await chat.choose("session", _("Which shift can you not come to?"), lines_of)
    sure = await chat.confirm_leaving(
        "sure",
        lines(_("Shall I look for somebody else for this class?"), labels.session(mine[session])),
        _("Yes, find somebody"),
        _("No, I will come"),
    )
    if not sure:
        return chat.say(_("Wonderful, then all stays as it is."))
    answer = await shifts.release(chat.db, chat.person, session)
    undo = (option(_("↩️ Undo"), "undo", act=answer.act.id),) if answer.act is not None else ()
    chat.say(_("That is all right. I am asking others, and the leader knows."), *undo, option(_("🏠 Home"), "home"))


FLOWS = (
    Flow("take_shift", take_shift, commands=("nhanca", "help_out"), right=Right.TAKE_SHIFTS),
    Flow("my_shifts", my_shifts, commands=("ca", "shifts"), right=Right.TAKE_SHIFTS, page=True),
    Flow("my_hours", my_hours, commands=("hours", "gio"), right=Right.TAKE_SHIFTS),
    Flow("release_shift", release_shift, right=Right.TAKE_SHIFTS),
)
