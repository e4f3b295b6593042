"""«Máy của tôi»: a second phone is joined by a code, a lost one is cut off; a leader does it for others."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.intents import Intent
from bot.flows.questions.who import which_of
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import codes, permissions
from bot.services.access.limits import TooOften
from bot.services.delivery import linked_accounts
from bot.services.delivery.linked_accounts import SomebodyElse
from bot.services.people import profile
from bot.services.safety import rate_limit
from bot.storage.tables.people import Address, Person

_HOME = option(_("🏠 Home"), "home")
_PERSON = option(_("🙋 Talk to a person"), "person")
_GONE = _("That code is no longer good. Please make a new one on the first phone.")


async def phones(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.say(_("On the phone you used before, send «máy mới»: there you get a code to type here."), _PERSON)
    of = await linked_accounts.whose(chat.db, chat.person, chat.given("of"))
    ways = [option(_("➕ Join a phone"), "add_phone", of=of.id)]
    if await _to_cut(chat, of):
        ways.append(option(_("🚫 A phone is lost"), "cut_off", of=of.id))
    if of is chat.person and await permissions.groups_led(chat.db, chat.person):
        ways.append(option(_("👥 Somebody else's phone"), "whose_phone"))
    chat.say(_how_many(chat, of, len(await linked_accounts.of(chat.db, of))), *ways)


async def whose_phone(chat: Chat) -> None:
    typed = await chat.ask("name", _("Whose phone is it? Please type the name."), _name)
    found = await linked_accounts.named(chat.db, chat.person, typed)
    if not found:
        return chat.say(_("I found nobody of that name in your group."), option(_("🔁 Another name"), "whose_phone"))
    chat.go("phones", of=await which_of(chat, "which", found, numbers=True))


async def add_phone(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("phones")
    of = await linked_accounts.whose(chat.db, chat.person, chat.given("of"))
    try:
        code = await linked_accounts.code_for(chat.db, chat.person, of)
    except TooOften:
        return chat.say(_("So many codes in a row: please wait an hour, or talk to a person."), _PERSON)
    where = _("On the other phone, send me this code: {code}", code=verbatim(code.text))
    if of is not chat.person:
        name = labels.person(of)
        where = _("On the new phone of {name}, send me this code: {code}", name=name, code=verbatim(code.text))
    chat.say(lines(where, _("It works once, for 10 minutes. Please show it to nobody else.")), _HOME)


async def join_account(chat: Chat) -> None:
    if await rate_limit.takes_part_in_guessing(chat.db, chat.person):
        return chat.say(_("I join no phones just now. Please try again in ten minutes, or talk to a person."), _PERSON)
    code = await codes.look_up(chat.db, str(chat.given("code")))
    try:
        of = None if code is None else await linked_accounts.owner(chat.db, chat.address, code)
    except SomebodyElse:
        words = _("This phone belongs to {name} already.", name=labels.person(chat.person))
        return chat.say(lines(words, _("Whether both are one person, your leader can say.")), _PERSON, _HOME)
    if code is None or of is None:
        return chat.say(_GONE, _PERSON)
    if of is chat.person:
        return chat.say(_("This phone is joined already."), _HOME)
    name = labels.person(of)
    sure = await chat.confirm(
        "sure",
        _("Is this phone used by {name}, too?", name=name),
        _("✅ Yes, join it"),
        _("No"),
    )
    if not sure:
        return chat.say(_("All right, nothing is changed."), _HOME)
    act = await linked_accounts.join(chat.db, chat.address, code)
    if act is None:
        return chat.say(_GONE, _PERSON)
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act.by_id == of.id else ()
    chat.say(_("Done, the phones are joined. I will write to the one you used last."), *undo, _HOME)


async def cut_off(chat: Chat) -> None:
    of = await linked_accounts.whose(chat.db, chat.person, chat.given("of"))
    others = {address.id: _used(address) for address in await _to_cut(chat, of)}
    which = chat.given("account") or (next(iter(others)) if len(others) == 1 else None)
    if which is None and others:
        which = await chat.choose("which", _("Which phone is lost?"), others)
    if which not in others:
        return chat.say(_("There is no other phone to cut off."), _HOME)
    words = _("Shall I cut off the phone {used}? Whoever holds it then sees and does nothing here.", used=others[which])
    if not await chat.confirm_in_words("sure", words, _("🚫 Cut it off"), _("Leave it")):
        return chat.say(_("All right, nothing is changed."), _HOME)
    act = await linked_accounts.cut_off(chat.db, chat.person, which)
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act is not None else ()
    chat.say(_("Done, that phone is cut off."), *undo, option(_("➕ Join a phone"), "add_phone", of=of.id), _HOME)


async def _to_cut(chat: Chat, of: Person) -> list[Address]:
    return [address for address in await linked_accounts.of(chat.db, of) if address.id != chat.address.id]


def _how_many(chat: Chat, of: Person, n: int) -> Text:
    if of is not chat.person:
        name = labels.person(of)
        return n_("{name} writes to me from one phone.", "{name} writes to me from {n} phones.", n, name=name)
    if n == 1:
        return _("You write to me from this phone only.")
    return _("You write to me from {n} phones. I answer on the one you used last.", n=n)


def _used(address: Address) -> Text:
    return _("last used at {when}", when=address.last_used_at)


def _name(words: str) -> str | None:
    return words.strip()[:80] or None


FLOWS = (
    Flow(
        "phones",
        phones,
        commands=("may", "phones"),
        intent=Intent.PHONES,
        label=_("📱 My phones"),
        phrases="""
            tôi có máy mới · đổi điện thoại mới · đổi số điện thoại · mất điện thoại rồi · nối thêm máy
            tôi dùng hai máy · rớt mất máy · máy cũ hư tôi dùng máy khác · my phones · new phone · lost my phone
            đổi sim khác · số cũ bỏ rồi · mua điện thoại mới phải làm sao · con đổi số rồi
            mới mua máy khác · sắm điện thoại mới · chuyển qua máy mới · đổi sim rồi · đổi số rồi · dùng thêm máy này
            I got a new phone · máy cũ mất rồi xài máy khác
            tui đổi số rồi · mới đổi số điện thoại · tôi xài số khác rồi · số mới của tui đây · đổi qua số mới
            mua máy mới rồi · mất máy rồi con · may moi · chuyển sang số khác · dùng điện thoại khác rồi
            máy này của con gái, bà không xài nữa · điện thoại này giờ người khác xài · thay máy mới rồi nha
            bị giật điện thoại rồi · máy cũ rớt mất
        """,
    ),
    Flow("add_phone", add_phone),
    Flow("join_account", join_account),
    Flow("cut_off", cut_off),
    Flow("whose_phone", whose_phone),
)
