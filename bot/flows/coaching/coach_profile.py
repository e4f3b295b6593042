"""What a volunteer offers for one-to-one lessons, and who vouches for them."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.coaching import Language, Reach
from bot.domain.understanding.amount import Counted
from bot.errors import NotAllowed
from bot.i18n import Text, _, n_
from bot.services.coaching import coaches
from bot.services.coaching.coaches import CoachForm
from bot.services.people import profile

_REACH: dict[str, Text] = {
    Reach.GROUP: _("In my own group"),
    Reach.WARD: _("In the whole ward"),
    Reach.NEIGHBOURS: _("In the wards beside it, too"),
}
_LANGUAGES: dict[str, Text] = {
    Language.VIETNAMESE: _("Vietnamese"),
    Language.KHMER: _("Vietnamese and Khmer"),
    Language.CHINESE: _("Vietnamese and Chinese"),
}
_GENDERS = {"f": _("A woman"), "m": _("A man"), "": _("I would rather not say")}
_LIMITS = (1, 2, 4)
_DAYS = 7


async def coach(chat: Chat) -> None:
    reach = Reach(await chat.choose("reach", _("How far would you go to teach somebody alone?"), _REACH))
    offered = {one: n_("Once a week", "{n} times a week", one) for one in _LIMITS}
    beyond = _("Up to {n} times a week, please.", n=_DAYS)
    limit = await chat.ask_amount(
        "limit", _("How often at most?"), offered, _DAYS, beyond, _("for example: 3"), Counted.TIMES
    )
    home_visits = await chat.confirm(
        "home_visits",
        _("Would you also go to people's homes? Always two together, or with the family there."),
        _("🏠 Yes"),
        _("🏛 Rather in public places"),
    )
    language = Language(await chat.choose("language", _("Which languages do you speak well?"), _LANGUAGES))
    languages = tuple(dict.fromkeys((Language.VIETNAMESE, language)))
    form = CoachForm(reach, home_visits, limit, languages, await _gender(chat))
    try:
        waits = await coaches.write_down(chat.db, chat.person, form)
    except NotAllowed:
        return chat.go("volunteer")
    chat.say(
        _("Thank you, {ten}! ⏳ Somebody in charge still has to vouch for you; then I will write.")
        if waits
        else _("Thank you, {ten}! I will write when somebody needs you."),
        option(_("🏠 Home"), "home"),
    )


async def vouch(chat: Chat) -> None:
    person, act = await coaches.vouch(chat.db, chat.person, int(chat.given("person") or 0))
    if act is None:
        return chat.say(_("{name} is already vouched for.", name=labels.person(person)))
    chat.say(
        _("Thank you. {name} may now teach people alone.", name=labels.person(person)),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🏠 Home"), "home"),
    )


async def _gender(chat: Chat) -> str | None:
    if profile.gender_of(chat.person) is not None:
        return None
    question = _("Some people feel easier with a woman, or with a man. Which are you?")
    return await chat.choose("gender", question, _GENDERS) or None


FLOWS = (
    Flow(
        "coach",
        coach,
        commands=("coach",),
        right=Right.COACH,
        label=_("👥 Teach somebody alone"),
        phrases="""
            em muốn kèm riêng · em nhận kèm tại nhà · em muốn kèm một bác · đăng ký kèm riêng một người
            kèm một thầy một trò · em có thể tới nhà dạy · coach one person
            nhận kèm một bác gần nhà · em muốn tới nhà dạy một bác · xin kèm riêng một người
            em nhận kèm một bác tại nhà · cho em kèm riêng một cô · em muốn kèm một người
            em tới nhà chỉ cho bác được · nhan kem rieng · em dạy kèm một mình bác đó được
            em xin kèm một ông gần nhà
            người em kèm tên gì · em đang kèm riêng ai · nhà bác em kèm ở đâu
        """,
    ),
    Flow("vouch", vouch),
)
