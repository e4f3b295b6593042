"""The words that tell learners and helpers of a change to a session."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.chat import labels
from bot.chat.say import Option, Say, no, say, yes
from bot.domain.courses import NoticeKind
from bot.i18n import Reader, Text, _, lines, sign, verbatim
from bot.i18n.when import say_when
from bot.services.courses.change_notices import News
from bot.services.messaging import quiet_hours
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Notice
from bot.storage.tables.places import Venue


@dataclass(frozen=True)
class Then(Text):
    """A moment, worded for the hour the message leaves: «ngày mai» written at night is wrong in the morning."""

    moment: datetime = field(kw_only=True)
    told_at: datetime = field(kw_only=True)

    def signed(self, reader: Reader) -> str:
        return sign(self.moment, say_when(self.moment, self.told_at, reader.language))


def moved(venue: Venue, starts: datetime, now: SessionDetails) -> News:
    when = (starts, now.session.starts_at)
    text = lines(_what_moved(venue, starts, now), *_when_and_where(now, *when))

    def tell(notice: Notice) -> Say:
        busy = no(_("❌ I cannot come then"), "cannot_come", notice=notice.id, session=now.session.id)
        return say(text, _known(notice), busy)

    return News(NoticeKind.MOVED, tell, tell, when)


def called_off(details: SessionDetails, make_up: ClassSession | None) -> News:
    starts = details.session.starts_at
    facts = {
        "topic": labels.topic(details.course.topic),
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


def as_it_was(details: SessionDetails) -> News:
    topic, starts = labels.topic(details.course.topic), details.session.starts_at
    text = lines(
        _("A correction: the class «{topic}» takes place as first planned.", topic=topic),
        *_when_and_where(details, starts),
    )
    return News(NoticeKind.MOVED, _with_known(text), _with_known(text), (starts,))


def _with_known(text: Text) -> Callable[[Notice], Say]:
    return lambda notice: say(text, _known(notice))


def _what_moved(venue: Venue, starts: datetime, now: SessionDetails) -> Text:
    topic, before = labels.topic(now.course.topic), _then(starts, starts, now.session.starts_at)
    if starts == now.session.starts_at:
        return _("The class «{topic}» meets at another place. The time stays as it was.", topic=topic)
    if venue.id == now.venue.id:
        return _("The class «{topic}» of {before} has another time:", topic=topic, before=before)
    return _("The class «{topic}» of {before} has another time and place:", topic=topic, before=before)


def _when_and_where(details: SessionDetails, *when: datetime) -> tuple[Text, Text]:
    then = _then(details.session.starts_at, *when)
    return _("📅 {when}", when=then), _("📍 {place}", place=verbatim(details.venue.name))


def _then(moment: datetime, *when: datetime) -> Text:
    return Then("", moment=moment, told_at=quiet_hours.leaves_at(*when))


def _known(notice: Notice) -> Option:
    return yes(_("👍 I know"), "acknowledge", notice=notice.id)
