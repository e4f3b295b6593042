"""Requests for roles: the list for people who decide, and the decision."""

from collections.abc import Sequence

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleStatus
from bot.i18n import Text, Value, _, n_
from bot.services.access import permissions
from bot.services.coaching import coaches
from bot.services.roles import requests
from bot.services.roles.requests import Request
from bot.storage.tables.people import Person

_AT_ONCE = 3
_ALONE = _("teaching people alone")


async def open_requests(chat: Chat) -> None:
    asked = await requests.open_for(chat.db, chat.person)
    unvouched = await coaches.unvouched(chat.db, chat.person)
    n = len(asked) + len(unvouched)
    if not n:
        return chat.say(_("No request is waiting for you."), option(_("🏠 Home"), "home"))
    if n > _AT_ONCE and chat.given("role") is None and chat.given("person") is None:
        return await _list(chat, asked, unvouched)
    roles = [one for one in asked if n <= _AT_ONCE or one.role.id == chat.given("role")]
    people = [one for one in unvouched if n <= _AT_ONCE or one.id == chat.given("person")]
    for put in [await requests.card(chat.db, one) for one in roles] + [await coaches.card(chat.db, p) for p in people]:
        chat.say(put.text, *put.options)
    return None if roles or people else chat.go("past")


async def _list(chat: Chat, asked: Sequence[Request], unvouched: Sequence[Person]) -> None:
    for_a_role = [option(_asks(one), "requests", role=one.role.id) for one in asked]
    alone = [
        option(_("{one} · {other}", one=labels.full_name(p), other=_ALONE), "requests", person=p.id) for p in unvouched
    ]
    n = len(asked) + len(unvouched)
    which = n_("One request is waiting.", "{n} requests are waiting. Which one?", n)
    await chat.links(which, [*for_a_role, *alone], option(_("🏠 Home"), "home"))


def _asks(one: Request) -> Text:
    title = permissions.title(one.role.kind, one.place)
    return _("{one} · {other}", one=labels.full_name(one.person), other=title)


async def decide(chat: Chat) -> None:
    decision = await requests.decide(chat.db, chat.person, chat.given("role") or 0, approve=bool(chat.given("approve")))
    if decision is None:
        return chat.go("past")
    request = decision.request
    facts: dict[str, Value] = {
        "name": request.person.name or "…",
        "title": permissions.title(request.role.kind, request.place),
    }
    approved = request.role.status is RoleStatus.ACTIVE
    if decision.act is None:
        already = _("{name} has already been approved as {title}.", **facts)
        return chat.say(already if approved else _("The request of {name} has already been declined.", **facts))
    done = _("{name} is now {title} and has been told.", **facts)
    declined = _("The request of {name} is declined. They have been told kindly.", **facts)
    chat.say(done if approved else declined, option(_("↩️ Undo"), "undo", act=decision.act.id))


FLOWS = (
    Flow(
        "requests",
        open_requests,
        commands=("yeucau", "requests"),
        # Organisers vouch for members; whoever has nothing to decide sees that there is nothing.
        asked_with=Right.GIVE_ROLES,
        label=_("📥 Requests"),
        phrases="""
            ai đang chờ duyệt · có ai xin vào không · pending requests · xem đơn đăng ký tình nguyện · duyệt đơn
            có yêu cầu nào mới không · còn yêu cầu nào chờ không · ai chờ duyệt vậy · xem ai xin duyệt
            danh sách xin vào · có người nào xin tham gia không · đơn nào chưa duyệt · xem người đăng ký mới
            còn đơn nào chờ · who is waiting for approval · có tnv mới nào xin vào không
            đơn xin tham gia · rà đơn chờ duyệt · có mấy đơn chưa duyệt · cho xem ai đang xin duyệt
            xử lý đơn đăng ký · duyệt người mới · xem yêu cầu · có đơn mới không · don cho duyet
            còn hồ sơ nào chờ duyệt · đề nghị duyệt · xem mấy bạn xin vào đội · có ai mới xin vào
            ai đang xin làm trưởng ấp · coi ai xin làm trưởng khu phố
        """,
    ),
    Flow("decide", decide, aside=True),
)
