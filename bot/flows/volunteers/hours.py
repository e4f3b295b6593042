"""Hours of a month on a sheet to be signed: a volunteer's own, and those of an organisation's members."""

from datetime import date, timedelta

from bot import clock
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.reports.date_range import Span
from bot.flows.questions.organisation import ask_organisation
from bot.i18n import Text, _, verbatim
from bot.services.reports import volunteer_hours

_HOME = option(_("🏠 Home"), "home")
_MONTHS = 3


async def month_hours(chat: Chat) -> None:
    span = await _month(chat)
    helped = await volunteer_hours.of_person(chat.db, chat.person, span)
    reader = reader_of(chat.person)
    sheet = volunteer_hours.sheet_of_person(chat.person, span, helped, reader)
    await _say(chat, sheet, verbatim(chat.person.name or ""))


async def members_hours(chat: Chat) -> None:
    organisation = await ask_organisation(chat)
    if organisation is None:
        return chat.go("not_yours")
    span = await _month(chat)
    helped = await volunteer_hours.of_organisation(chat.db, organisation, span)
    sheet = volunteer_hours.sheet_of_organisation(organisation, span, helped, reader_of(chat.person))
    await _say(chat, sheet, verbatim(organisation.name))


async def _say(chat: Chat, sheet: volunteer_hours.HoursSheet, of: Text) -> None:
    made = await volunteer_hours.kept(chat.db, sheet, reader_of(chat.person))
    words = _("Hours of {name}: {hours}. A page to print and sign.", name=of, hours=sheet.total)
    alone = _("Hours of {name}: {hours}. On paper you get them from whoever is in charge.", name=of, hours=sheet.total)
    chat.say(words, _HOME, file=made.id, instead=alone)


async def _month(chat: Chat) -> Span:
    months: list[Span] = [volunteer_hours.month_of(clock.today())]
    while len(months) < _MONTHS:
        months.append(volunteer_hours.month_of(months[-1].first - timedelta(days=1)))
    shown: dict[str, Text | str] = {
        month.first.isoformat(): _("Month {month}", month=f"{month.first:%m/%Y}") for month in months
    }
    chosen: str = await chat.choose("month", _("Of which month?"), shown)
    return volunteer_hours.month_of(date.fromisoformat(chosen))


FLOWS = (
    Flow("month_hours", month_hours, right=Right.TAKE_SHIFTS),
    Flow(
        "members_hours",
        members_hours,
        commands=("giothanhvien", "members_hours"),
        right=Right.SEND_MEMBERS,
        label=_("🎓 Hours of our members"),
        phrases="""
            giờ của thành viên · số giờ tình nguyện của đội · bảng giờ tháng này của chi đoàn
            giờ tình nguyện của các bạn · xuất bảng giờ thành viên · hours of our members
            tổng giờ của thành viên · bảng giờ tình nguyện tháng này · giờ của đoàn viên chi đoàn mình
            tổng hợp giờ của đoàn viên · thống kê giờ tình nguyện của các bạn · giờ của các bạn trong đội tháng này
            xuất giờ tình nguyện của chi đoàn · bảng chấm giờ của đội · giờ các bạn làm được · gio cua doi
            cho xin bảng giờ thành viên · các bạn được bao nhiêu giờ rồi · danh sách giờ tình nguyện
            thống kê giờ của đoàn viên · từng bạn trong đoàn bao nhiêu giờ
        """,
    ),
)
