"""«Cần 3 bạn, tối thứ Tư»: asking the area's organisations for helpers."""

from collections.abc import Sequence

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.parsing.helper_request import MOST, HelperRequest, read_need
from bot.domain.parsing.time import Either, SaidPart, Spoken, UnclearTime
from bot.domain.shifts import part_of
from bot.domain.vietnamese import fold
from bot.flows.questions.heard import facts_of, words_of
from bot.flows.questions.when import HINTS
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import permissions
from bot.services.volunteers import organisation_requests
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails

_HOME = option(_("🏠 Home"), "home")
_OFFERED, _NEW = (1, 2, 3, 5), 0


async def ask_organisations(chat: Chat) -> None:
    need = read_need(str(chat.given("payload") or words_of(chat)), clock.local(clock.now()))
    details = await _session(chat, need)
    if details is None:
        return None
    if not (near := await organisation_requests.organisations_near(chat.db, details.group.ward_code)):
        return chat.say(
            lines(
                _("No organisation of the area works with me yet, so there is nobody I could ask."),
                _("I will go on asking the volunteers I know."),
            ),
            option(_("🙋 Talk to a person"), "person"),
            _HOME,
        )
    n = need.n if need is not None else await _how_many(chat)
    rest = await _rest(chat, details, need)
    read_back = lines(
        n_("I ask for one person:", "I ask for {n} people:", n),
        labels.session(details),
        organisation_requests.and_later(len(rest)),
        _("This goes to: {names}", names=verbatim(", ".join(one.name for one in near))),
    )
    if not await chat.confirm("sure", read_back, _("📣 Ask them"), _("Leave it")):
        return chat.say(_("All right, I will ask nobody."), _HOME)
    session, whole = details.session.id, bool(rest)
    _wanted, act = await organisation_requests.ask(chat.db, chat.person, session, n, whole=whole)
    chat.say(
        _("They have been asked. I will tell you who is sent, and when there are enough."),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("👀 Who comes?"), "who_comes", session=details.session.id),
        _HOME,
    )
    return None


async def _rest(chat: Chat, details: SessionDetails, need: HelperRequest | None) -> Sequence[SessionDetails]:
    later = await organisation_requests.later(chat.db, details)
    whole = need.whole if need is not None else None
    if not later or whole is not None:
        return later if whole else []
    question = n_("This class has one more session after it.", "This class has {n} more sessions after it.", len(later))
    extents = {"all": _("📅 The whole class"), "one": _("1️⃣ This session only")}
    chosen = await chat.choose("extent", lines(question, _("For which do you need people?")), extents)
    return later if chosen == "all" else []


async def who_comes(chat: Chat) -> None:
    session = int(chat.given("session") or 0)
    wanted, helpers = await organisation_requests.who_comes(chat.db, chat.person, session)
    come, is_short = sum(one.comes for one in helpers), wanted.shift.filled < wanted.shift.needed
    chat.say(
        lines(
            labels.session_line(wanted.details),
            _("Helpers who have said yes: {come} of {needed}.", come=come, needed=wanted.shift.needed),
            *(organisation_requests.line(one) for one in helpers),
        ),
        option(_("🔄 Look again"), "who_comes", session=session),
        *((option(_("🙋 Ask for more people"), "ask_organisations", session=session),) if is_short else ()),
        _HOME,
    )


async def _session(chat: Chat, need: HelperRequest | None) -> SessionDetails | None:
    if chat.given("session"):
        known = await session_queries.details(chat.db, int(chat.given("session")))
        if known is None:
            chat.go("past")
        return known
    ahead = await organisation_requests.ahead(chat.db, chat.person)
    fitting = [one for one in ahead if need is None or _fits(one, need)]
    named = facts_of(chat).group
    meant = None if named is None else (named.kind, fold(named.name))
    fitting = [one for one in fitting if (one.group.kind, one.group.search_name) == meant] or fitting
    if need is not None and isinstance(need.when, UnclearTime):
        chat.say(HINTS[need.when])
    if (need is not None or meant is not None) and len(fitting) == 1:
        return fitting[0]
    if not fitting and need is not None and await permissions.holds(chat.db, chat.person, Right.REGISTER_COURSE):
        return await _then(chat, need, ahead)
    if not ahead:
        chat.say(
            _("Your group has no class ahead yet. Register it first, then I will ask for people."),
            option(_("➕ Register a class"), "register_course"),
            _HOME,
        )
        return None
    question = _("Which class needs people?") if fitting else _("I find no class of yours then. For which of these?")
    chosen = await chat.choose("class", question, labels.session_lines(fitting or ahead))
    return next((one for one in ahead if one.session.id == chosen), None)


