"""Adding people: one by a typed line, or a whole list pasted or sent as a table."""

from typing import Any

from bot import clock
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.understand import NotUnderstood
from bot.documents.cells import NoTableReason
from bot.domain.access.rights import Right
from bot.domain.lists.people import Left, Secret, read_list
from bot.flows.questions.host import given_host, which_host
from bot.flows.register.list_preview import pages_read
from bot.flows.register.texts import WHY_NOT_READ
from bot.i18n import _, lines
from bot.services.access import permissions
from bot.services.register import import_files

_TEMPLATE: Any = "template"


async def people_template(chat: Chat) -> None:
    sheet = await import_files.template(chat.db, reader_of(chat.person))
    chat.say(
        lines(
            _("This is the sheet. Fill it in on a computer or telephone, and send it back here as a file."),
            _("I read files of the kinds .xlsx, .xls, .ods and .csv with up to 2,000 people."),
        ),
        option(_("➕ Add people"), "add_people"),
        option(_("🏠 Home"), "home"),
        file=sheet.id,
        instead=_("Lists as files do not come through here. Send «add people», and type one name a line."),
    )


async def no_table(chat: Chat) -> None:
    chat.say(
        lines(
            WHY_NOT_READ.get(chat.given("why"), WHY_NOT_READ[NoTableReason.BROKEN]),
            *pages_read(chat.given("pages") or ()),
            _("Nothing was written down. Shall I send you a sheet to fill in?"),
        ),
        option(_("📄 Send me a sheet to fill in"), "people_template"),
        option(_("➕ Add people"), "add_people"),
        option(_("🏠 Home"), "home"),
    )


async def add_people(chat: Chat) -> None:
    host = await which_host(chat, Right.KEEP_BOOK)
    if host is None or not await permissions.may(chat.db, chat.person, Right.KEEP_BOOK, host):
        return chat.go("not_yours")
    read = await chat.ask(
        "list",
        lines(
            _("Please type one person, or paste a whole list: one person a line."),
            _("Name, number and age are enough; I take no identity numbers."),
        ),
        _read,
        {_TEMPLATE: _("📄 Send me a sheet to fill in")},
        _("for example: Mrs Tư, 0912 345 678, 72 years"),
    )
    if read == _TEMPLATE:
        return chat.go("people_template")
    pages = chat.given("pages")
    if pages is None and len(read) == 1 and read[0].get("name") and not read[0].get("left"):
        return chat.go("enter_person", **given_host(host), line=read[0])
    chat.go("import_people", **given_host(host), lines=read, pages=pages, sees_all=chat.given("sees_all"))


def _read(words: str) -> list[dict[str, Any]] | None:
    try:
        found = read_list(words, clock.today().year)
    except Secret:
        raise NotUnderstood(
            _("There is an identity number or a code in it. I have kept nothing of it: please leave it out.")
        ) from None
    if found and all(line.left is Left.CHILD for line in found):
        raise NotUnderstood(_("Of children under 16 I keep no name: their school tells how many of them come."))
    return [line.as_json() for line in found] if any(line.is_somebody for line in found) else None


FLOWS = (
    Flow(
        "add_people",
        add_people,
        commands=("them", "add"),
        right=Right.KEEP_BOOK,
        label=_("➕ Add people"),
        phrases="""
            gửi danh sách · dán danh sách · nhập danh sách bà con · tải lên file danh sách · nhập từ file excel
            thêm nhiều người · xin bảng mẫu · add a list of people · tôi có danh sách 20 người muốn nhập
            gửi file excel bà con · có danh sách sẵn rồi nhập luôn · dán cả danh sách vào
            muốn đưa danh sách giấy vô máy · import the list · nhập hàng loạt
            nhập danh sách bà con vô sổ · có sẵn danh sách giấy · gửi danh sách khu phố · danh sách có 30 người
            tải danh sách lên · nhập cùng lúc nhiều người · xin mẫu danh sách · đưa danh sách excel lên
        """,
    ),
    Flow("people_template", people_template, right=Right.KEEP_BOOK),
    Flow("no_table", no_table, right=Right.KEEP_BOOK, aside=True),
)
