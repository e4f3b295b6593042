"""Requests for roles: the list for people who decide, and the decision."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleStatus
from bot.i18n import Value, _, n_
from bot.services.access import permissions
from bot.services.coaching import coaches
from bot.services.roles import requests

_AT_ONCE = 3


async def open_requests(chat: Chat) -> None:
    waiting = [await requests.card(chat.db, request) for request in await requests.open_for(chat.db, chat.person)]
    waiting += await coaches.unvouched(chat.db, chat.person)
    if not waiting:
        return chat.say(_("No request is waiting for you."), option(_("🏠 Home"), "home"))
    if len(waiting) > _AT_ONCE:
        chat.say(n_("One request is waiting.", "{n} requests are waiting. These are the oldest:", len(waiting)))
    for put in waiting[:_AT_ONCE]:
        chat.say(put.text, *put.options)


async def decide(chat: Chat) -> None:
    decision = await requests.decide(chat.db, chat.person, chat.given("role") or 0, approve=bool(chat.given("approve")))
    if decision is None:
        return chat.go("past")
    request = decision.request
    facts: dict[str, Value] = {
        "name": request.person.name or "…",
        "title": permissions.title(request.role.kind, labels.group(request.group)),
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
    Flow("decide", decide, right=Right.GIVE_ROLES, aside=True),
)
