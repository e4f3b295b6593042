"""The ladder to the target; coordinators enter official figures and targets."""

import re
from dataclasses import dataclass
from datetime import date

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.chat.understand import NotUnderstood
from bot.domain.access.rights import Place, Right
from bot.flows.questions.heard import words_of
from bot.i18n import Text, _
from bot.services.access import oversight, permissions
from bot.services.access.oversight import Overseen
from bot.services.reports import ladder
from bot.services.reports.papers import ladder_texts
from bot.storage.tables.ladder import OfficialFigure, Target

_HOME = option(_("🏠 Home"), "home")
_AREA = "area"


@dataclass(frozen=True)
class _Shown:
    """Whose ladder is looked at: a ward with its groups, or without one the area with all that is overseen of it."""

    ward: Overseen | None
    overseen: list[Overseen]

    @property
    def key(self) -> str:
        return _AREA if self.ward is None else self.ward.ward.code

    @property
    def code(self) -> str | None:
        return None if self.ward is None else self.ward.ward.code

    @property
    def name(self) -> Text:
        if self.ward is not None and not self.ward.whole:
            return labels.enumeration([labels.group(group) for group in self.ward.groups])
        return ladder_texts.place_name(None if self.ward is None else self.ward.ward.name)


async def climb(chat: Chat) -> None:
    place = await _place(chat)
    if place is None:
        return chat.go("not_yours")
    if place.ward is None:
        found = await ladder.of_area(chat.db, [(each.ward, each.groups) for each in place.overseen])
    else:
        found = await ladder.of(chat.db, place.ward.groups, place.code, whole=place.ward.whole)
    act = chat.given("act")
    undo = (option(_("↩️ Undo"), "undo", act=act),) if act is not None else ()
    chat.say(ladder_texts.told(place.name, found), *undo, *await _ways_on(chat, place))


async def official_figure(chat: Chat) -> None:
    place = await _settable(chat)
    if place is None:
        return chat.go("not_yours")
    _take_number(chat)
    people = await chat.ask("people", _("How many people are confirmed, as published?"), _number, example=_NUMBER)
    as_of = await chat.ask(
        "as_of",
        _("As of which day?"),
        _day,
        {clock.today().isoformat(): _("Today")},
        example=_("for example: 31/10/2026"),
    )
    source = await chat.ask(
        "source", _("Where does it stand? The report shows this."), _line, example=_("for example: report 12/BC-UBND")
    )
    figure = OfficialFigure(
        ward_code=place.code,
        people=people,
        as_of=date.fromisoformat(as_of),
        source=source,
        by_id=chat.person.id,
        at=clock.now(),
    )
    act = await ladder.publish(chat.db, chat.person, figure)
    chat.go("climb", ward=place.key, act=act.id)


async def target(chat: Chat) -> None:
    place = await _settable(chat)
    if place is None:
        return chat.go("not_yours")
    year = clock.today().year
    question = (
        _("How many people does the ward want confirmed in {year}?", year=year)
        if place.ward is not None
        else _("How many people does the area want confirmed in {year}?", year=year)
    )
    _take_number(chat)
    people = await chat.ask("people", question, _number, example=_NUMBER)
    source = await chat.ask(
        "source", _("Where does it stand? The report shows this."), _line, example=_("for example: report 12/BC-UBND")
    )
    wanted = Target(ward_code=place.code, year=year, people=people, source=source, by_id=chat.person.id, at=clock.now())
    act = await ladder.aim(chat.db, chat.person, wanted)
    chat.go("climb", ward=place.key, act=act.id)


async def _place(chat: Chat) -> _Shown | None:
    overseen = await oversight.of(chat.db, chat.person)
    found = {each.ward.code: _Shown(each, overseen) for each in overseen}
    if await oversight.is_of_area(chat.db, chat.person):
        found = {_AREA: _Shown(None, overseen), **found}
    if len(found) > 1:
        names: dict[str, Text | str] = {
            key: each.name if each.ward is None else each.ward.ward.name for key, each in found.items()
        }
        return found.get(await chat.choose("ward", _("Which ward?"), names))
    return next(iter(found.values()), None)


async def _settable(chat: Chat) -> _Shown | None:
    place = await _place(chat)
    return place if place is not None and await _may_set(chat, place) else None


async def _may_set(chat: Chat, place: _Shown) -> bool:
    return await permissions.may_at(chat.db, chat.person, Right.SET_TARGETS, Place(place.code))


async def _ways_on(chat: Chat, place: _Shown) -> list[Option]:
    if not await _may_set(chat, place):
        return [_HOME]
    return [
        option(_("➕ Official figure"), "official_figure", ward=place.key),
        option(_("🎯 Target"), "target", ward=place.key),
        _HOME,
    ]


