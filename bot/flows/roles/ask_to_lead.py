"""«Tôi là trưởng khu phố»: a request that a human decides."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.people.person import RoleStatus
from bot.flows.questions.where import ask_group, ask_ward
from bot.i18n import _
from bot.services.people import profile
from bot.services.roles import requests
from bot.storage.tables.places import ResidentialGroup


async def ask_to_lead(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="ask_to_lead")
    group = await _own_group(chat) or await ask_group(chat, await ask_ward(chat))
    role = await requests.ask_to_lead(chat.db, chat.person, group)
    asked = await chat.db.get_one(ResidentialGroup, role.group_id)
    if role.status is RoleStatus.ACTIVE:
        return chat.say(_("You already lead {group}.", group=labels.group(asked)), option(_("🏠 Home"), "home"))
    chat.say(
        _(
            "Your request to lead {group} has been passed on. Nothing is open to you until somebody has confirmed it; "
            "I will write as soon as they have.",
            group=labels.group(asked),
        ),
        option(_("↩️ Undo"), "undo_last"),
        option(_("🏠 Home"), "home"),
    )


async def _own_group(chat: Chat) -> ResidentialGroup | None:
    own = await chat.db.get(ResidentialGroup, chat.person.group_id) if chat.person.group_id is not None else None
    if own is None:
        return None
    mine = await chat.confirm(
        "own",
        _("Do you lead {group}?", group=labels.group(own)),
        _("Yes, that one"),
        _("Another one"),
    )
    return own if mine else None


FLOWS = (
    Flow(
        "ask_to_lead",
        ask_to_lead,
        commands=("lead",),
        label=_("🏘 I lead a residential group"),
        phrases="""
            tôi là trưởng khu phố · tôi là trưởng ấp mới · tôi phụ trách khu phố này · I lead this neighbourhood
            đăng ký làm trưởng khu phố
            tui mới làm trưởng khu phố · đăng ký vai trò trưởng ấp · xin nhận khu phố này phụ trách
            tôi mới lên làm trưởng khu phố · tôi là trưởng khu phố mới · tôi là khu phố trưởng
            xin vào vai trưởng khu phố · toi la truong khu pho · tôi vừa được bầu trưởng ấp · tôi nhận khu phố này
            cho tôi vào với vai trưởng ấp
        """,
    ),
)