async def _then(chat: Chat, need: HelperRequest, ahead: Sequence[SessionDetails]) -> SessionDetails | None:
    """Make the date for which people are wanted, unless it is one of the classes there are."""
    new: dict[int, Text] = {_NEW: _("➕ Make a class of it")}
    question = _("No class is planned then. Shall I make one, and ask for people at once?")
    chosen = await chat.choose("class", question, {**new, **labels.session_lines(ahead)})
    if chosen == _NEW:
        chat.go("register_course", payload=need.rest, people=need.n)
    return next((one for one in ahead if one.session.id == chosen), None)


def _fits(details: SessionDetails, need: HelperRequest) -> bool:
    if need.when is None or isinstance(need.when, UnclearTime):
        return True
    choices = need.when.choices if isinstance(need.when, Either) else (need.when,)
    return any(_is_then(details, one) for one in choices)


def _is_then(details: SessionDetails, said: Spoken) -> bool:
    starts = clock.local(details.session.starts_at)
    # «Tối nay, tối thứ Tư»: noon counts as afternoon, as on the volunteers' form.
    part = SaidPart.AFTERNOON if said.part is SaidPart.NOON else said.part
    return (
        (said.day is None or said.day == starts.date())
        and (said.time is None or said.time == starts.time())
        and (part is None or part.value == part_of(starts.hour).value)
    )


async def _how_many(chat: Chat) -> int:
    offered = {n: n_("{n} person", "{n} people", n) for n in _OFFERED}
    beyond = _("I can ask for up to {n} people.", n=MOST)
    return await chat.ask_amount(
        "n", _("How many people more do you need?"), offered, MOST, beyond, _("for example: 4")
    )


FLOWS = (
    Flow(
        "ask_organisations",
        ask_organisations,
        commands=("nhonguoi", "askpeople"),
        right=Right.ASK_ORGANISATIONS,
        label=_("🙋 Ask organisations for people"),
        phrases="""
            xin tình nguyện viên · cần thêm người hỗ trợ · nhờ đoàn thanh niên cử người · nhờ tổ chức cử người
            cần 2 bạn phụ lớp tối thứ tư · lớp đông quá thiếu người dạy · xin thêm người kèm · ask for volunteers
            lớp chưa có ai dạy · cần người đứng lớp thứ bảy · kiếm giùm chị mấy bạn phụ · không đủ người hướng dẫn
            gửi người xuống hỗ trợ · thiếu tình nguyện viên quá · lớp thiếu người phụ
            xin mấy bạn tình nguyện xuống giúp lớp · không có ai kèm bà con · cần thêm 3 bạn phụ lớp
            kiếm người kèm cho lớp thứ tư · xin 5 tình nguyện viên · chưa đủ người dạy
            xin mấy em sinh viên xuống phụ · thêm vài bạn tình nguyện viên phụ lớp · thiếu người đứng lớp
            nhờ hội phụ nữ giúp người · cần người kèm cho lớp thứ bảy · xin 2 bạn tình nguyện viên lớp chủ nhật
            lớp đông cần thêm người · we need two volunteers · kiếm người phụ lớp giùm
            kiếm người phụ giùm anh · cần thêm hai người phụ lớp · xin 3 bạn xuống dạy phụ · cần sinh viên phụ lớp
            lớp này cần thêm bạn phụ · nhờ đoàn cho mấy bạn xuống · nhờ cử hai bạn hướng dẫn
            thiếu người chỉ bà con · xin nguoi phu lop · can them tinh nguyen vien · đề nghị hỗ trợ tình nguyện viên
            đề nghị cử người hỗ trợ lớp · xin hỗ trợ 2 bạn tối mai · cần mấy đứa nhỏ phụ lớp
            kiếm thêm bạn trẻ phụ · cần 4 bạn cho lớp sáng thứ bảy · bà con đông mà ít người chỉ
            xin thêm bạn đứng lớp · lớp chưa đủ bạn phụ
            mượn mấy em sinh viên của trường xuống phụ · nhờ trường cho vài em
        """,
    ),
    Flow("who_comes", who_comes, right=Right.ASK_ORGANISATIONS, page=True),
)
