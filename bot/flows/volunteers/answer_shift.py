"""Answers to an offer of a shift, and to a reminder of one."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option, yes
from bot.domain.access.rights import Right
from bot.i18n import Text, _, lines, n_
from bot.services.volunteers import safety_pledge, shifts, whole_class
from bot.services.volunteers.shifts import ShiftAnswer, ShiftOutcome
from bot.storage.session_queries import SessionDetails


async def answer_shift(chat: Chat) -> None:
    assignment = int(chat.given("assignment") or 0)
    if chat.given("accept"):
        if not await safety_pledge.is_given(chat.db, chat.person):
            return chat.go("safety_lesson", then="answer_shift", given={"assignment": assignment, "accept": True})
        return await take_and_say(chat, await shifts.session_of(chat.db, chat.person, assignment), assignment)
    answer = await shifts.decline(chat.db, chat.person, assignment)
    if answer.outcome is ShiftOutcome.ALREADY:
        return chat.go("release_shift", session=answer.details.session.id)
    chat.say(
        _("All right, thank you for telling me. I will ask somebody else."),
        yes(_("✅ I can after all"), "answer_shift", assignment=assignment, accept=True),
        option(_("🏠 Home"), "home"),
    )


async def take_and_say(chat: Chat, details: SessionDetails, assignment: int | None = None) -> None:
    rest = await whole_class.rest_of_course(chat.db, chat.person, details)
    whole = (
        rest
        and await chat.choose(
            "extent",
            n_(
                "This class has one more session that needs somebody. Will you come to both?",
                "This class has {n} more sessions that need somebody. Will you come to all?",
                len(rest),
            ),
            {"all": _("📅 The whole class"), "one": _("1️⃣ This session only")},
        )
        == "all"
    )
    taken = await (
        shifts.accept(chat.db, chat.person, assignment)
        if assignment is not None
        else shifts.take(chat.db, chat.person, details.session.id)
    )
    if not whole or taken.outcome not in (ShiftOutcome.TAKEN, ShiftOutcome.ALREADY):
        return say_answer(chat, taken)
    n, act = await whole_class.take_rest(chat.db, chat.person, taken)
    say_answer(chat, replace(taken, act=act))
    full = await whole_class.not_needed(chat.db, chat.person, taken.details)
    chat.say(
        lines(
            n_("You are down for one session of it.", "You are down for {n} sessions of it.", n),
            _("There are enough helpers at: {sessions}", sessions=_days(full)) if full else None,
        )
    )


def _days(sessions: Sequence[SessionDetails]) -> Text:
    return labels.enumeration([_("{when}", when=one.session.starts_at) for one in sessions])


def say_answer(chat: Chat, answer: ShiftAnswer) -> None:
    match answer.outcome:
        case ShiftOutcome.TAKEN:
            undo = (option(_("↩️ Undo"), "undo", act=answer.act.id),) if answer.act is not None else ()
            chat.say(_taken(answer), *undo)
        case ShiftOutcome.ALREADY:
            chat.say(_taken(answer), option(_("🤝 My shifts"), "my_shifts"))
        case ShiftOutcome.FULL:
            chat.say(
                _("This class has found enough helpers meanwhile. Thank you, I will ask you again another time!"),
                option(_("🗓 Classes that need somebody"), "take_shift"),
            )
        case ShiftOutcome.PAST:
            chat.say(
                _("That session is over or was called off. Thank you all the same!"),
                option(_("🗓 Classes that need somebody"), "take_shift"),
            )


async def coming_to_help(chat: Chat) -> None:
    details = await shifts.confirm(chat.db, chat.person, int(chat.given("session") or 0))
    if details is None:
        return chat.go("past")
    chat.say(_("Wonderful, see you there, {when}!", when=details.session.starts_at))


def _taken(answer: ShiftAnswer) -> Text:
    return lines(
        _("Thank you, {ten}! You are on the list of helpers:"),
        labels.session(answer.details),
        n_("You will sit with one learner.", "You will sit with {n} learners.", answer.learners)
        if answer.learners
        else _("Who sits with you is settled the evening before."),
        _("I will send you the names shortly before the class."),
    )


FLOWS = (
    Flow("answer_shift", answer_shift, right=Right.TAKE_SHIFTS),
    Flow("coming_to_help", coming_to_help, right=Right.TAKE_SHIFTS, aside=True),
)
