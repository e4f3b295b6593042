"""The words that tell learners and helpers of a change to a session."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.chat import labels
from bot.chat.say import Option, Say, no, say, yes
from bot.domain.courses import NoticeKind
from bot.domain.topics import Topic
from bot.i18n import Reader, Text, _, lines, n_, sign, verbatim
from bot.i18n.when import say_any_time, say_when
from bot.services.courses.change_notices import News
from bot.services.messaging import quiet_hours
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Notice
from bot.storage.tables.places import Venue

_LISTED = 4


@dataclass(frozen=True)
class Then(Text):
    """A moment, worded for the hour the message leaves: «ngày mai» written at night is wrong in the morning."""

    moment: datetime = field(kw_only=True)
    told_at: datetime = field(kw_only=True)

    def signed(self, reader: Reader) -> str:
        if reader.any_day:
            return sign(self.moment, say_any_time(self.moment, reader.language))
        return sign(self.moment, say_when(self.moment, self.told_at, reader.language))


def moved(venue: Venue, starts: datetime, now: SessionDetails) -> News:
    when = (starts, now.session.starts_at)
    text = lines(_what_moved(venue, starts, now), *_when_and_where(now, *when))

    def tell(notice: Notice) -> Say:
        busy = no(_("❌ I cannot come then"), "cannot_come", notice=notice.id, session=now.session.id)
        return say(text, _known(notice), busy)

    return News(NoticeKind.MOVED, tell, tell, when)


def all_moved(venue: Venue, starts: datetime, now: Sequence[SessionDetails]) -> News:
    """Tell that all sessions from the one that was at `starts` (UTC) are moved."""
    first, when = now[0], (starts, *(one.session.starts_at for one in now))
    facts = {"topic": labels.topic(first.topic), "before": _then(starts, *when)}
    if starts == first.session.starts_at:
        what = _("From {before} on the class «{topic}» meets at another place. The times stay as they were.", **facts)
        return _of_several(lines(what, _place(first)), now, when, all_come=True)
    what = _("From {before} on the class «{topic}» has other times:", **facts)
    place = None if venue.id == first.venue.id else _place(first)
    return _of_several(lines(what, *_days(when[1:], *when), place), now, when)


def other_topic(before: Topic, now: SessionDetails, n: int) -> News:
    starts = now.session.starts_at
    facts = {"before": labels.topic(before), "topic": labels.topic(now.topic), "when": _then(starts, starts)}
    text = n_(
        "The class «{before}» of {when} will be about «{topic}». Day, hour and place stay as they were.",
        "The class «{before}» from {when} on will be about «{topic}». Day, hour and place stay as they were.",
        n,
        **facts,
    )
    return News(NoticeKind.MOVED, _with_known(text), _with_known(text), (starts,))


def fewer_seats(now: SessionDetails, seats: int, session_ids: Sequence[int], *, whole: bool) -> News:
    starts = now.session.starts_at
    text = lines(
        n_(
            "The class «{topic}» of {when} has to be smaller: one seat.",
            "The class «{topic}» of {when} has to be smaller: {n} seats.",
            seats,
            topic=labels.topic(now.topic),
            when=_then(starts, starts),
        ),
        _("Your seat stays yours. Could you leave it to the others and come to another class?"),
    )
    way = {"course": now.course.id} if whole else {"sessions": list(session_ids)}

    def tell(notice: Notice) -> Say:
        stays = yes(_("👍 I will come"), "acknowledge", notice=notice.id)
        return say(text, stays, no(_("🤝 I leave my seat"), "give_way", notice=notice.id, **way))

    return News(NoticeKind.MOVED, tell, tell, (starts,))


def goes_on(now: SessionDetails, added: Sequence[ClassSession]) -> News:
    when = tuple(session.starts_at for session in added)
    what = n_(
        "The class «{topic}» has one session more, and you have a seat:",
        "The class «{topic}» has {n} sessions more, and you have a seat:",
        len(added),
        topic=labels.topic(now.topic),
    )
    text = lines(what, *_days(when, *when), _place(now))
    helped = n_(
        "The class «{topic}» that you help with has one session more, and I have put you down for it:",
        "The class «{topic}» that you help with has {n} sessions more, and I have put you down for them:",
        len(added),
        topic=labels.topic(now.topic),
    )

    def tell(notice: Notice) -> Say:
        ids = [session.id for session in added]
        return say(text, _known(notice), no(_("❌ I cannot come then"), "cannot_come", notice=notice.id, sessions=ids))

    def tell_helpers(notice: Notice) -> Say:
        busy = no(_("🔁 I cannot come to one"), "release_shift")
        return say(lines(helped, *_days(when, *when), _place(now)), _known(notice), busy)

    return News(NoticeKind.MOVED, tell, tell_helpers, when)


def ends_earlier(now: SessionDetails, n: int, last: datetime) -> News:
    """Tell that `n` sessions are not held any more, of which `now` is the first."""
    starts = now.session.starts_at
    text = lines(
        _(
            "The class «{topic}» ends earlier: its last session is {last}.",
            topic=labels.topic(now.topic),
            last=_then(last, last, starts),
        ),
        n_(
            "The session of {when} is not held.",
            "The {n} sessions from {when} on are not held.",
            n,
            when=_then(starts, last, starts),
        ),
    )
    return News(NoticeKind.MOVED, _with_known(text), _with_known(text), (last, starts))


def called_off(details: SessionDetails, make_up: ClassSession | None) -> News:
    starts = details.session.starts_at
    facts = {
        "topic": labels.topic(details.topic),
        "when": _then(starts, starts),
        "reason": verbatim(details.session.reason or ""),
    }
    learners = lines(
        _("I am sorry: the class «{topic}» of {when} is called off: {reason}.", **facts), _("You need not come.")
    )
    helpers = _(
        "The class «{topic}» of {when} is called off: {reason}. Thank you for having kept the time for it.", **facts
    )
    if make_up is None:
        return News(NoticeKind.CALLED_OFF, _with_known(learners), _with_known(helpers), (starts,))
    place = verbatim(details.venue.name)
    made_up = _("It is made up for: {when}, {place}.", when=_then(make_up.starts_at, starts), place=place)

    def offer(notice: Notice) -> Say:
        return say(
            lines(learners, made_up, _("Can you come then?")),
            yes(_("✅ I can come"), "new_date", notice=notice.id, session=make_up.id, comes=True),
            no(_("❌ I am busy"), "new_date", notice=notice.id, session=make_up.id, comes=False),
        )

    return News(NoticeKind.CALLED_OFF, offer, _with_known(lines(helpers, made_up)), (starts, make_up.starts_at))


def make_up(off: SessionDetails, made: SessionDetails) -> News:
    starts = made.session.starts_at
    text = lines(
        _(
            "The class «{topic}» of {before}, which was called off, has a new date: {when}, {place}.",
            topic=labels.topic(made.topic),
            before=_then(off.session.starts_at, starts),
            when=_then(starts, starts),
            place=verbatim(made.venue.name),
        )
    )

    def offer(notice: Notice) -> Say:
        return say(
            lines(text, _("Can you come then?")),
            yes(_("✅ I can come"), "new_date", notice=notice.id, session=made.session.id, comes=True),
            no(_("❌ I am busy"), "new_date", notice=notice.id, session=made.session.id, comes=False),
        )

    return News(NoticeKind.MOVED, offer, _with_known(text), (starts,))


def no_make_up(made: SessionDetails) -> News:
    starts = made.session.starts_at
    text = lines(
        _(
            "A correction: the class «{topic}» is not made up for on {when}.",
            topic=labels.topic(made.topic),
            when=_then(starts, starts),
        ),
        _("I will write when there is a new date."),
    )
    return News(NoticeKind.CALLED_OFF, _with_known(text), _with_known(text), (starts,))


def as_it_was(details: SessionDetails) -> News:
    topic, starts = labels.topic(details.topic), details.session.starts_at
    text = lines(
        _("A correction: the class «{topic}» takes place as first planned.", topic=topic),
        *_when_and_where(details, starts),
    )
    return News(NoticeKind.MOVED, _with_known(text), _with_known(text), (starts,))


def _of_several(
    text: Text, now: Sequence[SessionDetails], when: tuple[datetime, ...], *, all_come: bool = False
) -> News:
    def tell(notice: Notice) -> Say:
        ids = [one.session.id for one in now]
        busy = no(_("❌ I cannot come to one of them"), "cannot_come", notice=notice.id, sessions=ids)
        return say(text, _known(notice), *(() if all_come else (busy,)))

    return News(NoticeKind.MOVED, tell, tell, when)


def _days(moments: Sequence[datetime], *when: datetime) -> list[Text]:
    days = [_("📅 {when}", when=_then(one, *when)) for one in moments[:_LISTED]]
    left = len(moments) - _LISTED
    return [*days, n_("and one more", "and {n} more", left)] if left > 0 else days


def _place(of: SessionDetails) -> Text:
    return _("📍 {place}", place=verbatim(of.venue.name))


def _with_known(text: Text) -> Callable[[Notice], Say]:
    return lambda notice: say(text, _known(notice))


def _what_moved(venue: Venue, starts: datetime, now: SessionDetails) -> Text:
    topic, before = labels.topic(now.topic), _then(starts, starts, now.session.starts_at)
    if starts == now.session.starts_at:
        return _("The class «{topic}» meets at another place. The time stays as it was.", topic=topic)
    if venue.id == now.venue.id:
        return _("The class «{topic}» of {before} has another time:", topic=topic, before=before)
    return _("The class «{topic}» of {before} has another time and place:", topic=topic, before=before)


def _when_and_where(details: SessionDetails, *when: datetime) -> tuple[Text, Text]:
    then = _then(details.session.starts_at, *when)
    return _("📅 {when}", when=then), _place(details)


def _then(moment: datetime, *when: datetime) -> Text:
    return Then("", moment=moment, told_at=quiet_hours.leaves_at(*when))


def _known(notice: Notice) -> Option:
    return yes(_("👍 I know"), "acknowledge", notice=notice.id)
