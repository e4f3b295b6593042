"""«Giúp»: what this person can do now by writing, with examples; and the same on a page to print."""

from bot import clock
from bot.chat import examples, labels
from bot.chat.chat import Chat, reader_of
from bot.chat.examples import Example
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import RoleKind
from bot.i18n import Text, _, lines
from bot.services.attendance import roll
from bot.services.courses import catalogue
from bot.services.people import identity
from bot.services.reports.papers import leaflets

_SHOWN = 6


async def helping(chat: Chat) -> None:
    kind = await _role(chat)
    chat.say(
        lines(
            await _ahead(chat, kind),
            _("Just write, as to a neighbour: you cannot break anything. For example:"),
            *map(_line, [*await _due(chat, kind), *examples.EXAMPLES[kind]][:_SHOWN]),
            _("A mistake? Write «home»."),
        ),
        option(_("🖨 As a page to print"), "leaflet"),
        option(_("📞 Call me back"), "person"),
        option(_("🏠 Home"), "home"),
    )


async def leaflet(chat: Chat) -> None:
    page = await leaflets.leaflet(chat.db, await _role(chat), reader_of(chat.person))
    printed = _("A page to print, to lie beside the telephone.")
    told = _("Whoever leads your residential group has this page on paper. What is in it stands under «Help», too.")
    chat.say(printed, option(_("🏠 Home"), "home"), file=page.id, instead=told)


async def _role(chat: Chat) -> RoleKind:
    held = {role.kind for role in await identity.roles_of(chat.db, chat.person)}
    return next((kind for kind in examples.ORDER if kind in held), RoleKind.RESIDENT)


async def _ahead(chat: Chat, kind: RoleKind) -> Text | None:
    seats = await catalogue.seats_of(chat.db, chat.person) if kind is RoleKind.RESIDENT else []
    if not seats:
        return None
    starts = seats[0].session.starts_at
    if clock.local(starts).date() == clock.today():
        return _("Your class is today.")
    return _("Your next class: {when}", when=starts)


async def _due(chat: Chat, kind: RoleKind) -> list[Example]:
    waiting = await roll.open_for(chat.db, chat.person) if kind is RoleKind.LEADER else []
    return [Example(_("Who came to «{topic}»", topic=labels.topic(one.topic)), _("all present")) for one in waiting[:1]]


def _line(example: Example) -> Text:
    return _("• {what}: “{words}”", what=example.what, words=example.words)


FLOWS = (
    Flow(
        "help",
        helping,
        commands=("help",),
        intent=Intent.HELP,
        aside=True,
        label=_("How to use it"),
        phrases="""
            giúp với · hướng dẫn sử dụng · cách dùng trợ lý này · tôi không biết dùng · không biết bấm chỗ nào
            chỉ tôi cách xài cái này · con làm được những gì · làm sao để dùng · help · how do I use this
            chỉ giùm bà với · bà không rành mấy cái này · dùng làm sao · cái này để làm gì · trợ lý này giúp được gì
            chỉ tui xài cái này · sử dụng làm sao · bấm làm sao đây con · hướng dẫn tui bấm với · không rành bấm
            xài cái trợ lý này sao
            cái này xài làm sao · chỉ bà xài cái này · hướng dẫn giùm · không biết làm sao hết · bấm chỗ nào vậy con
            xai sao · làm được gì cho bà · dùng cái này sao con · tui không biết bấm · trợ lý làm được gì
        """,
    ),
    Flow(
        "leaflet",
        leaflet,
        label=_("🖨 As a page to print"),
        phrases="""
            tờ hướng dẫn · in tờ hướng dẫn · cho xin tờ hướng dẫn dùng trợ lý · leaflet · print the help
        """,
    ),
)
