"""A leader's sessions: the list, one session, its roster."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import SENTENCE, Option, option
from bot.domain.access.rights import Right
from bot.domain.courses import SessionStatus
from bot.domain.people.person import ConsentPurpose
from bot.flows.questions.heard import which_session, words_of
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import permissions
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance.roll import Phase, Roll, RollLine
from bot.services.courses import courses, make_up
from bot.services.matching import class_proposal_texts, class_proposals
from bot.services.people import consent
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails


async def my_sessions(chat: Chat) -> None:
    found = await courses.of_leader(chat.db, chat.person)
    proposed = [
        option(class_proposal_texts.in_list(one), "why_class", opening=one.id)
        for one in await class_proposals.standing(chat.db, chat.person)
    ]
    without_date = [
        option(_("📅 New date: {session}", session=labels.session_line(one)), "make_up", session=one.session.id)
        for one in await make_up.awaited(chat.db, chat.person)
    ]
    if not found and not proposed and not without_date:
        if await permissions.holds(chat.db, chat.person, Right.ACT_FOR_LEADERS):
            return chat.go("ward_sessions", **({SENTENCE: words_of(chat)} if words_of(chat) else {}))
        return chat.say(
            _("No session is planned yet."),
            option(_("➕ Register a class"), "register_course"),
            option(_("🏠 Home"), "home"),
        )
    named = labels.session_lines(found)
    shown = [option(_line(one, named[one.session.id]), "session_card", session=one.session.id) for one in found]
    await chat.links(_("Which session would you like to see?"), shown, *proposed, *without_date)
    return None


def _line(details: SessionDetails, named: Text) -> Text:
    return _("✔️ {session}", session=named) if details.session.status is SessionStatus.HELD else named


async def session_card(chat: Chat) -> None:
    details = await session_queries.details(chat.db, chat.given("session") or 0)
    if details is None:
        return chat.go("past")
    if not await permissions.may_at_session(chat.db, chat.person, Right.SEE_NAMES, details):
        return chat.go("not_yours")
    helpers = await session_queries.helpers(chat.db, details.session.id)
    chat.say(
        lines(
            labels.session(details),
            _(
                "👥 Seats taken: {taken}/{seats} · code {code}",
                taken=details.session.seats_taken,
                seats=details.session.seats,
                code=details.course.code,
            ),
            n_("🙋 {n} helper has accepted", "🙋 {n} helpers have accepted", len(helpers))
            if helpers
            else _("🙋 No helper yet"),
            _status(details),
        ),
        *(await _acting(chat, details) or await _ways_on(chat, details)),
    )


async def _acting(chat: Chat, details: SessionDetails) -> list[Option]:
    """Offer to act for the leader, whose class it is, to whoever may do so and has not said why yet."""
    theirs = await permissions.may_at_session(chat.db, chat.person, Right.TAKE_ROLL, details)
    may_act = await permissions.may(chat.db, chat.person, Right.ACT_FOR_LEADERS, details.group)
    if theirs or not may_act or details.course.organisation_id is not None:
        return []
    facts = {"group": details.group.id, "session": details.session.id}
    return [
        option(_("✋ Act for the leader"), "act_for_leader", **facts),
        option(_("📋 List of names"), "roster", session=details.session.id),
        option(_("🕑 Move"), "move_session", session=details.session.id),
        option(_("⛔ Call off"), "call_off", session=details.session.id),
        option(_("📋 Classes of the ward"), "ward_sessions"),
    ]


def _status(details: SessionDetails) -> Text | None:
    session = details.session
    if session.status is SessionStatus.CALLED_OFF:
        return _("⛔ Called off: {reason}", reason=verbatim(session.reason or "…"))
    return _("✔️ Held, the roll call is closed.") if session.status is SessionStatus.HELD else None


async def _ways_on(chat: Chat, details: SessionDetails) -> list[Option]:
    session = details.session.id
    phase = Roll(details, []).phase
    roster = option(_("📋 List of names"), "roster", session=session)
    if phase is Phase.TOO_EARLY:
        return [
            roster,
            option(_("🙋 Ask for people"), "ask_organisations", session=session),
            option(_("🖼 Poster"), "poster", session=session),
            option(_("🕑 Move"), "move_session", session=session),
            option(_("✏️ Change"), "change_class", session=session),
            option(_("⛔ Call off"), "call_off", session=session),
        ]
    if phase in attendance_roll.TAKES_MARKS:
        roll_call = option(_("✅ Roll call"), "roll_call", session=session)
        off = option(_("⛔ Call off"), "call_off", session=session)
        door = option(_("🚪 Code for the door"), "door_code", session=session)
        return [roll_call, roster, door, off] if phase is Phase.OPEN else [roll_call, roster]
    if details.session.status is SessionStatus.CALLED_OFF and await make_up.has_no_date(chat.db, session):
        return [option(_("📅 Set a new date"), "make_up", session=session), roster]
    return [roster]


async def roster(chat: Chat) -> None:
    if chat.given("session") is None:
        mine = await courses.changeable_by(chat.db, chat.person)
        meant = await which_session(chat, mine, _("Of which session?"))
        return chat.go("roster", session=meant.session.id) if meant is not None else chat.go("my_sessions")
    details = await session_queries.details(chat.db, chat.given("session"))
    if details is None:
        return chat.go("past")
    if not await permissions.may_at_session(chat.db, chat.person, Right.SEE_NAMES, details):
        return chat.go("not_yours")
    roll = await attendance_roll.roster(chat.db, details)
    helpers = await session_queries.helpers(chat.db, details.session.id)
    seen = await consent.agreed(chat.db, [line.person.id for line in roll.lines], ConsentPurpose.PHOTOS)
    chat.say(
        lines(
            labels.session_line(details),
            *(_listed(line, in_photos=line.person.id in seen) for line in roll.lines),
            None if roll.lines else _("Nobody has taken a seat yet."),
            _("📷 agrees to be seen in photos; the others do not.") if seen else None,
            *(_("🙋 {name} helps", name=labels.person(helper)) for helper in helpers),
        ),
        option(_("🖨 On paper"), "paper_roll", session=details.session.id),
        option(_("🔙 The session"), "session_card", session=details.session.id),
    )


def _listed(line: RollLine, *, in_photos: bool) -> Text:
    name = verbatim(line.person.name) if line.person.name else labels.person(line.person)
    if in_photos:
        name = _("{name} 📷", name=name)
    if line.said_busy:
        return _("({n}) {name}, cannot come", n=line.n, name=name)
    return _("({n}) {name}", n=line.n, name=name)


FLOWS = (
    Flow(
        "my_sessions",
        my_sessions,
        commands=("sessions",),
        right=Right.REGISTER_COURSE,
        page=True,
        label=_("📋 Sessions"),
        phrases="""
            lịch lớp · các lớp · các buổi học · xem các buổi · lớp của khu phố tuần này · danh sách các lớp đang mở
            tuần này có lớp nào · my sessions · lịch dạy của khu phố · sắp tới có buổi nào
            khu phố mình đang có lớp gì · lịch tuần của khu phố · hôm nay có lớp nào · mấy lớp đang mở
            lịch các lớp · xem lớp · lớp tuần này · các lớp của khu phố · lịch học của khu phố
            phường mình có lớp nào · có bao nhiêu lớp sắp tới · xem lịch mở lớp · liệt kê các lớp
            lịch lớp của khu phố · sắp tới dạy những buổi nào · show all classes
            tuần này khu phố có buổi nào · xem các lớp đang chạy · lịch mở lớp · danh sách lớp
            phường đang có bao nhiêu lớp · cho xem lịch các lớp tuần tới · thống kê các lớp đang mở
            hôm nay có mấy lớp · tháng này khu phố mở những lớp nào · coi mấy lớp của chị
            mấy hôm nữa có lớp nào · khu mình tuần này có lớp chi · xem lịch lớp toàn phường
            cả phường tuần tới có những lớp nào · lịch các lớp trong phường
            sắp tới chị có buổi nào · lịch lớp tháng này của khu phố mình
        """,
    ),
    Flow("session_card", session_card, page=True),
    Flow(
        "roster",
        roster,
        page=True,
        label=_("📋 List of names"),
        asked_with=Right.SEE_NAMES,
        phrases="""
            danh sách lớp thứ tư · danh sách học viên · lớp VNeID có những ai · xem tên người học
            bao nhiêu người học lớp tối thứ tư · còn mấy chỗ trống · lớp đó đầy chưa · who signed up
            mấy bà con đăng ký lớp thứ bảy · in danh sách lớp · danh sách người học tối nay
            lớp thứ tư được mấy người · ai đăng ký lớp này · có ai đăng ký chưa · được mấy người đăng ký rồi
            bao nhiêu bà con ghi danh · lớp này có mấy người · coi danh sách lớp · người đăng ký gồm những ai
            mấy người ghi tên rồi
            lớp tối nay mấy người · bao nhiêu bà con đăng ký lớp · ds lớp thứ năm · danh sách người học lớp vneid
            ai ghi tên lớp này · lớp được bao nhiêu người rồi · còn trống mấy chỗ · còn nhiêu chỗ
            lớp đó đủ người chưa · tên học viên lớp chủ nhật · who is in the Wednesday class
            đưa anh danh sách học viên · lớp mai có ai học · ai học lớp chủ nhật · lớp được bao nhiêu bác rồi
            lop duoc may nguoi · lớp này ai học · gửi danh sách lớp cho anh · tên mấy bác trong lớp
            tối mai bao nhiêu người đăng ký · bà con ghi tên được mấy người · mấy bác học lớp tối thứ tư
            coi ai ghi danh · xem người học lớp này
            in tờ danh sách lớp giùm · bản giấy danh sách lớp
        """,
    ),
)
