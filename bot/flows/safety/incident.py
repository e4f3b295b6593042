"""«Báo sự cố»: what happened, about whom, whether to call back; three taps."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.intents import Intent
from bot.domain.safety.incidents import IncidentKind, Suspect
from bot.i18n import _, lines
from bot.services.people import profile
from bot.services.safety import incident_texts, incidents

_HOME = option(_("🏠 Home"), "home")


async def incident(chat: Chat) -> None:
    """Ask for no text: nothing personal is stored."""
    if await incidents.are_too_many(chat.db, chat.person):
        return chat.say(
            lines(
                _("In danger? Please call 113 at once."),
                _("You have told of several things within an hour. Those in charge are seeing to them."),
                _("If there is more, write «0»: somebody will call you."),
            ),
            option(_("🙋 Talk to a person"), "person"),
            _HOME,
        )
    kind = await chat.choose(
        "kind",
        lines(_("In danger? Please call 113 at once."), _("What happened?")),
        incident_texts.KINDS,
    )
    about = await chat.choose("about", _("Whom is it about? They will not hear of it from me."), incident_texts.ABOUT)
    call = await chat.confirm("call", _("Shall somebody call you?"), _("📞 Yes, please call"), _("No need to call"))
    act, told = await incidents.tell(chat.db, chat.person, IncidentKind(kind), Suspect(about), call=call)
    ways = [option(_("↩️ Undo"), "undo", act=act.id), _HOME]
    if call and profile.is_known(chat.person) and chat.person.phone is None:
        ways.insert(0, option(_("📱 Leave my number"), "my_number"))
    if not told:
        return chat.say(
            _("I have written it down. Nobody in charge can be reached yet: in danger please call 113."), *ways
        )
    chat.say(
        lines(
            _("I have told {name}, who is in charge above the class.", name=labels.person(told[0])),
            _("In danger please call 113. Thank you for telling me."),
        ),
        *ways,
    )


FLOWS = (
    Flow(
        "incident",
        incident,
        commands=("suco", "incident"),
        intent=Intent.INCIDENT,
        label=_("🚨 Tell of an incident"),
        phrases="""
            báo sự cố · tôi muốn báo một việc · có chuyện không hay ở lớp · tôi bị quấy rầy · có người đòi tiền tôi
            tình nguyện viên đòi tiền · có người lạ gọi hoài · report an incident · tôi muốn tố cáo · bị dọa
            phản ánh một việc
            có chuyện cần báo · báo cáo vụ việc · bị quấy rối · có bạn tình nguyện viên hỏi mượn tiền
            có bạn đòi mật khẩu của tôi · report a problem
            có chuyện ở lớp · tôi muốn phản ánh · có người quấy rầy tôi · bạn tình nguyện đòi tiền
            tình nguyện viên nói năng khó nghe · phản ánh thái độ · có người xin mật khẩu của bà · bao su co
            tố cáo người lừa · lớp có người gây gổ · có người hù dọa
            cô giáo nặng lời với tui · thầy quát học viên · bị chửi ở lớp · học trò xúc phạm em
            cộc cằn với bà · bị ăn hiếp · bác kia chửi em · có người sàm sỡ em
        """,
    ),
)