_NUMBER = _("for example: 4120")


def _number(words: str) -> int | None:
    digits = words.replace(".", "").replace(" ", "")
    return int(digits) if digits.isdecimal() and 0 < int(digits) <= ladder.MOST else None


# A number of people, and no year, day or quarter.
_PEOPLE = re.compile(r"(?<![\d/.-])(?!20\d\d\b)(?:\d{1,3}(?:\.\d{3})+|\d{2,8})(?![\d/%-])")


def _take_number(chat: Chat) -> None:
    said = _PEOPLE.findall(words_of(chat))
    people = _number(said[0]) if len(said) == 1 else None
    if people is not None:
        chat.answers.setdefault("people", people)


def _day(words: str) -> str | None:
    parts = words.replace("-", "/").split("/")
    try:
        day = date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (ValueError, IndexError):
        return None
    if day > clock.today():
        raise NotUnderstood(_("That day is still to come."))
    return day.isoformat()


def _line(words: str) -> str | None:
    return " ".join(words.split())[: ladder.LONGEST_SOURCE] or None


FLOWS = (
    Flow(
        "climb",
        climb,
        commands=("chitieu", "target"),
        right=Right.SEE_NUMBERS,
        label=_("📈 How far we are"),
        phrases="""
            chỉ tiêu · chỉ tiêu của phường · chỉ tiêu năm nay · xem chỉ tiêu
            tiến độ VNeID · được bao nhiêu phần trăm rồi · thang tới chỉ tiêu
            còn thiếu bao nhiêu người nữa đạt chỉ tiêu · how far are we from the target · tỷ lệ kích hoạt định danh
            mấy người tự làm được rồi · bao nhiêu người có VNeID rồi · đạt chỉ tiêu chưa · còn bao nhiêu phần trăm
            mấy người kích hoạt VNeID
            tỉ lệ định danh mức 2 tới đâu · đạt mấy phần trăm kế hoạch · vneid được mấy phần trăm
            bao nhiêu người lên mức 2 · progress toward the target · khu phố đạt chỉ tiêu chưa
            tiến độ thực hiện chỉ tiêu · tiến độ kích hoạt tới đâu · đề nghị báo cáo tiến độ chỉ tiêu
            cập nhật tiến độ VNeID · so với chỉ tiêu được mấy phần trăm · còn cách chỉ tiêu bao xa
            tỉ lệ hoàn thành chỉ tiêu · tiến độ từng khu phố · dat bao nhieu phan tram · kết quả kích hoạt tới nay
            tỷ lệ đạt kế hoạch năm · khu phố nào đạt cao nhất · bao giờ đạt chỉ tiêu · tiến độ thế nào
            mức hai được bao nhiêu người rồi · so với kế hoạch thì sao · còn thiếu mấy phần trăm
        """,
    ),
    Flow(
        "official_figure",
        official_figure,
        right=Right.SEE_NUMBERS,
        label=_("➕ Official figure"),
        phrases="""
            ghi số chính thức của công an phường · số liệu chính thức VNeID · official figure
            nhập số công an gửi · cập nhật số liệu chính thức · enter the official number · số công an đưa tháng này
            số công an phường gửi là 800 người · công an phường cho số 1500 · số chính thức tháng này 640
            nhập số liệu của công an · ghi số của công an · công an gửi số mới · số liệu bên công an là 2100 người
            cập nhật số công an phường · so cong an dua 700 · con số chính thức là 300
            bên công an báo 450 người kích hoạt · theo công an thì được 1100 người
        """,
    ),
    Flow(
        "target",
        target,
        right=Right.SEE_NUMBERS,
        label=_("🎯 Set the target"),
        phrases="""
            nhập chỉ tiêu · sửa chỉ tiêu năm · chỉ tiêu cuối năm là 500 người · set the target
            sửa lại chỉ tiêu · chỉ tiêu năm nay là 3000 · đổi mục tiêu năm · ghi chỉ tiêu mới · set the goal to 2000
            nhập chỉ tiêu mới · điều chỉnh chỉ tiêu · chỉnh chỉ tiêu xuống · tăng chỉ tiêu lên 3500
            nâng chỉ tiêu năm · giảm chỉ tiêu còn 2000 · đặt chỉ tiêu cho khu phố · giao chỉ tiêu
            giao chỉ tiêu năm tới · chỉ tiêu phường giao là 1500 · sua chi tieu · thay đổi chỉ tiêu
            ghi lại chỉ tiêu 800 người · đặt mục tiêu 5000 người · chỉ tiêu mới là 1200
            phường giao chỉ tiêu 900 người · hạ chỉ tiêu xuống 700
        """,
    ),
)
