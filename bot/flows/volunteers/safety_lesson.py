"""The safety lesson: two screens, one question, a pledge; required before a volunteer's first class."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.i18n import Text, _, lines
from bot.services.volunteers import safety_pledge

_SCREENS: tuple[Text, ...] = (
    lines(
        _("📱 Whose phone it is"),
        _("The learner holds it and presses. You point and explain, and wait."),
        _("🔑 Passwords, codes, papers"),
        _("Never ask for them, type them or take a picture of them. When one is typed, look away."),
    ),
    lines(
        _("💵 Money"),
        _("Take no money and no gifts, lend and borrow nothing, sell nothing. No apps for loans or investments."),
        _("🏠 At somebody's home"),
        _("Always two of you, or with the family there; say the code at the door. Anything strange: send «sự cố»."),
    ),
)
STEPS = 3  # the lesson, a question, the pledge
_HOME = option(_("🏠 Home"), "home")


async def safety_lesson(chat: Chat) -> None:
    """Continue with the flow `then`, started with the answers `given`."""
    if not await safety_pledge.is_given(chat.db, chat.person):
        if not await learn(chat):
            return chat.say(_("That is all right. Without it I cannot put you beside a learner."), _HOME)
        await safety_pledge.give(chat.db, chat.person)
    then = chat.given("then")
    if then is None:
        return chat.say(_("Thank you, I have noted your promise."), _HOME)
    chat.go(str(then), **(chat.given("given") or {}))


async def learn(chat: Chat, done: int = 0) -> bool:
    """Return whether they promise; `done` steps of a longer way were before."""
    of = done + STEPS
    for n, screen in enumerate(_SCREENS):
        await chat.choose(f"screen{n}", step(done + 1, of, screen), {"next": _("Understood ▸")})
    await _question(chat, done + 2, of)
    return await chat.confirm("pledge", step(done + 3, of, _pledge()), _("✅ I promise"), _("Not now"))


def step(n: int, of: int, what: Text) -> Text:
    return _("{n}/{of} · {what}", n=n, of=of, what=what)


async def _question(chat: Chat, n: int, of: int) -> None:
    asked = _("A learner asks you to type the code that has just come. What do you do?")
    options = {"type": _("Type it for them, that is quick"), "away": _("Look away, they type it themselves")}
    if await chat.choose("check", step(n, of, asked), options) == "type":
        again = lines(_("Careful: then you would know it. Somebody else's code is never typed by you."), asked)
        await chat.choose("check_again", step(n, of, again), {"away": options["away"]})


def _pledge() -> Text:
    return lines(
        _("One last thing. As a volunteer I promise:"),
        _("• I do not hold the learner's phone, they press themselves."),
        _("• I never ask for or type a password or a code."),
        _("• I take no money and no gifts."),
    )


FLOWS = (
    Flow(
        "safety_lesson",
        safety_lesson,
        right=Right.TAKE_SHIFTS,
        label=_("📖 The safety lesson"),
        phrases="""
            bài học an toàn · em học bài an toàn ở đâu · xem lại bài an toàn · bài cam kết · safety lesson
            làm bài an toàn · học an toàn trước khi kèm · cam kết an toàn
            em học bài an toàn · cho em làm bài an toàn · bài an toàn em chưa làm · hoc bai an toan
            mở bài học an toàn · bài cam kết ở đâu
        """,
    ),
)
