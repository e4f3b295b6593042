"""Commands, names and descriptions: by role and language, told when they differ from what was told last."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot import clock, flows
from bot.app import App
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.profile import presentings
from bot.chat.message import Incoming
from bot.domain.access.rights import holders
from bot.domain.people.person import RoleKind, RoleStatus
from bot.i18n.catalogs import LANGUAGES
from bot.platforms.profile import present
from bot.services.messaging import command_menu
from bot.services.people import identity
from bot.services.roles import requests
from bot.storage.database import Database
from bot.storage.tables.people import Role
from tests import scene
from tests.fake_telegram import FakeTelegram, Person, faults

EVERYBODY = ["help", "settings", "privacy", "cancel", "language"]
OWN = {
    RoleKind.RESIDENT: [],
    RoleKind.VOLUNTEER: ["nhanca", "ca"],
    RoleKind.LEADER: ["lop", "diemdanh"],
    RoleKind.ORGANISER: ["lop", "canguoi"],
    RoleKind.COORDINATOR: ["lop", "tuan"],
    RoleKind.ADMINISTRATOR: ["moi", "yeucau"],
}


@dataclass
class Desk:
    """The assistant on Telegram; what people say is handed to it, and what it has to send leaves at once."""

    app: App
    telegram: Telegram
    events: int = 0

    async def hears(self, person: Person, text: str) -> None:
        self.events += 1
        await person.says(text)
        said = Incoming("telegram", str(self.events), str(person.id), text=text, language=person.user.language_code)
        await self.app.hear(said)
        await self.app.sender.drain()

    async def presents(self) -> None:
        lists = {language: command_menu.lines_for(frozenset(), language) for language in LANGUAGES}
        await present(self.app.database, "telegram:1", presentings(self.telegram.bot, lists))


@pytest.fixture
async def desk(telegram: Telegram, file_database: Database) -> Desk:
    return Desk(App(file_database, {"telegram": telegram}), telegram)


def test_a_list_is_short_and_leads_somewhere() -> None:
    for language in LANGUAGES:
        assert [line.command for line in command_menu.lines_for(frozenset(), language)] == EVERYBODY
        for kind in RoleKind:
            lines = command_menu.lines_for(frozenset({kind}), language)
            assert len(lines) <= command_menu.MOST
            assert {"help", "settings", "privacy"} <= {line.command for line in lines}
            assert all(line.command in flows.BY_COMMAND and 1 <= len(line.words) <= 256 for line in lines)


@pytest.mark.parametrize("kind", RoleKind)
def test_each_role_finds_its_own_two_first(kind: RoleKind) -> None:
    lines = command_menu.lines_for(frozenset({kind}), "vi")
    assert [line.command for line in lines] == [*OWN[kind], *EVERYBODY][: command_menu.MOST]


def test_who_has_several_roles_finds_the_most_needed_of_them() -> None:
    both = frozenset({RoleKind.LEADER, RoleKind.VOLUNTEER, RoleKind.ADMINISTRATOR})
    assert [line.command for line in command_menu.lines_for(both, "vi")][:2] == ["lop", "diemdanh"]
    assert [line.command for line in command_menu.lines_for(both, "en")][:2] == ["class", "roll"]
    above = frozenset({RoleKind.LEADER, RoleKind.COORDINATOR})
    assert [line.command for line in command_menu.lines_for(above, "vi")][:2] == ["lop", "tuan"]


@pytest.mark.parametrize("line", command_menu.OFFERED, ids=lambda line: line.english)
def test_a_line_is_a_command_of_those_who_find_it(line: command_menu.Offered) -> None:
    flow = flows.BY_COMMAND[line.vietnamese]
    assert flow is flows.BY_COMMAND[line.english]
    assert flow.right is None or (line.right is not None and holders(line.right) <= holders(flow.right))


async def test_the_profile_is_told_once_in_each_language(tg: FakeTelegram, desk: Desk) -> None:
    await desk.presents()
    an, john = tg.person("An"), tg.person("John", "en")
    assert an.commands == john.commands == EVERYBODY
    shown = tg.state.profile
    assert shown.commands_at(("default",), "")[0]["description"] == "Hướng dẫn cách dùng"
    assert shown.commands_at(("default",), "en")[0]["description"] == "How to use it"
    assert "Bình dân học vụ số" in shown.text_at("description", "vi")
    assert "close to your home" in shown.text_at("description", "en")
    assert shown.text_at("name", "vi") == "Học Vụ Số"
    assert shown.menu_button(None) == {"type": "commands"}
    before = len(tg.calls)
    await desk.presents()
    assert len(tg.calls) == before


async def test_what_the_platform_refuses_today_is_told_at_the_next_start(tg: FakeTelegram, desk: Desk) -> None:
    tg.next("setMyDescription", faults.throttled(30_000))
    await desk.presents()
    assert tg.state.profile.text_at("description", "vi") == ""
    before = len(tg.calls)
    await desk.presents()
    assert "Bình dân học vụ số" in tg.state.profile.text_at("description", "vi")
    assert len(tg.calls) == before + 1


async def test_a_new_role_brings_its_commands_at_once_and_the_end_of_it_takes_them(
    tg: FakeTelegram, desk: Desk
) -> None:
    await desk.presents()
    an, database = tg.person("An"), desk.app.database
    before = tg.calls_of("setMyCommands")
    await desk.hears(an, "chào")
    assert tg.calls_of("setMyCommands") == before
    async with database.begin() as db:
        home = await scene.group(db)
        person = (await identity.caller(db, Incoming("telegram", "0", str(an.id)))).person
        chief = (await identity.caller(db, Incoming("telegram", "0", "5"))).person
        db.add(
            Role(person_id=chief.id, kind=RoleKind.ADMINISTRATOR, status=RoleStatus.ACTIVE, requested_at=clock.now())
        )
        request = await requests.ask_to_lead(db, person, home)
        await requests.decide(db, chief, request.id, approve=True)
    await desk.app.sender.drain()
    assert an.commands == ["lop", "diemdanh", "help", "settings", "privacy"]
    calls = len(tg.calls_of("setMyCommands"))
    await desk.hears(an, "/help")
    assert len(tg.calls_of("setMyCommands")) == calls
    async with database.begin() as db:
        (role,) = await identity.roles_of(db, person)
        role.ends_at = clock.now()
    await desk.hears(an, "/help")
    assert an.commands == EVERYBODY


async def test_another_language_is_another_list(tg: FakeTelegram, desk: Desk) -> None:
    await desk.presents()
    an = tg.person("An")
    await desk.hears(an, "/language")
    await desk.hears(an, "English")
    words = tg.state.profile.commands_at(("chat", an.id), "")
    assert words[0]["description"] == "How to use it"


async def test_a_list_that_met_an_outage_is_told_when_it_is_over(tg: FakeTelegram, desk: Desk) -> None:
    an = tg.person("An")
    await desk.hears(an, "chào")
    tg.next("setMyCommands", faults.server_error())
    await desk.hears(an, "/language")
    await desk.hears(an, "English")
    assert an.commands == []
    clock.stop_at(clock.now() + timedelta(minutes=5))
    await desk.app.sender.drain()
    assert an.commands == EVERYBODY


async def test_among_others_there_is_little_to_command(tg: FakeTelegram, desk: Desk) -> None:
    await desk.presents()
    lan, an = tg.person("Lan"), tg.person("An", "en")
    chat = tg.group("Khu phố 3", [lan, an])
    assert lan.commands_in(chat) == ["noi", "help"]
    assert an.commands_in(chat) == ["help"]
