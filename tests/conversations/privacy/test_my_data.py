"""What is kept is seen, corrected, taken along, agreed to or not, by oneself and at once."""

import json
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from sqlalchemy import select

from bot.domain.people.person import ConsentPurpose
from bot.i18n import Reader
from bot.i18n.address import FORMS
from bot.services.people import consent
from bot.services.privacy import export
from bot.storage.tables import Base
from bot.storage.tables.files import StoredFile
from bot.storage.tables.people import Consent, Person
from tests import scene
from tests.conversations.courses.test_papers import printed
from tests.town import Talker, Town

_TEXTS = Path(__file__).parents[3] / "docs" / "consent"


async def tu_of(town: Town, lan: Talker) -> Talker:
    """Bà Tư, who is in a class of Chị Lan's."""
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.group(db, "5")
        made = await scene.course(db, await scene.leader(db, lan, home))
        person = await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        await scene.seat(db, person, made)
    return tu


async def test_my_data_is_seen_and_corrected(town: Town) -> None:
    tu = await tu_of(town, town.phone("Chị Lan"))
    await tu.says("/privacy")
    said = [line for line in tu.sees("Bà được xem, sửa, tải về, rút lại, xóa").splitlines() if line.startswith("•")]
    assert 5 < len(said) <= 10
    assert max(map(len, said)) <= 90
    await tu.taps("Dữ liệu của tôi")
    tu.sees("Nguyễn Thị Tư", "Gọi là: bà Tư", "Khu phố 3, Phường Phú Lợi", "chưa có", "Đang học 1 lớp, đã đến 0 buổi")


async def test_each_thing_is_corrected_by_a_button(town: Town) -> None:
    tu = await tu_of(town, town.phone("Chị Lan"))
    await tu.says("dữ liệu của tôi")
    await tu.taps("Sửa")
    await tu.taps("Họ")
    await tu.says("nguyễn thị ánh tư")
    tu.sees("sửa lại rồi")
    tu.sees("Nguyễn Thị Ánh Tư")
    await tu.taps("Nhầm, trả lại")
    tu.sees("như cũ")
    assert (await town.knows(tu)).search_name == "nguyen thi tu"
    await tu.taps("Sửa")
    await tu.taps("Khu phố")
    await tu.says("Phú Lợi")
    await tu.says("khu phố 5")
    tu.sees("Khu phố 5")
    await tu.taps("Sửa")
    await tu.taps("Cách xưng hô")
    await tu.taps("Cô")
    tu.sees("gọi là cô")
    await tu.taps("Nhầm, trả lại")
    tu.sees("Gọi là: bà Tư")


async def test_a_number_is_left_and_erased(town: Town) -> None:
    tu = await tu_of(town, town.phone("Chị Lan"))
    await tu.says("dữ liệu của tôi")
    await tu.taps("Sửa")
    await tu.taps("Số điện thoại")
    await tu.says("0912 345 678")
    await tu.says("dữ liệu của tôi")
    tu.sees("0912 345 678")
    await tu.taps("Sửa")
    await tu.taps("Số điện thoại")
    await tu.taps("Xóa số này")
    tu.sees("Số điện thoại: chưa có")
    assert (await town.knows(tu)).phone is None


async def test_an_age_may_be_unsaid(town: Town) -> None:
    tu = await tu_of(town, town.phone("Chị Lan"))
    for chosen, shown in (("75", "Nhóm tuổi: 75 tuổi"), ("không muốn nói", "Nhóm tuổi: chưa cho biết")):
        await tu.says("/sua")
        await tu.taps("Tuổi")
        await tu.taps(chosen)
        tu.sees(shown)


async def test_everything_is_taken_along(town: Town) -> None:
    tu = await tu_of(town, town.phone("Chị Lan"))
    await tu.says("/privacy")
    await tu.taps("Dữ liệu của tôi")
    await tu.taps("Tải về")
    tu.sees("bản để đọc" if town.carries_files else "mục «Thông tin của tôi»")
    tu.sees("máy tính đọc" if town.carries_files else "chuyển sang chương trình khác")
    async with town.begin() as db:
        files = {file.name: file.content for file in await db.scalars(select(StoredFile))}
    page = " ".join(printed(files["du-lieu-cua-toi.pdf"]))
    for words in ("Nguyễn Thị Tư", "Chống lừa đảo", "đã giữ chỗ", "Giữ chỗ, nhắc lịch", "đồng ý", "Tin nhắn"):
        assert words in page, normalize("NFC", page)
    tables = json.loads(files["du-lieu-cua-toi.json"])["tables"]
    assert tables["person"][0]["name"] == "Nguyễn Thị Tư"
    assert [seat["status"] for seat in tables["seat"]] == ["held"]
    assert tables["consent"][0]["given"] is True
    assert any("Nguyễn" in row["message"]["text"] or row["message"]["text"] for row in tables["outbox"])
    assert "Trần Thị Lan" not in json.dumps(tables["person"], ensure_ascii=False)
    # It was kept to arrive, and for no longer.
    await town.time_is("2026-11-24 10:05")
    async with town.begin() as db:
        assert [file for file in await db.scalars(select(StoredFile)) if file.name.startswith("du-lieu")] == []


