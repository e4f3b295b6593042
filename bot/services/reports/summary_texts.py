"""The words of the weekly summary: what may be forwarded as it is, and what to do next with its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat import labels
from bot.chat.labels import enumeration
from bot.chat.say import Option, Say, option, say
from bot.domain.reports.date_range import Span, week_of
from bot.domain.reports.weekly import Figures, LeaderTask, Thing
from bot.i18n import Text, Value, _, lines, n_, on_any_day, verbatim
from bot.services.reports import taught_at_home
from bot.services.reports.week_figures import Support


@dataclass(frozen=True)
class SummarisedWeek:
    """What a summary tells: the place, the days, their figures, those before, and a correction of those before."""

    place: Text
    span: Span
    now: Figures
    before: Figures
    waiting: int
    support: Support
    corrected: Text | None = None
    taught_at_home: int = 0


def nothing_yet(group: Text) -> Say:
    return say(
        _("{group} has had no class for some time. When it suits, one is opened in a minute.", group=group),
        option(_("➕ Register a class"), "register_course"),
        option(_("🔁 Same as last time"), "repeat_course"),
    )


def summary(week: SummarisedWeek) -> Say:
    facts: dict[str, Value] = {
        "group": week.place,
        "first": f"{week.span.first:%d/%m}",
        "last": f"{week.span.last:%d/%m/%Y}",
    }
    if week.now.is_empty:
        nothing = _("From {first} to {last} there was no class in {group}.", **facts)
        waiting = _waiting(week.waiting) if week.waiting else None
        return say(on_any_day(lines(nothing, waiting, _at_home(week), week.corrected)))
    shown = lines(
        _("Results of «Digital literacy for all», {group}, from {first} to {last}:", **facts),
        _sessions(week.now),
        *_attendance(week),
        n_("• Newly enrolled: {n} person", "• Newly enrolled: {n} people", week.now.enrolled),
        _waiting(week.waiting),
        *_support(week.support),
        _at_home(week),
        week.corrected,
    )
    return say(on_any_day(shown))


def _at_home(week: SummarisedWeek) -> Text | None:
    return taught_at_home.told(week.taught_at_home) if week.taught_at_home else None


def _support(by: Support) -> tuple[Text, ...]:
    helped = [_("{what} {n}", what=labels.HELPED[kind], n=n) for kind, n in by.helped.items()]
    hours = f"{by.hours:g}".replace(".", ",")
    told = (
        _("• Helped with, times: {what}", what=enumeration(helped)) if helped else None,
        n_(
            "• Volunteers: {n} person, {hours} hours",
            "• Volunteers: {n} people, {hours} hours",
            by.volunteers,
            hours=hours,
        )
        if by.volunteers
        else None,
    )
    return tuple(line for line in told if line is not None)


def to_do(things: Sequence[Thing]) -> Say:
    if not things:
        return say(_("Nothing is urgent. Thank you for all you do!"), option(_("📅 My sessions"), "my_sessions"))
    heading = n_("One thing to do:", "{n} things to do:", len(things))
    return say(lines(heading, *map(_thing, things)), *map(_button, things))


def _sessions(now: Figures) -> Text:
    parts = (
        # While a roll call is open, «0 held» may be wrong.
        (now.held or not now.unmarked, n_("{n} held", "{n} held", now.held)),
        (now.called_off, n_("{n} called off", "{n} called off", now.called_off)),
        (now.unmarked, n_("{n} without a roll call", "{n} without a roll call", now.unmarked)),
        (now.ahead, n_("{n} still to come", "{n} still to come", now.ahead)),
    )
    shown = [words for holds, words in parts if holds]
    return _("• Sessions: {sessions}", sessions=enumeration(shown))


def _attendance(week: SummarisedWeek) -> tuple[Text, ...]:
    now, before = week.now, week.before
    is_week = week.span == week_of(week.span.first)
    if not now.is_counted:
        return (
            _("• Learners: not counted yet, no roll call is closed")
            if now.unmarked
            else _("• Learners: no session has been held yet"),
        )
    shown = (
        _(
            "• Learners: {people}, {came}{before}",
            people=_people(now.people),
            came=_attendances(now.came),
            before=_then(before, is_week=is_week),
        ),
    )
    if now.rate is None:
        return shown
    return (
        *shown,
        _(
            "• Attendance rate: {rate} = {came} came / ({came} came + {no_show} absent without notice){before}",
            rate=_percent(now.rate),
            came=now.came,
            no_show=now.no_show,
            before=_rate_then(before, is_week=is_week),
        ),
    )


def _then(before: Figures, *, is_week: bool) -> Text:
    if not before.is_counted:
        return verbatim("")
    people, came = _people(before.people), _attendances(before.came)
    if not is_week:
        return _(" (the period before: {people}, {came})", people=people, came=came)
    return _(" (the week before: {people}, {came})", people=people, came=came)


def _people(n: int) -> Text:
    return n_("{n} person", "{n} people", n)


def _attendances(n: int) -> Text:
    return n_("{n} attendance", "{n} attendances", n)


def _rate_then(before: Figures, *, is_week: bool) -> Text:
    if before.rate is None:
        return verbatim("")
    rate = _percent(before.rate)
    return _(" (the week before: {rate})", rate=rate) if is_week else _(" (the period before: {rate})", rate=rate)


def _percent(rate: float) -> str:
    return f"{rate:.0%}"


def _waiting(waiting: int) -> Text:
    return n_("• Waiting for a class now: {n} person", "• Waiting for a class now: {n} people", waiting)


def _thing(thing: Thing) -> Text:
    n = thing.n
    match thing.task:
        case LeaderTask.CLOSE_ROLL:
            return n_("• {n} session has no closed roll call.", "• {n} sessions have no closed roll call.", n)
        case LeaderTask.DECIDE:
            return n_("• {n} volunteer waits for your approval.", "• {n} volunteers wait for your approval.", n)
        case LeaderTask.FIND_HELPERS:
            return n_("• The next days still need {n} volunteer.", "• The next days still need {n} volunteers.", n)
        case LeaderTask.CALL:
            return n_("• {n} person is to be called.", "• {n} people are to be called.", n)
        case LeaderTask.OPEN_A_CLASS:
            return n_("• {n} person waits for a class.", "• {n} people wait for a class.", n)
        case LeaderTask.PLAN:
            return _("• No class is planned for the next seven days.")


def _button(thing: Thing) -> Option:
    match thing.task:
        case LeaderTask.CLOSE_ROLL:
            return option(_("✅ Roll call now"), "roll_call", session=thing.session)
        case LeaderTask.DECIDE:
            return option(_("📥 Requests"), "requests")
        case LeaderTask.FIND_HELPERS:
            return option(_("🙋 See the session"), "session_card", session=thing.session)
        case LeaderTask.CALL:
            return option(_("☎️ Call them, one by one"), "calls")
        case LeaderTask.OPEN_A_CLASS:
            return option(_("➕ Register a class"), "register_course")
        case LeaderTask.PLAN:
            return option(_("🔁 Same as last time"), "repeat_course")
