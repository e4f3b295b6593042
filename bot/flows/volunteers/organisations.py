"""«Tổ chức»: entering an organisation, inviting its organiser, renaming and closing it."""

import re

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.lists.invited import kind_of
from bot.domain.people.person import OrganisationKind
from bot.flows.questions.group import CHANGE, looking_at, other_places, which_coordinated
from bot.flows.questions.heard import words_of
from bot.flows.questions.where import ask_ward
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import codes, permissions, ways_in
from bot.services.reports.papers import printed_documents
from bot.services.roles import organisation_changes
from bot.services.roles.organisation_changes import ClassesAhead
from bot.services.volunteers import organisations
from bot.services.volunteers.organisations import NamedOrganisation
from bot.storage import session_queries
from bot.storage.tables.people import Role
from bot.storage.tables.places import Organisation

_LONGEST, _TRIES, _ANOTHER = 80, 3, 0
_HOME = option(_("🏠 Home"), "home")
_LIST = option(_("🏢 Organisations"), "ward_organisations")
_THEN: dict[str, Text] = {
    ClassesAhead.OF_GROUPS: _("🏘 The groups where they meet go on with them"),
    ClassesAhead.CALLED_OFF: _("⛔ All are called off"),
}


async def invite_organiser(chat: Chat) -> None:
    coordinated = await which_coordinated(chat)
    held_at = await permissions.held_at(chat.db, coordinated) if coordinated is not None else None
    seen = await looking_at(chat, held_at) if held_at is not None else None
    _take_named(chat)
    kinds: dict[str, Text] = {kind.value: name for kind, name in labels.ORGANISATIONS.items()}
    question = lines(seen, _("What kind of organisation is it?"))
    # The kinds fill more than one page: first, so that it is seen.
    chosen = await chat.choose("kind", question, {**other_places(seen), **kinds})
    if chosen == CHANGE:
        return chat.go("invite_organiser")
    kind, ward_code = OrganisationKind(chosen), await _ward(chat, coordinated)
    named = await _named(chat, kind, ward_code)
    code, act = await organisations.invite_organiser(chat.db, chat.person, named)
    shown = verbatim(named.name)
    chat.say(
        lines(
            _("📨 Invitation for whoever speaks for {organisation}.", organisation=shown),
            await ways_in.where_to_send(chat.db, code.text, codes.place_of(code)),
        ),
        file=(await printed_documents.invitation(chat.db, code, chat.person, shown, reader_of(chat.person))).id,
    )
    chat.say(
        _("Please forward the message above. It is for one person and good for 3 days."),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🏠 Home"), "home"),
    )


_TO_INVITE = re.compile(
    r"^\W*(?:cho |em |tôi |anh |chị )*(?:mời|thêm|nhập|gửi lời mời cho|invite)(?: thêm)?(?: tổ chức| đơn vị)?\W+",
    re.IGNORECASE,
)


def _take_named(chat: Chat) -> None:
    begins = _TO_INVITE.match(words_of(chat))
    name = words_of(chat)[begins.end() :] if begins is not None else ""
    kind = kind_of(name)
    if kind is not None:
        chat.answers.setdefault("kind", kind.value)
        if len(name.split()) > 2:  # noqa: PLR2004 «Đoàn phường» alone is hardly its whole name
            chat.answers.setdefault("name", name[0].upper() + name[1:_LONGEST])


async def _named(chat: Chat, kind: OrganisationKind, ward_code: str | None) -> NamedOrganisation:
    """Ask again where another one is called so: it is that one, or is named so that both are told apart."""
    name = await _ask_name(chat, "name", _("What is it called?"))
    for n in range(_TRIES):
        known = await organisation_changes.alike(chat.db, name, ward_code)
        if not known:
            break
        these: dict[int, Text] = {one.id: _line(one) for one in known}
        question = _("There is one of this name already. Is it this one?")
        chosen = await chat.choose(f"same{n}", question, {**these, _ANOTHER: _("No, another one")})
        same = next((one for one in known if one.id == chosen), None)
        if same is not None:
            return NamedOrganisation(same.kind, same.name, same.ward_code)
        name = await _ask_name(chat, f"name{n}", _("Please name it so that both are told apart, for example by place."))
    return NamedOrganisation(kind, name, ward_code)


async def _ask_name(chat: Chat, question: str, text: Text) -> str:
    return await chat.ask(question, text, _name, example=_("for example: Youth Union of Phú Lợi"))


