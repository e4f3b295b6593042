"""«Gặp người»: a human calls back."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.intents import Intent
from bot.domain.people.phones import phone, shown
from bot.domain.settings import SettingKind
from bot.i18n import Text, _, lines, verbatim
from bot.services.calls import callback as helping
from bot.services.people import profile, settings
from bot.services.privacy import my_data as data

_HOME = option(_("🏠 Home"), "home")


async def person(chat: Chat) -> None:
    caller = await helping.call_back(chat.db, chat.person)
    ways = [_HOME]
    if profile.is_known(chat.person) and chat.person.phone is None:
        ways.insert(0, option(_("📱 Leave my number"), "my_number"))
    at_once = await _number_of_the_ward(chat)
    if caller is None:
        noted = _("I have noted that you want to talk to a person. Somebody in charge will see it.")
        return chat.say(lines(noted, at_once), *ways)
    chat.say(lines(_("I have told {name}, who will call you back.", name=labels.person(caller)), at_once), *ways)


async def _number_of_the_ward(chat: Chat) -> Text | None:
    ward_code = chat.person.ward_code
    number = await settings.words(chat.db, SettingKind.PHONE, ward_code) if ward_code is not None else None
    return None if number is None else _("If it cannot wait, please call {number}.", number=verbatim(number))


async def my_number(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="my_number")
    number = await chat.ask(
        "number",
        _("Which telephone number shall we call?"),
        phone,
        example=_("for example: 0912 345 678"),
        contact=_("📱 Send my number"),
    )
    before = data.values_of(chat.person, "number")
    await helping.number_left(chat.db, chat.person, number)
    back = option(_("↩️ Undo"), "put_back", what="number", before=before)
    chat.say(_("I have noted {number}. Only whoever calls you back sees it.", number=shown(number)), back, _HOME)


FLOWS = (
    Flow(
        "person",
        person,
        commands=("person",),
        intent=Intent.HUMAN,
        aside=True,
        label=_("🙋 Talk to a person"),
        phrases="""
            gặp người · cho tôi gặp người phụ trách · tôi muốn nói chuyện với người thật · gọi lại giúp tôi
            kêu ai gọi cho tôi đi · cho xin số điện thoại người phụ trách · nhờ cô Lan gọi cho bà
            cho tôi nói chuyện với cán bộ · tôi muốn gặp trưởng khu phố · có ai ở đó không
            nhờ người thật trả lời giùm · talk to a person · call me back · tôi cần người giúp · gọi điện cho tôi
            nói chuyện với trưởng khu phố · con nhờ ai đó gọi lại giùm bà · cho tôi hỏi một chút
            gọi giùm cô phụ trách · muốn gặp người thật · cho nói chuyện với người · gọi cho bà đi con · nhờ gọi lại
            cho gặp chị phụ trách lớp
            gọi lại cho anh · gọi điện cho chị chút · kêu người phụ trách gọi tui · cho xin số của cô phụ trách
            cho gặp ai đó nói chuyện · tui muốn gặp người thiệt · gọi tui gấp · liên hệ ai bây giờ
            call me back please · gọi giùm em cái · nói chuyện trực tiếp được không
            gọi cho tui · gọi lại bà đi con · gọi giùm bà cái · cho tui gặp ai đó · cần gặp cán bộ phường
            cho xin số người phụ trách · cho nói chuyện với ai đó · goi cho toi · gap nguoi phu trach
            kêu cô Lan gọi tui · cần hỏi người phụ trách · cho anh gặp kỹ thuật · liên hệ người phụ trách sao
            cho xin liên lạc của cô giáo · xin số thầy dạy lớp của má · liên lạc với thầy cô lớp học
        """,
    ),
    Flow("my_number", my_number),
)
