"""Inviting an organisation's people by printed slips: each for one of them, and confirmed before it opens anything."""

from typing import Any

from bot import clock
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.lists.invited import MOST_INVITED
from bot.domain.lists.people import Secret, read_list
from bot.flows.questions.organisation import ask_organisation
from bot.flows.roles.slips import SHOWN, what_was_read
from bot.i18n import _, lines, n_, verbatim
from bot.services.reports.papers import printed_documents
from bot.services.roles import slips

_HOME = option(_("🏠 Home"), "home")


async def invite_members_by_slips(chat: Chat) -> None:
    organisation = await ask_organisation(chat)
    if organisation is None:
        return chat.go("not_yours")
    read: Any = await chat.ask(
        "invited",
        lines(
            _("Who of {organisation} shall get a slip? One name a line.", organisation=verbatim(organisation.name)),
            _("A sheet sent as a file will do, too."),
        ),
        _read,
        example=_("for example: Trần Thị Lan"),
    )
    names: list[str] = read["invited"][:MOST_INVITED]
    words = what_was_read([verbatim(name) for name in names], read["unread"])
    if not await chat.confirm("sure", words, _("🖨 Make the slips"), _("❌ No, leave it")):
        return chat.say(_("All right, I have changed nothing."), _HOME)
    made, act = await slips.make_for_members(chat.db, chat.person, organisation, names)
    page = await printed_documents.slips(chat.db, made, chat.person, organisation, reader_of(chat.person))
    how = lines(
        _("Each is for one person and good until {until}.", until=made[0][0].expires_at or ""),
        _("I will tell you who has used one; they belong to you once you have confirmed them."),
    )
    chat.say(
        lines(n_("One slip, to print and to cut out.", "{n} slips, to print and to cut out.", len(made)), how),
        option(_("📨 Unused invitations"), "unused_invitations"),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
        file=page.id,
        instead=lines(
            n_("One invitation is made.", "{n} invitations are made.", len(made)),
            *(_("• {one}: type {code}", one=verbatim(name), code=verbatim(code.text)) for code, _host, name in made),
            how,
        ),
    )
    return None


def _read(words: str) -> dict[str, Any] | None:
    try:
        found = read_list(words, clock.today().year)
    except Secret:
        return None
    names = list(dict.fromkeys(line.name for line in found if line.is_somebody and line.name))
    unread = [line.words for line in found if line.name is None and line.words]
    return {"invited": names, "unread": unread[:SHOWN]} if names else None


FLOWS = (
    Flow(
        "invite_members_by_slips",
        invite_members_by_slips,
        commands=("phieuthanhvien", "memberslips"),
        right=Right.INVITE_MEMBERS,
        label=_("🖨 Invite members by slips"),
        phrases="""
            in phiếu mời thành viên · phiếu mời cho đoàn viên · in phiếu mời cho các bạn trong đội
            mời cả danh sách đoàn viên · phiếu mời công nhân trong xưởng · in mã mời cho từng thành viên
            invite our members by slips
        """,
    ),
)