async def test_photos_are_a_purpose_of_their_own(town: Town) -> None:
    tu = await tu_of(town, town.phone("Chị Lan"))
    await tu.says("/privacy")
    await tu.taps("Điều tôi đồng ý")
    tu.sees("✅ Giữ chỗ, nhắc lịch", "▫️ Đăng hình chụp ở lớp: chưa hỏi")
    await tu.taps("Trả lời chuyện đăng hình")
    tu.sees("vẫn học như thường")
    await tu.taps("Không đồng ý")
    tu.sees("✖️ Đăng hình chụp ở lớp: bà không đồng ý")
    await tu.taps("Trả lời chuyện đăng hình")
    await tu.taps("Tôi đồng ý")
    tu.sees("✅ Đăng hình chụp ở lớp")
    await tu.taps("Thôi cho đăng hình")
    tu.sees("không đăng hình")
    tu.sees("✖️ Đăng hình chụp ở lớp")
    async with town.begin() as db:
        person = await scene.person(db, tu)
        said = list(await db.scalars(select(Consent).where(Consent.person_id == person.id).order_by(Consent.id)))
        assert await consent.given(db, person)
        assert not await consent.given(db, person, ConsentPurpose.PHOTOS)
    photos = [one for one in said if one.purpose is ConsentPurpose.PHOTOS]
    assert [(one.given, one.withdrawn_at is not None, one.channel) for one in photos] == [
        (False, True, "web"),
        (True, True, "web"),
    ]
    read = consent.WORDS[ConsentPurpose.PHOTOS].for_(Reader("vi", "ba", "Tư"))
    assert {one.text_hash for one in photos} == {sha256(read.encode()).hexdigest()}


async def test_the_leader_sees_who_may_be_in_photos(town: Town) -> None:
    lan = town.phone("Chị Lan")
    tu = await tu_of(town, lan)
    await lan.says("/sessions")
    await lan.taps("Chống lừa đảo")
    await lan.taps("Danh sách")
    assert "📷" not in "".join(lan.new)
    await tu.says("/privacy")
    await tu.taps("Điều tôi đồng ý")
    await tu.taps("Trả lời chuyện đăng hình")
    await tu.taps("Tôi đồng ý")
    await lan.says("/sessions")
    await lan.taps("Chống lừa đảo")
    await lan.taps("Danh sách")
    lan.sees("Nguyễn Thị Tư 📷", "đồng ý cho đăng hình")


async def test_who_is_witnessed_says_by_whom(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        sau = await scene.without_phone(db, home, "Phan Thị Sáu", "ba")
        await consent.by_word_of_mouth(db, [sau], leader, "đọc cho nghe")
        said = (await db.scalars(select(Consent).where(Consent.person_id == sau.id))).one()
        assert await consent.given(db, sau)
        assert (said.witness_id, said.person_id) == (leader.id, sau.id)


def test_the_words_of_this_version_are_on_record() -> None:
    """A consent is proved by its hash, so that each version's words stay: new words need a new VERSION."""
    parts = [f"# {consent.VERSION}\n"]
    put = {purpose.value: words for purpose, words in consent.WORDS.items()}
    for purpose, words in {**put, "classes of helpers": consent.WORDS_TO_HELPERS}.items():
        for language in ("vi", "en"):
            for form in FORMS:
                read = words.for_(Reader(language, form))
                parts.append(f"## {purpose}, {language}, {form}\n\n{sha256(read.encode()).hexdigest()}\n\n{read}\n")
    text, file = "\n".join(parts), _TEXTS / f"{consent.VERSION}.md"
    if not file.exists():
        file.write_text(text, "utf-8")
    assert file.read_text("utf-8") == text, "the words have changed: set a new consent.VERSION"


def test_what_names_a_person_is_taken_along_or_said_why_not() -> None:
    """Every table that points to people or their accounts."""
    not_taken = {
        # What somebody did for others is about those others; it stands in Act as what they did.
        *(
            "code",
            "course",
            "class_session",
            "tally",
            "notice",
            "match_run",
            "week_report",
            "announcement",
            "official_figure",
            "target",
            # What a leader asked for, and a school counted, is about the group and the pupils.
            "proposal",
            "pupil_count",
        ),
        # The chat of a group, and its posts.
        *("group_chat", "group_post"),
        # What administrators did to the installation; whose role was looked at was told of it at once.
        *("sending_stop", "viewing", "setting"),
        # What was offered stands in the messages; hashes open nothing.
        *("question", "page_link", "visit", "calendar_feed"),
    }
    taken = {table.__tablename__ for table in (*export.OWN, *export.OWN_BY_ADDRESS)}
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in {"person", "address"} or table.name == "person"
    }
    assert pointing - taken - not_taken == set()
    assert taken & not_taken == set()
    assert Person in export.OWN
