"""«Tổ chức»: entering an organisation, and inviting its organiser."""

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.people.person import OrganisationKind, RoleKind
from bot.flows.questions.where import ask_ward
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import codes
from bot.services.people import identity
from bot.services.reports.papers import printed_documents
from bot.services.volunteers import organisations
from bot.services.volunteers.organisations import NamedOrganisation

_LONGEST = 80


async def invite_organiser(chat: Chat) -> None:
    kinds: dict[str, Text] = {kind.value: name for kind, name in labels.ORGANISATIONS.items()}
    kind = OrganisationKind(await chat.choose("kind", _("What kind of organisation is it?"), kinds))
    ward_code = await _ward(chat)
    name = await chat.ask("name", _("What is it called?"), _name, example=_("for example: Youth Union of Phú Lợi"))
    code, act = await organisations.invite_organiser(chat.db, chat.person, NamedOrganisation(kind, name, ward_code))
    shown = verbatim(name)
    chat.say(
        lines(
            _("📨 Invitation for whoever speaks for {organisation}.", organisation=shown),
            codes.where_to_send(chat.db, code.text),
        ),
        file=(await printed_documents.invitation(chat.db, code, chat.person, shown, reader_of(chat.person))).id,
    )
    chat.say(
        _("Please forward the message above. It is for one person and good for 3 days."),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🏠 Home"), "home"),
    )


async def _ward(chat: Chat) -> str | None:
    coordinated = await identity.role_of(chat.db, chat.person, RoleKind.COORDINATOR)
    if coordinated is not None and coordinated.ward_code is not None:
        return coordinated.ward_code
    if await chat.confirm("area", _("Where does it help?"), _("In the whole area"), _("In one ward")):
        return None
    return await ask_ward(chat)


def _name(words: str) -> str | None:
    name = " ".join(words.split())
    return name if name and len(name) <= _LONGEST else None


FLOWS = (
    Flow(
        "invite_organiser",
        invite_organiser,
        commands=("tochuc", "organisations"),
        right=Right.INVITE_ORGANISERS,
        label=_("🏢 Invite an organisation"),
        phrases="""
            mời tổ chức · mời đoàn phường tham gia · thêm hội phụ nữ · thêm một tổ chức · invite an organisation
            mời đoàn trường đại học cử sinh viên
            thêm đoàn trường đại học · mời hội liên hiệp phụ nữ · kết nạp thêm một đơn vị
            mời trường cao đẳng tham gia · thêm doanh nghiệp số
            thêm đoàn thanh niên · thêm hội cựu chiến binh · mời hội nông dân tham gia · kết nạp hội người cao tuổi
            đưa đoàn trường vào · mời mặt trận tham gia · thêm đơn vị phối hợp · bổ sung một tổ chức
            mời câu lạc bộ tham gia cử người · mời doanh nghiệp viễn thông tham gia · cho đoàn khối tham gia
            thêm trường cao đẳng cử sinh viên
        """,
    ),
)
