"""«Giúp»: examples of what each role can write, all of them understood; and the same on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from bot import flows
from bot.chat import examples
from bot.chat.examples import EXAMPLES
from bot.domain.parsing.intents import intent_of
from bot.domain.people.person import RoleKind
from bot.flows import intentions
from bot.i18n import Reader
from bot.i18n.catalogs import LANGUAGES
from bot.storage.tables.files import StoredFile
from tests import scene
from tests.town import Town

EACH = [(kind, language) for kind in EXAMPLES for language in LANGUAGES]


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_whoever_reads_an_example_is_understood_when_writing_it(kind: RoleKind, language: str) -> None:
    typed = [example.words.for_(Reader(language)) for example in EXAMPLES[kind]]
    missed = [
        words
        for words in typed
        if intent_of(words) not in flows.BY_INTENT and intentions.heard(words, frozenset({kind}))["wish"] is None
    ]
    assert missed == []


def test_every_role_has_its_examples() -> None:
    assert set(EXAMPLES) == set(RoleKind) == set(examples.ORDER)


async def test_a_leader_is_helped_with_what_is_due_first(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.course(db, await scene.leader(db, lan, home))
    await lan.says("giúp")
    assert lan.sees("Mở lớp: “mở lớp VNeID", "Nhầm thì nhắn «về đầu»").count("•") == 6
    await town.time_is("2026-11-25 20:05")
    await lan.says("/help")
    first = next(line for line in lan.sees("Ví dụ").splitlines() if line.startswith("•"))
    assert first == "• Ai đã tới lớp “Chống lừa đảo”: “đủ”"


async def test_a_resident_is_helped_in_one_screen_and_on_paper(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home))
        await scene.seat(db, await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba"), made)
    await tu.says("chỉ bà xài cái này với con")
    tu.sees("Bà cứ nhắn như nói chuyện", "Buổi tới của bà: 7 giờ tối", "“tôi muốn học”")
    await tu.taps("Tờ hướng dẫn")
    tu.sees("in ra, đặt cạnh điện thoại" if town.carries_files else "trưởng khu phố, ấp in được cho bà")
    async with town.begin() as db:
        (file,) = await db.scalars(select(StoredFile))
        assert (file.name, file.mime) == ("huong-dan-hoc-vien.pdf", "application/pdf")
        (page,) = PdfReader(BytesIO(file.content)).pages
    text = " ".join(page.extract_text().split())
    for example in EXAMPLES[RoleKind.RESIDENT]:
        assert example.words.for_(Reader("vi")) in text
