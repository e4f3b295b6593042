"""Times in a text are marked where the platform has marks for them; the words are the same with and without."""

from datetime import timedelta

from bot import clock
from bot.channels.channel import Sent
from bot.channels.telegram.channel import Telegram
from bot.chat.message import Outgoing
from bot.chat.render import Capabilities, fit
from bot.i18n import DateTimeSpan, Reader, Text, _, lines, verbatim
from tests.fake_telegram import FakeTelegram, Person
from tests.fake_telegram.faults import Fault
from tests.fake_telegram.refusals import bad

AN = Reader("vi", "bac", "An")


def reminder() -> Text:
    when = clock.now() + timedelta(days=1)
    return lines(verbatim("📘 Chống lừa đảo"), _("📅 {when}", when=when))


def said(words: str, moment: DateTimeSpan) -> str:
    """What stands at that place, counted as the platform counts."""
    return words.encode("utf-16-le")[moment.offset * 2 : (moment.offset + moment.length) * 2].decode("utf-16-le")


def test_the_place_of_a_time_is_counted_as_the_platform_counts() -> None:
    words, (moment,) = reminder().with_moments(AN)
    assert words == reminder().for_(AN)
    assert said(words, moment) == "9 giờ sáng mai, thứ Ba 24/11"
    assert moment.at == int((clock.now() + timedelta(days=1)).timestamp())


def test_what_a_person_wrote_marks_nothing() -> None:
    words, moments = verbatim("\ue00099\ue001giả\ue002").with_moments(AN)
    assert (words, moments) == ("99giả", ())
    words, moments = _("{name}", name="\ue00099\ue001giả\ue002").with_moments(AN)
    assert moments == ()


def test_a_message_goes_through_the_outbox_with_its_moments() -> None:
    words, moments = reminder().with_moments(AN)
    assert Outgoing.from_json(Outgoing(words, moments=moments).as_json()).moments == moments


def test_what_is_cut_into_pieces_is_plain() -> None:
    words, moments = reminder().with_moments(AN)
    assert all(not piece.moments for piece in fit(Outgoing(words, moments=moments), Capabilities(0, text_limit=20)))


async def test_a_time_is_marked(telegram: Telegram, hoa: Person) -> None:
    words, moments = reminder().with_moments(AN)
    sent = await telegram.send(str(hoa.id), Outgoing(words, moments=moments))
    assert isinstance(sent, Sent)
    (entity,) = hoa.messages[-1].body["entities"]
    assert (entity["type"], entity["unix_time"]) == ("date_time", moments[0].at)
    assert said(words, DateTimeSpan(entity["offset"], entity["length"], 0)) == "9 giờ sáng mai, thứ Ba 24/11"
    await telegram.send(str(hoa.id), Outgoing(f"Dời: {words}"), sent.message_id)
    assert "entities" not in hoa.messages[-1].body


async def test_a_server_without_such_marks_gets_the_words(tg: FakeTelegram, telegram: Telegram, hoa: Person) -> None:
    words, moments = reminder().with_moments(AN)
    tg.next("sendMessage", Fault(refusal=bad("can't parse entities: unsupported entity type")))
    assert isinstance(await telegram.send(str(hoa.id), Outgoing(words, moments=moments)), Sent)
    assert hoa.messages[-1].text == words
    assert "entities" not in hoa.messages[-1].body
