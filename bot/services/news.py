"""The words in which a change of a session is told to learners and to helpers."""

from dataclasses import replace
from datetime import datetime

from bot.chat import labels
from bot.chat.say import Option, Say, option, say
from bot.domain.courses import NoticeKind
from bot.i18n import Text, _, lines, verbatim
from bot.services.notices import News
from bot.storage.courses import ClassSession, Notice
from bot.storage.places import Venue
from bot.storage.rosters import Meeting


def moved(venue: Venue, starts: datetime, now: Meeting) -> News:
    """From that venue and time to where and when it is now."""
    text = lines(_what_moved(venue, starts, now), *_when_and_where(now.session.starts_at, now.venue))

    def tell(notice: Notice) -> Say:
        busy = option(_("❌ I cannot come then"), "cannot_come", notice=notice.id, session=now.session.id)
        return say(text, _known(notice), busy)

    return News(NoticeKind.MOVED, tell, tell, (starts, now.session.starts_at))


def called_off(meeting: Meeting, make_up: ClassSession | None) -> News:
    """It does not take place; a new date is offered to learners, and nobody is put on it."""
    text = lines(
        _(
            "I am sorry: the class «{topic}» of {when} is called off: {reason}.",
            topic=labels.topic(meeting.course.topic),
            when=meeting.session.starts_at,
            reason=verbatim(meeting.session.reason or ""),
        ),
        _("You need not come."),
    )
    if make_up is None:
        return _to_everybody(NoticeKind.CALLED_OFF, text, meeting.session.starts_at)
    place = verbatim(meeting.venue.name)
    text = lines(text, _("It is made up for: {when}, {place}.", when=make_up.starts_at, place=place))
    plain = _to_everybody(NoticeKind.CALLED_OFF, text, meeting.session.starts_at, make_up.starts_at)

    def to_learners(notice: Notice) -> Say:
        return say(
            lines(text, _("Can you come then?")),
            option(_("✅ I can come"), "new_date", notice=notice.id, session=make_up.id, comes=True),
            option(_("❌ I am busy"), "new_date", notice=notice.id, session=make_up.id, comes=False),
        )

    return replace(plain, to_learners=to_learners)


def as_it_was(meeting: Meeting) -> News:
    """A correction: the change was a mistake."""
    text = lines(
        _("A correction: the class «{topic}» takes place as first planned.", topic=labels.topic(meeting.course.topic)),
        *_when_and_where(meeting.session.starts_at, meeting.venue),
    )
    return _to_everybody(NoticeKind.MOVED, text, meeting.session.starts_at)


def _to_everybody(kind: NoticeKind, text: Text, *when: datetime) -> News:
    def tell(notice: Notice) -> Say:
        return say(text, _known(notice))

    return News(kind, tell, tell, when)


def _what_moved(venue: Venue, starts: datetime, now: Meeting) -> Text:
    topic = labels.topic(now.course.topic)
    if starts == now.session.starts_at:
        return _("The class «{topic}» meets at another place. The time stays as it was.", topic=topic)
    if venue.id == now.venue.id:
        return _("The class «{topic}» of {before} has another time:", topic=topic, before=starts)
    return _("The class «{topic}» of {before} has another time and place:", topic=topic, before=starts)


def _when_and_where(starts: datetime, venue: Venue) -> tuple[Text, Text]:
    return _("📅 {when}", when=starts), _("📍 {place}", place=verbatim(venue.name))


def _known(notice: Notice) -> Option:
    return option(_("👍 I know"), "acknowledge", notice=notice.id)
