"""«Như tuần trước»: the group's last class again, a week later, with one confirmation."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.domain.access.rights import Right
from bot.domain.courses import again
from bot.flows.courses.register_course import create
from bot.flows.questions.host import given_host, which_host
from bot.flows.questions.warnings import warned_of
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.courses import courses, scheduling_warnings
from bot.services.courses.courses import NewCourse
from bot.services.courses.scheduling_warnings import Thought
from bot.storage.tables.courses import length
from bot.storage.tables.places import Organisation, ResidentialGroup, Venue

_YES, _OTHER, _NO = "yes", "other", "no"


async def repeat_course(chat: Chat) -> None:
    host = await which_host(chat)
    last = await courses.last_registered(chat.db, host) if host is not None else None
    if host is None or last is None or not last[1]:
        return chat.go("register_course")
    course, held = last
    if "starts" not in chat.answers:
        chat.answers["starts"] = [start.isoformat() for start in again([one.starts_at for one in held], clock.now())]
    starts = courses.from_iso(chat.answers["starts"])
    group = await chat.db.get_one(ResidentialGroup, course.group_id)
    organisation = host if isinstance(host, Organisation) else None
    wanted = NewCourse(
        *(group, course.topic, course.venue_id, starts, course.seats, length(held[-1])),
        organisation,
        course.members_only,
        course.audience,
    )
    venue = await chat.db.get_one(Venue, course.venue_id)
    thought = Thought(group, starts, course.venue_id, organisation=organisation, length=wanted.length)
    against = await scheduling_warnings.about(chat.db, chat.person, thought)
    answer = await chat.choose(
        "sure",
        lines(*warned_of(against), _summary(wanted, venue)),
        {
            _YES: _("Create it anyway") if against else _("Yes, create it"),
            _OTHER: _("Change it"),
            _NO: _("❌ No, thank you"),
        },
    )
    if answer == _OTHER:
        return chat.go("register_course", **given_host(host))
    if answer == _NO:
        return chat.say(_("All right, nothing was created."))
    await create(chat, wanted)


def _summary(wanted: NewCourse, venue: Venue) -> Text:
    return lines(
        _("The same class again?"),
        _("📘 {topic}", topic=labels.topic(wanted.topic)),
        _("📅 {when}", when=wanted.starts[0]),
        labels.how_often(wanted.starts),
        _("📍 {place}", place=verbatim(venue.name)),
        n_("👥 One seat", "👥 {n} seats", wanted.seats),
    )


FLOWS = (
    Flow(
        "repeat_course",
        repeat_course,
        right=Right.REGISTER_COURSE,
        label=_("🔁 As last week"),
        phrases="""
            mở như lần trước · lặp lại lớp cũ · như tuần trước · mở lại lớp VNeID như cũ · same as last week
            làm lại y lớp trước · tuần này như tuần rồi nha · mở tiếp lớp cũ · mở lớp y như tuần rồi · lớp cũ mở lại
            tuần này mở lớp giống vậy · mở giống lần trước · làm lớp giống hồi trước · mở tiếp lớp tuần trước
            mở tiếp như cũ · thêm một tuần nữa như cũ · lớp cũ làm lại tuần này · giữ y lịch tuần trước
            tuần này vẫn như tuần trước · repeat last week's class · lặp lại tuần nữa
            mở lại như tuần trước · làm y như lần trước · mở lại lớp hôm bữa · mở lớp cũ thêm lần nữa
            tuần tới y như tuần này · như cũ nha em · mo lai lop cu · lap lai tuan truoc · mở y chang bữa trước
            y chang lần trước · tuần này lớp y như cũ · lặp lại lớp đó
        """,
    ),
)
