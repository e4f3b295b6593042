"""Inviting who leads many groups and speaks for organisations by slips, and seeing which nobody has used yet."""

from collections.abc import Sequence
from typing import Any

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.lists.invited import Invited, OrganisationName, read_invited
from bot.domain.people.person import OrganisationKind, RoleKind
from bot.domain.people.places import GroupName
from bot.flows.questions.group import CHANGE, looking_at, other_places, which_coordinated
from bot.flows.questions.where import ask_ward
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import permissions
from bot.services.access.permissions import Host
from bot.services.reports.papers import printed_documents
from bot.services.roles import slips
from bot.services.roles.slips import Invitation
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward

_HOME = option(_("🏠 Home"), "home")
SHOWN = 12


async def invite_many(chat: Chat) -> None:
    coordinated = await which_coordinated(chat)
    ward_code = coordinated.ward_code if coordinated is not None and coordinated.ward_code else await ask_ward(chat)
    ward = await chat.db.get_one(Ward, ward_code)
    seen = await looking_at(chat, _name(ward)) if coordinated is not None else None
    read: Any = await chat.ask(
        "invited",
        lines(
            seen,
            _(
                "Whom shall I invite in {ward}? One a line: the group or the organisation, then who leads it.",
                ward=_name(ward),
            ),
            _("A sheet sent as a file will do, too."),
        ),
        _read,
        other_places(seen),
        _("for example: khu phố 3, Trần Thị Lan; or: Youth Union of the ward, Lê Văn An"),
    )
    if read == CHANGE:
        return chat.go("invite_many")
    people = [_invited(*one) for one in read["invited"]]
    words = what_was_read([_named(_of(one.at), one.name) for one in people], read["unread"])
    if not await chat.confirm("sure", words, _("🖨 Make the slips"), _("❌ No, leave it")):
        return chat.say(_("All right, I have changed nothing."), _HOME)
    made, act = await slips.make(chat.db, chat.person, ward_code, people)
    page = await printed_documents.slips(chat.db, made, chat.person, ward, reader_of(chat.person))
    how = lines(
        _("Each is for one person and good until {until}.", until=made[0][0].expires_at or ""),
        _("I will tell you who has used one; they see no name before you have confirmed them."),
    )
    chat.say(
        lines(n_("One slip, to print and to cut out.", "{n} slips, to print and to cut out.", len(made)), how),
        option(_("📨 Unused invitations"), "unused_invitations"),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
        file=page.id,
        instead=lines(
            n_("One invitation is made.", "{n} invitations are made.", len(made)),
            *(
                _("• {one}: type {code}", one=_named(_of(host), name), code=verbatim(code.text))
                for code, host, name in made
            ),
            how,
        ),
    )


def _read(words: str) -> dict[str, Any] | None:
    found = read_invited(words)
    if not found.people:
        return None
    return {"invited": [[*one.at, one.name] for one in found.people], "unread": list(found.unread[:SHOWN])}


def what_was_read(people: Sequence[Text], unread: Sequence[str]) -> Text:
    more = len(people) - SHOWN
    return lines(
        n_("I read one slip:", "I read {n} slips:", len(people)),
        *(_("• {one}", one=one) for one in people[:SHOWN]),
        n_("and one more", "and {n} more", more) if more > 0 else None,
        _("Not understood: {lines}", lines=verbatim("; ".join(unread))) if unread else None,
    )


def _invited(kind: str, place: str, name: str) -> Invited:
    is_organisation = kind in tuple(OrganisationKind)
    return Invited(OrganisationName(OrganisationKind(kind), place) if is_organisation else GroupName(kind, place), name)


def _of(at: GroupName | OrganisationName | Host) -> Text:
    return verbatim(at.name) if isinstance(at, OrganisationName | Organisation) else labels.group(at)


def _named(place: Text, name: str | None) -> Text:
    return _("{place}: {name}", place=place, name=verbatim(name)) if name else place


