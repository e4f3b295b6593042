"""Somebody is not here any more: taken out of the book, kindly and at once."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.understanding.frame import TOPIC
from bot.domain.understanding.words import listed
from bot.flows.register import of_book
from bot.i18n import Text, _, lines
from bot.services.register import departures, register
from bot.services.register.departures import Departure

_BOOK = option(_("📖 The book"), "book")
_WHY = {
    Departure.DIED: _("🕯 Has passed away"),
    Departure.MOVED: _("🏠 Has moved away"),
    Departure.STOPPED: _("🌿 Does not want to learn any more"),
}
_LEAVE_IT = "leave_it"


async def take_out(chat: Chat) -> None:
    if chat.given("person") is None:
        who = await of_book.meant(chat)
        return of_book.nobody(chat) if who is None else chat.go("take_out", person=who)
    found = await register.person_of(chat.db, chat.person, chat.given("person"))
    if found is None:
        return chat.go("past")
    person, _group = found
    name = labels.in_full(person)
    asked: dict[str, Text | str] = {why.value: words for why, words in _WHY.items()}
    why = await chat.choose(
        "why",
        lines(
            _("What has become of {name}?", name=name),
            _("I will then write to nobody about them any more; what they came to stays counted."),
        ),
        {**asked, _LEAVE_IT: _("Leave it")},
    )
    if why == _LEAVE_IT:
        return chat.say(_("All right, nothing was changed."), _BOOK)
    act = await departures.take_out(chat.db, chat.person, person, Departure(why))
    if act is None:
        return chat.go("past")
    condolence = _("My condolences to you and to the family.") if why == Departure.DIED else None
    chat.say(
        lines(condolence, _("{name} is not in the book any more, and nobody has to call.", name=name)),
        option(_("↩️ Undo"), "undo", act=act.id),
        _BOOK,
    )


FLOWS = (
    Flow(
        "take_out",
        take_out,
        label=_("🍂 Is not here any more"),
        asked_with=Right.KEEP_BOOK,
        # «Bà Tư mất điện thoại», «mất 5 triệu»
        never_with=listed("phone máy may tiền tien ví thẻ giấy sóng mạng mang sim xe triệu trieu đồng dong") | {TOPIC},
        phrases="""
            bà Năm mới mất · ông Ba qua đời rồi · bà Tư mất tuần rồi gạch tên giùm · cụ Sáu mất rồi
            ông Bảy chuyển đi nơi khác rồi · cô Hạnh dọn về quê luôn · bà Út dời nhà qua phường khác
            gạch tên bà Năm khỏi sổ · xóa ông Tám khỏi sổ khu phố · bỏ tên chú Hai ra khỏi sổ
            cô Ba không còn ở đây nữa · bà Chín đi theo con ra Hà Nội ở luôn rồi · ông Sáu hết ở khu phố mình
            ba Nam moi mat · ong Ba chuyen nha roi · Mrs Tu has moved away · take Mr Ba out of the book
            bà Mười không muốn ai gọi nữa gạch tên đi
        """,
    ),
)