def _line(one: Organisation) -> Text:
    return _("{one} · {other}", one=verbatim(one.name), other=labels.ORGANISATIONS[one.kind])


async def ward_organisations(chat: Chat) -> None:
    found = await organisation_changes.seen_to(chat.db, chat.person)
    head = n_("🏢 One organisation", "🏢 {n} organisations", len(found)) if found else _("🏢 No organisation yet.")
    shown = [option(_line(one), "organisation_card", organisation=one.id) for one in found]
    await chat.links(head, shown, option(_("🏢 Invite an organisation"), "invite_organiser"), _HOME)


async def organisation_card(chat: Chat) -> None:
    one = await _seen_to(chat)
    if one is None:
        return chat.go("past")
    speak = await session_queries.organisers(chat.db, one.id)
    ahead = await organisation_changes.ahead(chat.db, one)
    names = labels.enumeration([labels.in_full(person) for person in speak])
    chat.say(
        lines(
            _line(one),
            _("👤 {names}", names=names) if speak else _("Nobody speaks for it yet."),
            n_("📘 One session ahead", "📘 {n} sessions ahead", len(ahead)) if ahead else None,
        ),
        option(_("✏️ Rename it"), "rename_organisation", organisation=one.id),
        option(_("🔒 It closes"), "close_organisation", organisation=one.id),
        _LIST,
        _HOME,
    )
    return None


async def rename_organisation(chat: Chat) -> None:
    one = await _seen_to(chat)
    if one is None:
        return chat.go("past")
    name = await _ask_name(chat, "name", _("What is {name} called from now on?", name=verbatim(one.name)))
    act = await organisation_changes.rename(chat.db, chat.person, one, name)
    if act is None:
        return chat.say(_("Another organisation is called {name} already.", name=verbatim(name)), _LIST, _HOME)
    done = _("Done: it is called {name} now, and whoever speaks for it knows.", name=verbatim(name))
    return chat.say(done, option(_("↩️ Undo"), "undo", act=act.id), _LIST, _HOME)


async def close_organisation(chat: Chat) -> None:
    one = await _seen_to(chat)
    if one is None:
        return chat.go("past")
    name, ahead = verbatim(one.name), len(await organisation_changes.ahead(chat.db, one))
    then = ClassesAhead.OF_GROUPS
    if ahead:
        question = n_(
            "{name} has one session ahead. What becomes of it?",
            "{name} has {n} sessions ahead. What becomes of them?",
            ahead,
            name=name,
        )
        then = ClassesAhead(await chat.choose("then", question, _THEN))
    sure = await chat.confirm_in_words(
        "sure",
        lines(
            _("Shall {name} be closed here?", name=name),
            _("Its volunteers go on helping in the ward; nobody organises and learns in its name any more."),
        ),
        _("🔒 Close it"),
        _("Leave it"),
    )
    act = await organisation_changes.close(chat.db, chat.person, one, then) if sure else None
    if act is None:
        return chat.say(_("All right, nothing is changed."), _LIST, _HOME)
    words = _("Done: {name} is closed here, and all who belonged to it have been told.", name=name)
    return chat.say(words, option(_("↩️ Undo"), "undo", act=act.id), _LIST, _HOME)


async def _seen_to(chat: Chat) -> Organisation | None:
    found = await organisation_changes.seen_to(chat.db, chat.person)
    return next((one for one in found if one.id == chat.given("organisation")), None)


async def _ward(chat: Chat, coordinated: Role | None) -> str | None:
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
    Flow(
        "ward_organisations",
        ward_organisations,
        commands=("donvi", "all_organisations"),
        right=Right.INVITE_ORGANISERS,
        page=True,
        label=_("🏢 Organisations"),
        phrases="""
            các tổ chức của phường · danh sách đơn vị · đổi tên tổ chức · tổ chức ngưng hoạt động · đóng một đơn vị
            organisations of the ward · rename an organisation · close an organisation
            đơn vị nào đang phối hợp · có những tổ chức nào trong phường · tổ chức nào tham gia rồi
            xem danh sách tổ chức · các đơn vị cùng làm với phường
        """,
    ),
    Flow("organisation_card", organisation_card, right=Right.INVITE_ORGANISERS, page=True),
    Flow("rename_organisation", rename_organisation, right=Right.INVITE_ORGANISERS),
    Flow("close_organisation", close_organisation, right=Right.INVITE_ORGANISERS),
)
