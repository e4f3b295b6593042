"""«Một người hay hai?»: one pair of possible duplicates at a time, with reasons; who keeps the book decides."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.access.rights import Right
from bot.domain.people import phones
from bot.flows.questions.host import given_host, which_host
from bot.flows.register.texts import REASONS
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access.permissions import Host
from bot.services.register import duplicates
from bot.services.register.duplicates import Suspects
from bot.storage.tables.people import Person

_BOOK = option(_("📖 The book"), "book")


async def one_or_two(chat: Chat) -> None:
    host = await which_host(chat, Right.KEEP_BOOK)
    if host is None:
        return chat.go("not_yours")
    found = await duplicates.suspects(chat.db, chat.person, host)
    asked = chat.given("pair")
    pair = (
        next((one for one in found if [one.one.id, one.other.id] == asked), None) if asked else next(iter(found), None)
    )
    if pair is None:
        return chat.say(_("I find nobody who might be in the book twice."), _BOOK)
    chat.answers["pair"] = [pair.one.id, pair.other.id]
    answer = await chat.choose(
        "answer",
        await _question(chat, pair),
        {"one": _("One person"), "two": _("Two people"), "later": _("Later")},
    )
    if answer == "later":
        return chat.say(_("All right, I leave it as it is."), _BOOK)
    await (_merge(chat, host, pair) if answer == "one" else _keep_apart(chat, host, pair))


async def _question(chat: Chat, pair: Suspects) -> Text:
    ids = [pair.one.id, pair.other.id]
    came = await duplicates.times_came(chat.db, ids)
    own = await duplicates.with_account(chat.db, ids)
    return lines(
        _("👥 One person, or two?"),
        *(_described(n, who, came.get(who.id, 0), who.id in own) for n, who in enumerate((pair.one, pair.other), 1)),
        _("I ask because they have:"),
        *(REASONS[reason] for reason in pair.why),
    )


def _described(n: int, who: Person, came: int, own: bool) -> Text:  # noqa: FBT001 a fact, not a switch
    parts = [
        verbatim(phones.masked(who.phone)) if who.phone else _("no telephone"),
        labels.age(who.age_band),
        n_("came to one session", "came to {n} sessions", came) if came else _("has not come yet"),
        _("writes to me") if own else None,
    ]
    line = _("{n}) {person}", n=n, person=labels.in_full(who))
    for part in (part for part in parts if part is not None):
        line = _("{one} · {other}", one=line, other=part)
    return line


async def _merge(chat: Chat, host: Host, pair: Suspects) -> None:
    act = await duplicates.merge(chat.db, chat.person, host, pair.one.id, pair.other.id)
    if act is None:
        return chat.say(
            _("Both write to me themselves or have a role, so I cannot make them one. They can link their telephones."),
            _BOOK,
        )
    kept = pair.one if act.facts["keep"] == pair.one.id else pair.other
    chat.say(
        lines(
            _(
                "Done. They are one person: {name}. Nothing of either is lost, and reports count one.",
                name=labels.in_full(kept),
            ),
            _("It can be taken back for 30 days, on the person's page."),
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        *_next(host),
    )


async def _keep_apart(chat: Chat, host: Host, pair: Suspects) -> None:
    act = await duplicates.are_two(chat.db, chat.person, host, pair.one.id, pair.other.id)
    chat.say(
        _("All right, they are two people. I will not ask again."),
        option(_("↩️ Undo"), "undo", act=act.id),
        *_next(host),
    )


def _next(host: Host) -> tuple[Option, Option]:
    at = given_host(host)
    return option(_("➡️ The next pair"), "one_or_two", **at), option(_("📖 The book"), "book", **at)


FLOWS = (Flow("one_or_two", one_or_two, right=Right.KEEP_BOOK),)
