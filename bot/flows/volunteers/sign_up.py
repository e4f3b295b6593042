"""«Tôi muốn làm tình nguyện viên»: topics, free half-days, and a pledge."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import SMARTPHONES, PhoneType, RoleStatus
from bot.domain.topics import Topic
from bot.flows.questions.usual_times import TIMES
from bot.flows.questions.where import ask_group, ask_ward
from bot.flows.volunteers.safety_lesson import STEPS as LESSON_STEPS
from bot.flows.volunteers.safety_lesson import learn, step
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import permissions
from bot.services.people import profile
from bot.services.roles import volunteer_signup
from bot.services.roles.volunteer_signup import SignUpForm
from bot.services.volunteers import safety_pledge
from bot.storage.tables.people import Role
from bot.storage.tables.places import Organisation, ResidentialGroup

_STEPS = 3  # topics, phones, times
_ALL = "all"
_PHONES = {
    "android": (_("Android"), (PhoneType.ANDROID,)),
    "iphone": (_("iPhone"), (PhoneType.IPHONE,)),
    "both": (_("Both"), SMARTPHONES),
}


async def volunteer(chat: Chat) -> None:
    invitation = chat.given("invitation")
    if not profile.is_known(chat.person):
        brought = {"invitation": invitation} if invitation else {}
        return chat.go("welcome", then="volunteer", **brought)
    role = await permissions.volunteer_role(chat.db, chat.person)
    organisation = await volunteer_signup.organisation_inviting(chat.db, invitation)
    if role is not None and not chat.given("again"):
        return await _as_it_stands(chat, role, invitation if organisation is not None else None)
    group = await _group(chat, role, invitation) if organisation is None else None
    promised = await safety_pledge.is_given(chat.db, chat.person)
    form = await _form(chat, _STEPS if promised else _STEPS + LESSON_STEPS)
    if not promised:
        if not await learn(chat, _STEPS):
            return chat.say(_("All right, I have kept nothing of it."), option(_("🏠 Home"), "home"))
        await safety_pledge.give(chat.db, chat.person)
    joined = await volunteer_signup.join(chat.db, chat.person, group, form, invitation)
    if joined is None:
        used_up = _("Somebody has just used this code. Please ask for another one.")
        return chat.say(used_up, option(_("🏠 Home"), "home"))
    if joined.role.status is RoleStatus.ACTIVE:
        return await _as_it_stands(chat, joined.role)
    chat.say(await _waiting(chat, joined.role), option(_("↩️ Undo"), "undo", act=joined.act.id))


async def _form(chat: Chat, steps: int) -> SignUpForm:
    topics = await chat.choose_many(
        "topics",
        step(1, steps, _("Which topics can you teach? Choose one or more.")),
        {_ALL: _("All of them"), **{topic.value: labels.topic(topic) for topic in Topic}},
    )
    phones = await chat.choose(
        "phones",
        step(2, steps, _("Which phones do you know?")),
        {key: label for key, (label, _types) in _PHONES.items()},
    )
    times = await chat.choose_many("times", step(3, steps, _("When are you usually free? Choose one or more.")), TIMES)
    taught = tuple(Topic) if _ALL in topics else tuple(Topic(topic) for topic in topics)
    return SignUpForm(taught, _PHONES[phones][1], times)


async def _group(chat: Chat, role: Role | None, invitation: str | None) -> ResidentialGroup:
    """Return the group invited to, served already, lived in, or chosen, in this order."""
    invited = await volunteer_signup.invited_to(chat.db, invitation)
    if invited is not None:
        return invited
    known = chat.person.group_id if role is None else role.group_id
    own = await chat.db.get(ResidentialGroup, known) if known is not None else None
    if own is not None and role is not None:
        return own
    if own is not None and await chat.confirm(
        "own",
        _("Would you like to help in {group}?", group=labels.group(own)),
        _("Yes, there"),
        _("Somewhere else"),
    ):
        return own
    chat.say(_("Where would you like to help?"))
    return await ask_group(chat, await ask_ward(chat))


async def _as_it_stands(chat: Chat, role: Role, invitation: str | None = None) -> None:
    role = await volunteer_signup.invited(chat.db, chat.person, invitation) or role
    if role.status is RoleStatus.REQUESTED:
        return chat.say(
            await _waiting(chat, role),
            option(_("✏️ Change my answers"), "volunteer", again=True),
            option(_("🏠 Home"), "home"),
        )
    chat.say(
        await _thanks(chat, role),
        option(_("🗓 Classes that need somebody"), "take_shift"),
        option(_("🤝 My shifts"), "my_shifts"),
        option(_("👥 Teach somebody alone"), "coach"),
        option(_("✏️ Change my answers"), "volunteer", again=True),
    )


async def _thanks(chat: Chat, role: Role) -> Text:
    if role.group_id is not None:
        group = await chat.db.get_one(ResidentialGroup, role.group_id)
        return _("You are a volunteer in {group}. Thank you!", group=labels.group(group))
    if role.organisation_id is not None:
        name = (await chat.db.get_one(Organisation, role.organisation_id)).name
        return lines(
            _("You are a volunteer of {organisation}. Thank you!", organisation=verbatim(name)),
            _("When somewhere needs people, they ask you here; each time you say yes or no yourself."),
        )
    return _("You are a volunteer. Thank you!")


async def _waiting(chat: Chat, role: Role) -> Text:
    if role.organisation_id is not None:
        name = verbatim((await chat.db.get_one(Organisation, role.organisation_id)).name)
        waiting = _(
            "Thank you, {ten}! ⏳ Waiting for approval by whoever speaks for {organisation}.", organisation=name
        )
    else:
        group = await chat.db.get_one(ResidentialGroup, role.group_id)
        waiting = _("Thank you, {ten}! ⏳ Waiting for approval by the leader of {group}.", group=labels.group(group))
    return lines(
        waiting,
        _("I will write as soon as there is an answer. Until then you are on no class's list."),
    )


FLOWS = (
    Flow(
        "volunteer",
        volunteer,
        commands=("volunteer",),
        intent=Intent.VOLUNTEER,
        label=_("🤝 I want to help as a volunteer"),
        phrases="""
            tôi muốn làm tình nguyện viên · đăng ký tình nguyện · xin làm tình nguyện viên · em muốn phụ dạy các bác
            em là đoàn viên muốn phụ lớp · em muốn giúp người lớn tuổi học điện thoại · cho em tham gia dạy
            muốn làm trợ giảng · em là sinh viên muốn tham gia dạy · làm sao để thành tình nguyện viên · volunteer
            I want to volunteer · em muốn đi dạy bà con · tôi muốn phụ giúp lớp học · tham gia đội tình nguyện
            em là đoàn viên muốn phụ · em muốn làm tnv · muốn giúp bà con học · cho em đăng ký làm tình nguyện
            em xin tham gia dạy mấy cô mấy bác
            muốn tham gia dạy bà con · xin vô đội tình nguyện · em là sinh viên muốn giúp · I want to help teach
            tui rành điện thoại để tui chỉ bà con · cho em tham gia hỗ trợ lớp
            em xin vào đội tình nguyện · làm tình nguyện viên thì đăng ký sao · cho em làm tình nguyện với
            em muốn tham gia hỗ trợ bà con · dang ky tinh nguyen vien · muốn phụ dạy thì làm sao
            tôi về hưu muốn phụ lớp · em học đại học muốn phụ dạy điện thoại
            tôi muốn tham gia tình nguyện dạy người già · mình xin vô đội dạy mấy cụ
        """,
    ),
)
