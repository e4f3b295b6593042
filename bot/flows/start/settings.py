"""Settings: reminders, language, form of address, and the way to personal data."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import ContactWish, RoleKind
from bot.domain.understanding.name import read_form
from bot.i18n import Text, _, lines, verbatim
from bot.i18n.catalogs import CHOICE, LANGUAGES
from bot.services.people import identity, profile
from bot.services.privacy import my_data as data

_HOME = option(_("🏠 Home"), "home")
_NO_REMINDERS = _(
    "From now on I will send you no reminders. Your places in class stay. To have them back, send: NHẮC TÔI."
)
_NO_REMINDERS_TO_HELPERS = _(
    "From now on I will send you no reminders. The sessions you have taken on stay. To have them back, send: NHẮC TÔI."
)


async def settings(chat: Chat) -> None:
    reminded = chat.person.reminders_stopped_at is None
    chat.say(
        lines(
            _("🔔 Reminders: I will write before each class.") if reminded else _("🔕 Reminders: none."),
            _("🗣 I address you like this."),
            _("🌐 Language: English."),
        ),
        option(_("🔕 Stop reminding"), "stop") if reminded else option(_("🔔 Remind me"), "remind_me"),
        option(_("🗣 Address me differently"), "addressed"),
        option(_("🌐 {languages}", languages=verbatim(CHOICE)), "language"),
        option(_("📱 My phones"), "phones"),
        *((option(_("✉️ Write and call"), "any_contact"),) if chat.person.contact_wish else ()),
    )


async def addressed(chat: Chat) -> None:
    before = data.values_of(chat.person, "form")
    chat.person.address_form = await chat.ask("form", _("How would you like to be addressed?"), read_form, labels.FORMS)
    # The person's language has changed by now, so this is said in the new one.
    back = option(_("↩️ Undo"), "put_back", what="form", before=before)
    chat.say(_("Good, from now on I will address you like this."), back, _HOME)


async def stop(chat: Chat) -> None:
    chat.person.reminders_stopped_at = chat.person.reminders_stopped_at or clock.now()
    helps = await identity.role_of(chat.db, chat.person, RoleKind.VOLUNTEER)
    chat.say(_NO_REMINDERS_TO_HELPERS if helps else _NO_REMINDERS)


async def maybe_stop(chat: Chat) -> None:
    """Ask whether to stop: «dung» without its mark may be «đúng»."""
    meant = await chat.choose(
        "meant",
        _("Did you mean «right», or shall I stop reminding you?"),
        {"right": _("That's right"), "stop": _("Stop reminding")},
    )
    chat.go("stop" if meant == "stop" else "home")


async def remind_me(chat: Chat) -> None:
    chat.person.reminders_stopped_at = None
    chat.say(_("Good, I will remind you again before each class."), _HOME)


async def only_text(chat: Chat) -> None:
    _wish(chat, ContactWish.WRITE, _("Good: from now on I only write, and nobody calls you."))


async def only_call(chat: Chat) -> None:
    _wish(chat, ContactWish.CALL, _("Good: before each class somebody will call you, and I will write no reminders."))


def _wish(chat: Chat, wish: ContactWish, words: Text) -> None:
    """Keep how somebody wishes to be reached, never why."""
    if not profile.is_known(chat.person):
        return chat.go("person")
    before = data.values_of(chat.person, "contact")
    chat.person.contact_wish = wish
    number = wish is ContactWish.CALL and chat.person.phone is None
    chat.say(
        words,
        *((option(_("📱 Leave my number"), "my_number"),) if number else ()),
        option(_("↩️ Undo"), "put_back", what="contact", before=before),
        _HOME,
    )


async def any_contact(chat: Chat) -> None:
    chat.person.contact_wish = None
    chat.say(_("Good: I will write, and somebody may call you too."), _HOME)


async def language(chat: Chat) -> None:
    wanted = chat.given("to")
    if wanted not in LANGUAGES:
        wanted = await chat.choose("language", _("Which language?"), LANGUAGES)
    chat.person.language = wanted
    # The next flow speaks the new language already.
    chat.go("home")


FLOWS = (
    Flow(
        "settings",
        settings,
        commands=("settings",),
        page=True,
        label=_("⚙️ Settings"),
        phrases="""
            gọi tôi là bác · đổi cách xưng hô · đừng gọi tôi là ông · kêu bà là dì được rồi · gọi tôi bằng chú
            cài đặt · settings · chữ nhỏ quá · xưng hô lại cho đúng · đừng kêu tôi bằng bà
            kêu tui bằng cô · xưng hô lại · gọi bằng dì đi con · gọi chị thôi đừng gọi bà · chữ to lên chút
            đổi cách gọi tên
            đừng kêu bà bằng cô · gọi chú được rồi · kêu tui là anh thôi · xưng hô sai rồi gọi bác đi
            goi toi la bac · chữ lớn hơn được không · gọi bằng bác đi · kêu bằng cô nghe con
        """,
    ),
    Flow(
        "language",
        language,
        commands=("language",),
        intent=Intent.LANGUAGE,
        label=_("🌐 {languages}", languages=verbatim(CHOICE)),
        phrases="""
            đổi ngôn ngữ · tiếng Anh · tiếng Việt · english · change language · speak english please · nói tiếng Anh
            chuyển sang tiếng Anh · đổi sang tiếng Việt
            chuyển qua nói tiếng Anh · nhắn bằng tiếng Anh giùm
        """,
    ),
    Flow(
        "stop",
        stop,
        commands=("stop",),
        intent=Intent.STOP_REMINDERS,
        aside=True,
        label=_("🔕 Stop reminding"),
        phrases="""
            dừng nhắc · đừng nhắn nữa · đừng nhắc nữa phiền quá · thôi đừng gửi nữa · ngừng nhắn tin · tắt nhắc lịch
            không muốn nhận tin nữa · đừng gửi tin cho tôi · stop · stop sending messages · tắt thông báo đi
            khỏi nhắc nữa · đừng làm phiền tôi · ngưng gửi lời nhắc · nhắn hoài mệt quá đừng nhắn nữa · bỏ nhắc giùm
            phiền quá đừng nhắn nữa · thôi đừng nhắn · stop đi · nhắn nhiều quá · ngừng gửi tin giùm
            thôi khỏi nhắn · nhắn chi nhiều dữ · nhắn hoài mệt quá · ngưng gửi tin nhắc · no more reminders
            turn off notifications · mute the reminders · tắt tin nhắc giùm · đừng làm phiền
            nhắn gì nhắn hoài · nhắn hoài vậy thôi nghe · khỏi nhắn nữa nghe con · đừng nhắn cho bà nữa
            tắt tin nhắn giùm tui · thôi khỏi gửi tin · tin nhắn nhiều quá tắt giùm · khong nhan nua
            ngưng nhắn nha · nhắn gì tối ngày vậy · tắt nhắc đi con · không cần nhắc nữa
            đừng báo lịch nữa ạ · stop the reminders · turn the reminder off
        """,
    ),
    Flow("maybe_stop", maybe_stop, intent=Intent.MAYBE_STOP),
    Flow(
        "remind_me",
        remind_me,
        intent=Intent.REMIND_ME,
        aside=True,
        label=_("🔔 Remind me"),
        phrases="""
            nhắc tôi · nhắc lại cho tôi · bật nhắc lại · nhớ nhắc tôi nghe · tới giờ học nhắc bà với
            nhắc lịch cho tôi · remind me · mở nhắc lịch · bật lại tin nhắc · nhắn nhắc cho bà nhớ
            gần tới ngày học con nhắc nha
            bật nhắc lại cho tui · hồi đó tắt nhắc giờ muốn nhắc lại · nhắc nhở tui như cũ · tới bữa học nhắc nghen
            trước giờ học nhắn tui hay · turn reminders back on
            nhớ nhắc bác đi học · gần tới giờ nhắc tui nghe · tới bữa nhắc bà nha · nhắc tui trước một bữa
            nhac toi di hoc · cho nhắc lại như trước · nhắc giùm tui cái · bà hay quên nhớ nhắc nha
            lâu rồi không thấy nhắc, nhắc lại đi · cho nhắc lại như trước
        """,
    ),
    Flow("addressed", addressed),
    Flow(
        "only_text",
        only_text,
        aside=True,
        label=_("✉️ Only write, never call"),
        phrases="""
            nhắn tin thôi đừng gọi · con nhắn thôi đừng gọi · đừng gọi nhắn thôi · chỉ nhắn đừng gọi
            cứ nhắn tin đừng gọi điện · only write to me · tôi bị điếc đừng gọi · đừng gọi điện cho tôi
            tai lãng nghe không được · nghe điện thoại không rõ nhắn tin giùm · ba em lãng tai nhắn thôi · don't call me
            lãng tai rồi con nhắn thôi · bà điếc rồi · tai bà không nghe được · lãng tai đừng gọi
            nhắn chữ thôi · đừng gọi nghe không rõ · gọi không nghe đâu nhắn đi · tai yếu nhắn tin cho dễ
            lãng tai nên nhắn tin · có gì nhắn cho con gái đừng gọi bà · text me do not call
            gọi bà không nghe được nhắn đi · nghe không rõ có gì nhắn · đừng gọi có gì nhắn tin
            nhắn tin cho tiện đừng gọi · mẹ em nặng tai nhắn thôi · dung goi nhan tin thoi
            tui điếc rồi nhắn chữ đi · ông em nghe không được chỉ nhắn
        """,
    ),
    Flow(
        "only_call",
        only_call,
        aside=True,
        label=_("☎️ Call me, do not write"),
        phrases="""
            không thấy chữ · đọc chữ không được gọi giùm · mắt mờ không đọc được · gọi điện thôi đừng nhắn
            không biết đọc · chữ nhỏ quá bà đọc không ra · má em không biết chữ gọi giùm · mắt kém gọi điện cho tôi
            please call instead of writing · bà đọc không được · không đọc được chữ gọi giùm · mắt bà mờ lắm rồi
            mắt kém gọi điện đi · đọc không ra chữ · mắt yếu nhìn không rõ gọi cho bà · gọi điện nói chuyện dễ hơn
            không biết chữ gọi nói giùm · call me instead of texting · chữ li ti không thấy
            mắt mờ rồi gọi đi con · tôi không biết chữ gọi nghe · gọi điện cho má em đừng nhắn
            chu nho doc khong duoc · đừng nhắn gọi thôi · ba em mắt kém gọi điện giùm
        """,
    ),
    Flow("any_contact", any_contact, aside=True),
)
