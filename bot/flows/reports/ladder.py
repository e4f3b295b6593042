"""The ladder to the target; coordinators enter official figures and targets."""

from datetime import date

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.chat.understand import NotUnderstood
from bot.domain.access.rights import Right
from bot.domain.reports.ladder import Step
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import oversight, permissions
from bot.services.access.oversight import Overseen
from bot.services.reports import ladder
from bot.services.reports.ladder import Goal, Ladder
from bot.storage.tables.ladder import OfficialFigure, Target

_HOME = option(_("🏠 Home"), "home")


async def climb(chat: Chat) -> None:
    place = await _place(chat)
    if place is None:
        return chat.go("not_yours")
    whole = len(place.groups) > 1
    found = await ladder.of(chat.db, place.groups, place.ward.code, whole=whole)
    name = verbatim(place.ward.name) if whole else labels.group(place.groups[0])
    chat.say(
        lines(_("The ladder of {place}:", place=name), *_steps(found), *_official(found)), *await _ways_on(chat, place)
    )


async def official_figure(chat: Chat) -> None:
    place = await _settable(chat)
    if place is None:
        return chat.go("not_yours")
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
        ward_code=place.ward.code,
        people=people,
        as_of=date.fromisoformat(as_of),
        source=source,
        by_id=chat.person.id,
        at=clock.now(),
    )
    await ladder.publish(chat.db, chat.person, place.groups[0], figure)
    chat.go("climb")


async def target(chat: Chat) -> None:
    place = await _settable(chat)
    if place is None:
        return chat.go("not_yours")
    year = clock.today().year
    people = await chat.ask(
        "people", _("How many people does the ward want confirmed in {year}?", year=year), _number, example=_NUMBER
    )
    source = await chat.ask(
        "source", _("Where does it stand? The report shows this."), _line, example=_("for example: report 12/BC-UBND")
    )
    wanted = Target(
        ward_code=place.ward.code, year=year, people=people, source=source, by_id=chat.person.id, at=clock.now()
    )
    await ladder.aim(chat.db, chat.person, place.groups[0], wanted)
    chat.go("climb")


async def _place(chat: Chat) -> Overseen | None:
    found = {each.ward.code: each for each in await oversight.of(chat.db, chat.person)}
    if len(found) > 1:
        names: dict[str, Text | str] = {code: each.ward.name for code, each in found.items()}
        return found[await chat.choose("ward", _("Which ward?"), names)]
    return next(iter(found.values()), None)


async def _settable(chat: Chat) -> Overseen | None:
    place = await _place(chat)
    if place is None or not await permissions.among(chat.db, chat.person, Right.SET_TARGETS, place.groups):
        return None
    return place


async def _ways_on(chat: Chat, place: Overseen) -> list[Option]:
    if not await permissions.among(chat.db, chat.person, Right.SET_TARGETS, place.groups):
        return [_HOME]
    return [option(_("➕ Official figure"), "official_figure"), option(_("🎯 Target"), "target"), _HOME]


def _steps(found: Ladder) -> list[Text]:
    return [_("• {step}: {people}", step=labels.STEPS[step], people=found.steps[step]) for step in Step]


def _official(found: Ladder) -> list[Text]:
    told: list[Text] = []
    if found.official is not None:
        official = found.official
        told.append(
            _(
                "• Official figure: {people}, as of {day} ({source})",
                people=official.people,
                day=f"{official.as_of:%d/%m/%Y}",
                source=official.source,
            )
        )
    if found.goal is not None:
        told.append(_goal(found.goal))
    if found.gap is not None and found.gap.people:
        told.append(_missing(found))
    return told


def _goal(goal: Goal) -> Text:
    source = verbatim(goal.source) if isinstance(goal.source, str) else goal.source
    return _("• Target for {year}: {people} ({source})", year=goal.year, people=goal.people, source=source)


def _missing(found: Ladder) -> Text:
    missing = found.gap
    if missing is not None and not missing.pace_is_known:
        return _(
            "• Missing: {people}. Less than four weeks of classes are too few to say when it is reached.",
            people=missing.people,
        )
    if missing is None or missing.classes is None or missing.weeks is None:
        return _(
            "• Missing: {people}. Nobody new has come in four weeks, so there is no pace to reckon with.",
            people=missing.people if missing else 0,
        )
    return _(
        "• Missing: {people}, about {sessions} or {weeks} at the pace of the last four weeks",
        people=missing.people,
        sessions=n_("{n} session", "{n} sessions", missing.classes),
        weeks=n_("{n} week", "{n} weeks", missing.weeks),
    )


_NUMBER = _("for example: 4120")


def _number(words: str) -> int | None:
    digits = words.replace(".", "").replace(" ", "")
    return int(digits) if digits.isdecimal() and 0 < int(digits) <= ladder.MOST else None


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
        label=_("🎯 Target"),
        phrases="""
            chỉ tiêu · tiến độ VNeID · được bao nhiêu phần trăm rồi · thang tới chỉ tiêu
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
