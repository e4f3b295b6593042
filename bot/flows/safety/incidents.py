"""Incidents for people in charge above the teams: taking, calling back, closing."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.safety.incidents import IncidentStatus
from bot.i18n import _, lines
from bot.services.safety import incident_texts, incidents
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")


async def open_incidents(chat: Chat) -> None:
    waiting = await incidents.open_for(chat.db, chat.person)
    if not waiting:
        return chat.say(_("No incident waits for you."), _HOME)
    for one in waiting:
        put = await incident_texts.alert(chat.db, one, sees_to=True)
        chat.say(put.text, *put.options)


async def take_incident(chat: Chat) -> None:
    found, act = await incidents.take(chat.db, chat.person, int(chat.given("incident") or 0))
    if found.status is IncidentStatus.TAKEN and found.taken_by_id == chat.person.id:
        teller = await chat.db.get_one(Person, found.by_id)
        undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act is not None else ()
        done = option(_("✅ It is settled"), "close_incident", incident=found.id)
        return chat.say(lines(_("It is yours. Told by:"), incident_texts.whom(teller)), done, *undo, _HOME)
    if found.status is IncidentStatus.TAKEN and found.taken_by_id is not None:
        name = labels.person(await chat.db.get_one(Person, found.taken_by_id))
        return chat.say(_("{name} sees to it already. Thank you!", name=name), _HOME)
    chat.say(_("That incident is settled, or was taken back."), _HOME)


async def close_incident(chat: Chat) -> None:
    _found, act = await incidents.close(chat.db, chat.person, int(chat.given("incident") or 0))
    if act is None:
        return chat.say(_("That incident is settled, or somebody else has it."), _HOME)
    chat.say(_("Noted: it is settled. Thank you!"), option(_("↩️ Undo"), "undo", act=act.id), _HOME)


FLOWS = (
    Flow(
        "incidents",
        open_incidents,
        commands=("vuviec", "incidents"),
        right=Right.SEE_TO_INCIDENTS,
        label=_("🚨 Open incidents"),
        phrases="""
            các sự cố · xem sự cố · vụ việc mới · sự cố đang mở · có phản ánh nào không · incidents
            vụ lừa đảo xử lý tới đâu · sự cố nào chưa xong · tình hình các vụ việc · vụ hôm trước giải quyết sao rồi
            any new incidents
            vụ việc nào chưa giải quyết · danh sách sự cố · tổng hợp sự cố · xem các phản ánh · có sự cố gì mới
            phản ánh nào chưa xử lý · tiến độ xử lý sự cố · sự cố tuần này · xem vụ việc · có ai phản ánh gì không
            su co nao chua xong · vụ nào còn treo · có khiếu nại gì không · cập nhật tình hình sự cố
            rà soát các vụ việc
            vụ lừa hôm trước xử tới đâu · mấy vụ lừa đảo xử lý chưa
        """,
    ),
    # The service checks who may.
    Flow("take_incident", take_incident, right=Right.SEE_TO_INCIDENTS, aside=True),
    Flow("close_incident", close_incident, right=Right.SEE_TO_INCIDENTS, aside=True),
)