async def unused_invitations(chat: Chat) -> None:
    found = await slips.unused(chat.db, chat.person)
    if not found:
        return chat.say(
            _("No invitation is waiting to be used."), option(_("🖨 Invite many by slips"), "invite_many"), _HOME
        )
    shown = [option(await _line(chat, one), "unused_invitation", code=one.code.text) for one in found]
    await chat.links(
        n_("One invitation has not been used.", "{n} invitations have not been used.", len(found)),
        shown,
        option(_("🚫 Take all back"), "withdraw_invitations"),
        option(_("📥 Requests"), "requests"),
        _HOME,
        few=5,
    )
    return None


async def unused_invitation(chat: Chat) -> None:
    found = {one.code.text: one for one in await slips.unused(chat.db, chat.person)}
    one = found.get(str(chat.given("code") or ""))
    if one is None:
        return chat.go("past")
    return chat.say(
        await _line(chat, one),
        option(_("🚫 Take it back"), "withdraw_invitations", code=one.code.text),
        option(_("📨 Unused invitations"), "unused_invitations"),
        _HOME,
    )


async def _line(chat: Chat, one: Invitation) -> Text:
    if one.code.group_id is not None:
        place = labels.group(await chat.db.get_one(ResidentialGroup, one.code.group_id))
    else:
        held_at = await permissions.held_at(chat.db, one.code)
        place = permissions.title(one.code.role_kind or RoleKind.LEADER, held_at)
    until = clock.local(one.code.expires_at or clock.now()).date()
    return _("{One} · until {day}", one=_named(place, one.name), day=until)


async def withdraw_invitations(chat: Chat) -> None:
    code = chat.given("code")
    which = [code] if code else [one.code.text for one in await slips.unused(chat.db, chat.person)]
    if not code:
        sure = await chat.confirm_in_words(
            "sure",
            n_("Shall the invitation open nothing?", "Shall all {n} invitations open nothing?", len(which)),
            _("🚫 Take all back"),
            _("Leave it"),
        )
        if not sure:
            return chat.say(_("All right, nothing is changed."), _HOME)
    done = await slips.withdraw(chat.db, chat.person, which)
    if done is None:
        return chat.go("past")
    n, act = done
    return chat.say(
        n_("One invitation is taken back: it opens nothing.", "{n} invitations are taken back: they open nothing.", n),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("📨 Unused invitations"), "unused_invitations"),
        _HOME,
    )


def _name(ward: Ward) -> Text:
    return verbatim(ward.name)


FLOWS = (
    Flow(
        "invite_many",
        invite_many,
        commands=("phieumoi", "slips"),
        right=Right.INVITE_LEADERS,
        label=_("🖨 Invite many by slips"),
        phrases="""
            mời nhiều trưởng khu phố một lượt · in phiếu mời trưởng khu phố · phiếu mời có mã QR · in mã mời hàng loạt
            mời tất cả trưởng khu phố của phường · tạo phiếu mời từ danh sách · in giấy mời trưởng khu phố, ấp
            làm phiếu mời cho các trưởng ấp · print invitation slips · invite all leaders at once
            mời cả danh sách trưởng khu phố
        """,
    ),
    Flow(
        "unused_invitations",
        unused_invitations,
        commands=("loimoi", "invitations"),
        # Organisers see those of their members.
        asked_with=Right.GIVE_ROLES,
        label=_("📨 Unused invitations"),
        phrases="""
            lời mời nào chưa dùng · mã mời nào chưa ai dùng · còn phiếu mời nào chưa dùng · xem các mã mời còn hạn
            ai chưa nhận lời mời · which invitations are unused · phiếu mời nào chưa có người quét · xem mã mời đã phát
        """,
    ),
    Flow("unused_invitation", unused_invitation, page=True),
    Flow("withdraw_invitations", withdraw_invitations),
)
