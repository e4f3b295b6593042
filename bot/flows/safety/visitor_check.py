"""«Có phải người của mình không?», and the code of the day that visitors say at a door."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent
from bot.domain.safety.visitor_codes import Verdict
from bot.flows.questions.heard import facts_of
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import permissions
from bot.services.safety import visitor_check
from bot.services.safety.visitor_check import VisitorAnswer
from bot.storage import session_queries
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup, Ward

_HOME = option(_("🏠 Home"), "home")
_PERSON = option(_("🙋 Talk to a person"), "person")
_INCIDENT = option(_("🚨 Tell of an incident"), "incident")
_LONGEST = 60


async def verify(chat: Chat) -> None:
    typed = (
        chat.given("typed")
        or _heard(chat)
        or await chat.ask(
            "who",
            _("What name or code did they tell you?"),
            lambda words: words.strip()[:_LONGEST] or None,
            example=_("for example: Hương, or SEN-4827"),
        )
    )
    answer = await visitor_check.check(chat.db, chat.person, str(typed))
    match answer.verdict:
        case Verdict.YES:
            chat.say(await _yes(chat, answer), _HOME, _INCIDENT)
        case Verdict.NO:
            chat.say(_no(answer), _INCIDENT, _PERSON)
        case Verdict.KNOWN:
            chat.say(await _known(chat, answer), *await _ways_of_the_known(chat, answer))
        case Verdict.UNKNOWN:
            chat.say(_unknown(), _INCIDENT, _PERSON)
        case Verdict.TOO_OFTEN:
            chat.say(_("So many questions in a row: please wait an hour, or talk to a person."), _PERSON)


def _heard(chat: Chat) -> str | None:
    people = facts_of(chat).people
    return people[0].name if len(people) == 1 else None


async def my_code(chat: Chat) -> None:
    found = await visitor_check.code_of_today(chat.db, chat.person)
    if found is None:
        return chat.go("not_yours")
    chat.say(
        lines(
            _("🔑 Your code for today: {code}.", code=found.code),
            _("Say it when you come to somebody: they send it to this assistant and see that you are one of us."),
        ),
        _HOME,
    )


async def _yes(chat: Chat, answer: VisitorAnswer) -> Text:
    if answer.visitor is None or answer.role is None or answer.until is None:
        raise ValueError("a yes without a visitor")
    name, title = labels.person(answer.visitor), await _title(chat, answer.role)
    approved = await _approved_by(chat, answer.role)
    return lines(
        _("✅ Yes: {name} is {title}.", name=name, title=title),
        _("👤 Approved by {name}.", name=labels.person(approved)) if approved is not None else None,
        _when(answer),
        _("They never ask for money, papers, passwords or codes."),
    )


def _when(answer: VisitorAnswer) -> Text:
    if answer.expected is None:
        return _("The code is good until the end of today.")
    if answer.by_code:
        return _("You are to meet {when}.", when=answer.expected.at)
    return _(
        "You are to meet {when}. Ask for the code too: {code}.", when=answer.expected.at, code=answer.expected.code
    )


def _no(answer: VisitorAnswer) -> Text:
    if answer.expected is None:
        return lines(_("❌ No: not one of us today."), _keep_away())
    name = labels.person(answer.expected.visitor)
    when = answer.expected.at
    return lines(_("❌ No: you are expecting {name}, {when}, and nobody else.", name=name, when=when), _keep_away())


async def _known(chat: Chat, answer: VisitorAnswer) -> Text:
    if answer.visitor is None or answer.role is None:
        raise ValueError("known without a visitor")
    return lines(
        _("{name} is {title}.", name=labels.person(answer.visitor), title=await _title(chat, answer.role)),
        _("But nobody is to come to your home today: a name proves nothing."),
        _("Please do not open the door, and hand your phone to nobody."),
    )


async def _ways_of_the_known(chat: Chat, answer: VisitorAnswer) -> tuple[Option, ...]:
    leaders = await session_queries.leaders(chat.db, chat.person.group_id) if chat.person.group_id else []
    others = [one for one in leaders if answer.visitor is None or one.id != answer.visitor.id]
    tell = option(_("🙋 Tell {name}", name=labels.person(others[0])), "person") if others else _PERSON
    return tell, _INCIDENT


def _unknown() -> Text:
    return lines(_("❓ I do not know them: please treat them as a stranger."), _keep_away())


def _keep_away() -> Text:
    return _("Give no money, no papers and no codes. In danger please call 113.")


async def _title(chat: Chat, role: Role) -> Text:
    if role.group_id is not None:
        return permissions.title(role.kind, labels.group(await chat.db.get_one(ResidentialGroup, role.group_id)))
    if role.ward_code is not None:
        return permissions.title(role.kind, verbatim((await chat.db.get_one(Ward, role.ward_code)).name))
    return labels.ROLES[role.kind]


async def _approved_by(chat: Chat, role: Role) -> Person | None:
    return await chat.db.get(Person, role.decided_by_id) if role.decided_by_id is not None else None


FLOWS = (
    Flow(
        "verify",
        verify,
        commands=("xacminh", "verify"),
        intent=Intent.VERIFY,
        label=_("🔎 Is this one of us?"),
        phrases="""
            có phải người của lớp không · người này có phải người của mình không · kiểm tra giùm người tới nhà
            xác minh người lạ · bạn Hương có phải tình nguyện viên không · có đúng là người của khu phố không
            verify a visitor · cho hỏi anh này có phải người bên mình không
            hỏi giùm bạn này có phải của lớp không · bạn đó có trong lớp không · người này đúng của phường không
            check giùm người này · is this person from the class
            bạn này có phải người của lớp không · anh này có thiệt của phường không · kiểm tra giùm bạn Hương
            có đúng tình nguyện viên không · người ta nói là người của phường có đúng không
            xác minh giùm người này · hỏi coi bạn này có thiệt không
            người hôm bữa gọi có đúng bên lớp không · có cô kia xưng là của lớp đúng không con
            ai đó gọi nói là tình nguyện viên thiệt không
        """,
    ),
    Flow(
        "my_code",
        my_code,
        commands=("macuatoi", "mycode"),
        intent=Intent.MY_CODE,
        label=_("🔑 My code for today"),
        asked_with=Right.TAKE_SHIFTS,
        phrases="""
            mã hôm nay · mã của em · cho em mã hôm nay · em đọc mã gì khi tới nhà bác · my code · mã để tới nhà
            mã của em bữa nay · mã đọc khi tới nhà · mã tới nhà cô Sáu · cho em mã · today's code
            mã tới nhà bác · cho em xin mã để tới nhà · mã của em là gì · ma cua em · hôm nay mã em số mấy
            mã đọc cho bác nghe
        """,
    ),
)
