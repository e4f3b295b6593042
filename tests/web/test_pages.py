"""The page of leaders and coordinators: who comes in and how, what each may see, and what a form changes."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from itertools import chain

import httpx
import pytest
from openpyxl import load_workbook
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.applications import Starlette

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.safety.rate_limit import LIMITS, Limited
from bot.domain.tallies import Helped
from bot.domain.topics import Topic
from bot.services.access import oversight, page_sessions
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.storage.tables.courses import Attendance, ClassSession, Tally
from bot.storage.tables.page_sessions import PageLink, PageSession
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup
from bot.web.pages import limits, page_routes
from tests import scene
from tests.services.reports.test_ward_table import course, mark, person, session

SPAN = "from=2026-11-16&to=2026-11-22"


@dataclass
class House:
    """A database with two groups of one ward, a leader of the first, and the page in front of it."""

    database: Database
    three: ResidentialGroup
    five: ResidentialGroup
    lan: Person
    session_id: int = 0

    def browser(self) -> httpx.AsyncClient:
        """A browser of its own."""
        routes = page_routes(self.database.begin, self.database.read)
        app = httpx.ASGITransport(Starlette(routes=routes), raise_app_exceptions=False)
        return httpx.AsyncClient(transport=app, base_url="https://hocvuso.example", follow_redirects=True)

    async def link(self, of: Person) -> str:
        async with self.database.begin() as db:
            token = await page_sessions.invite(db, of)
        assert token is not None
        return f"/bang/vao/{token}"

    async def inside(self, of: Person | None = None) -> httpx.AsyncClient:
        """A browser that has come in, and has not looked at the page behind the door yet."""
        browser = self.browser()
        assert (await browser.post(await self.link(of or self.lan), follow_redirects=False)).status_code == 303
        return browser


@pytest.fixture
async def house(file_database: Database) -> House:
    async with file_database.begin() as db:
        three, five = await scene.group(db), await scene.group(db, "5")
        lan = await person(db, group_id=three.id, ward_code=scene.PHU_LOI)
        lan.name = "Trần Thị Lan"
        await scene.role(db, lan, RoleKind.LEADER, three)
        an, binh = await person(db), await person(db)
        an.name, binh.name = "Nguyễn <b>An</b>", "Lê Văn Bình"
        first = await session(db, await course(db, three, lan), "2026-11-18")
        await mark(db, first, {an: Mark.PRESENT, binh: Mark.NO_SHOW})
        db.add(Tally(session_id=first.id, helped=Helped.VNEID, n=4, by_id=lan.id, at=clock.now()))
        elsewhere = await session(db, await course(db, five, lan), "2026-11-19")
        await mark(db, elsewhere, {binh: Mark.PRESENT})
        return House(file_database, three, five, lan, first.id)


def seal_of(page: httpx.Response) -> str:
    found = re.search(r'name="seal" value="(\w+)"', page.text)
    assert found is not None
    return found[1]


async def test_a_link_is_looked_at_by_get_and_used_up_by_post(house: House) -> None:
    link = await house.link(house.lan)
    async with house.browser() as browser:
        for _look in range(2):
            looked = await browser.get(link)
            assert looked.status_code == 200
            assert "Lan" in looked.text
            assert not browser.cookies
        assert (await browser.post(link)).url.path == "/bang/"
        assert (await house.browser().post(link)).status_code == 410
        assert (await house.browser().get(link)).status_code == 410


async def test_a_link_dies_after_ten_minutes_and_a_visit_after_twelve_hours(house: House) -> None:
    old = await house.link(house.lan)
    visit = await house.inside()
    clock.stop_at(clock.now() + page_sessions.LINK_LIVES + timedelta(seconds=1))
    assert (await house.browser().post(old)).status_code == 410
    assert (await visit.get("/bang/")).status_code == 200
    clock.stop_at(clock.now() + page_sessions.VISIT_LIVES)
    assert (await visit.get("/bang/")).status_code == 401


async def test_links_and_cookies_are_kept_as_hashes(house: House) -> None:
    link = await house.link(house.lan)
    visit = await house.inside()
    async with house.database.begin() as db:
        kept = [*await db.scalars(select(PageLink.hash)), *await db.scalars(select(PageSession.hash))]
    assert len(kept) == 3
    for secret in (link.rpartition("/")[2], visit.cookies["hvs"]):
        assert secret not in kept
    cookie = (await house.browser().post(await house.link(house.lan), follow_redirects=False)).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/bang"} <= set(cookie.split("; "))


async def test_the_cookie_goes_over_tls_only_except_in_the_demo(house: House) -> None:
    async def comes_in(host: str) -> httpx.Response:
        headers = {"Host": host}
        return await house.browser().post(await house.link(house.lan), headers=headers, follow_redirects=False)

    # Whatever a proxy says of the host.
    for host in ("hocvuso.example", "127.0.0.1", "localhost:8080", "[::1]"):
        answer = await comes_in(host)
        assert "Secure" in answer.headers["set-cookie"].split("; ")
        assert answer.headers["location"] == "/bang/"
    house.database.belongs_to(Installation(page="http://127.0.0.1:8765"))
    assert "Secure" not in (await comes_in("127.0.0.1:8765")).headers["set-cookie"]


async def test_links_are_not_given_without_end_nor_to_everybody(house: House) -> None:
    async with house.database.begin() as db:
        given = [await page_sessions.invite(db, house.lan) for _n in range(LIMITS[Limited.PAGE_LINKS].most + 1)]
        assert given.count(None) == 1
        assert await page_sessions.invite(db, await person(db)) is None


async def test_log_out_here_and_everywhere(house: House) -> None:
    one, other, third = [await house.inside() for _n in range(3)]
    seal = seal_of(await one.get("/bang/"))
    await one.post("/bang/ra", data={"seal": seal})
    assert (await one.get("/bang/")).status_code == 401
    assert (await other.get("/bang/")).status_code == 200
    await other.post("/bang/ra", data={"seal": seal_of(await other.get("/bang/")), "everywhere": "1"})
    assert (await third.get("/bang/")).status_code == 401


async def test_who_is_no_leader_any_more_is_out(house: House) -> None:
    visit = await house.inside()
    async with house.database.begin() as db:
        for role in await db.scalars(select(Role)):
            role.status = RoleStatus.ENDED
    assert (await visit.get("/bang/")).status_code == 401


async def test_a_form_that_is_not_ours_changes_nothing(house: House) -> None:
    visit = await house.inside()
    for seal in ("", "0" * 64, "của người khác"):
        form = {"seal": seal, "mark-1": "present", "close": "1"}
        assert (await visit.post(f"/bang/buoi/{house.session_id}", data=form)).status_code == 403
        assert (await visit.post("/bang/ra", data={"seal": seal})).status_code == 403
        assert (await visit.get(f"/bang/buoi/{house.session_id}")).status_code == 200


async def test_a_leader_sees_the_own_group_and_no_other(house: House) -> None:
    visit = await house.inside()
    page = await visit.get(f"/bang/?{SPAN}")
    assert "Khu phố 3" in page.text
    assert "Khu phố 5" not in page.text
    assert "Khu phố 3" in (await visit.get(f"/bang/?place=g{house.five.id}&{SPAN}")).text
    names = await visit.get(f"/bang/nguoi?{SPAN}")
    assert "Nguyễn &lt;b&gt;An&lt;/b&gt;" in names.text
    assert "Lê Văn Bình" not in names.text, "who was absent did not come"


async def test_people_are_found_by_name_without_marks(house: House) -> None:
    visit = await house.inside()
    for typed, found in (("nguyen", True), ("NGUYỄN", True), (" an ", True), ("binh", False), ("%", True)):
        page = (await visit.get("/bang/nguoi", params={"name": typed, "from": "2026-11-16", "to": "2026-11-22"})).text
        assert ("Nguyễn &lt;b&gt;An&lt;/b&gt;" in page) == found, typed
        assert ("không có ai tên như vậy" in page) != found, typed


async def test_on_the_ladder_what_is_missing_is_a_dash(house: House) -> None:
    page = (await (await house.inside()).get(f"/bang/?{SPAN}")).text
    ladder = page[page.index('id="ladder"') :]
    cells = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in re.findall(r"<tr>.*?</tr>", ladder, re.DOTALL)]
    by_audience, everybody = cells[1:-1], cells[-1]
    assert set(chain.from_iterable(by_audience)) == {"—"}, "nobody's age or work is known"
    assert everybody[0] not in {"0", "—"}


async def test_a_session_of_another_group_is_closed(house: House) -> None:
    async with house.database.begin() as db:
        other = await person(db)
        await scene.role(db, other, RoleKind.LEADER, house.five)
    visit = await house.inside(other)
    assert (await visit.get(f"/bang/buoi/{house.session_id}")).status_code == 403
    assert (await visit.get("/bang/buoi/999999")).status_code == 404
    seal = seal_of(await visit.get("/bang/"))
    assert (await visit.post(f"/bang/buoi/{house.session_id}", data={"seal": seal})).status_code == 403


async def test_a_coordinator_sees_the_ward_and_calls_no_roll(house: House) -> None:
    async with house.database.begin() as db:
        thuy = await person(db)
        role = await scene.role(db, thuy, RoleKind.COORDINATOR, house.three)
        role.group_id = None
    visit = await house.inside(thuy)
    page = await visit.get(f"/bang/?{SPAN}")
    assert "Phường Phú Lợi" in page.text
    assert "Khu phố 5" in page.text
    roll = await visit.get(f"/bang/buoi/{house.session_id}")
    assert "Lê Văn Bình" in roll.text
    assert "cài đặt, kích hoạt VNeID: 4" in roll.text
    assert "<select name=" not in roll.text


async def test_above_the_ward_wards_stand_side_by_side_without_small_numbers(house: House) -> None:
    async with house.database.begin() as db:
        thuy = await person(db)
        role = await scene.role(db, thuy, RoleKind.COORDINATOR, house.three)
        role.group_id = role.ward_code = None
        far = await scene.group(db, "1", "25966")
        held = await session(db, await course(db, far, house.lan), "2026-11-18")
        await mark(db, held, {await person(db): Mark.PRESENT for _n in range(6)})
    visit = await house.inside(thuy)
    assert "/bang/khu-vuc?from=2026-11-16" in (await visit.get(f"/bang/?{SPAN}")).text

    page = (await visit.get(f"/bang/khu-vuc?{SPAN}")).text

    table, below = page.split("</table>", 1)
    rows = {
        row[0]: row[1:] for row in (re.findall(r">([^<]+)</(?:a|td|th)>", line) for line in table.splitlines()) if row
    }
    heads = rows["Phường, xã"]
    people, times = heads.index("Số người tham gia"), heads.index("Số lượt người tham gia")
    far_name, near_name = (next(name for name in rows if name.endswith(end)) for end in ("Lái Thiêu", "Phú Lợi"))
    assert (rows[near_name][people], rows[near_name][times]) == ("—", "2"), "two people might be known to everybody"
    assert (rows[far_name][people], rows[far_name][times]) == ("—", "6"), "8 - 6 would tell that they are two"
    assert rows["Tổng cộng"][people] == "8"
    assert "khu vực Bình Dương (cũ)" in below
    assert "1.600.000 người" in below
    ward = await visit.get(f"/bang/?place=w25966&{SPAN}")
    assert far_name in ward.text
    assert (await (await house.inside()).get("/bang/khu-vuc")).status_code == 403


async def test_the_roll_is_called_on_the_page_and_what_another_has_marked_stays(house: House) -> None:
    visit = await house.inside()
    clock.stop_at(clock.at(clock.today().replace(day=18), clock.local(clock.now()).time().replace(hour=20)))
    address = f"/bang/buoi/{house.session_id}"
    page = await visit.get(address)
    fields = dict(re.findall(r'name="(was-\d+)" value="(\w*)"', page.text))
    an, binh = (name.removeprefix("was-") for name in fields)
    async with house.database.begin() as db:
        row = await db.scalar(select(Attendance).where(Attendance.person_id == int(an)))
        assert row is not None
        row.mark = Mark.LATE
    form = {"seal": seal_of(page), **fields, f"mark-{an}": fields[f"was-{an}"], f"mark-{binh}": "excused"}
    assert (await visit.post(address, data=form)).status_code == 200
    async with house.database.begin() as db:
        here = select(Attendance).where(Attendance.session_id == house.session_id)
        marks = {row.person_id: row.mark for row in await db.scalars(here)}
    assert (marks[int(an)], marks[int(binh)]) == (Mark.LATE, Mark.EXCUSED)


async def test_the_files_hold_what_the_page_shows(house: House) -> None:
    visit = await house.inside()
    sheet = await visit.get(f"/bang/tep/bang.xlsx?{SPAN}")
    page = load_workbook(BytesIO(sheet.content)).worksheets[0]
    assert "bang-2026-11-16-2026-11-22.xlsx" in sheet.headers["content-disposition"]
    assert [row[1].value for row in page.iter_rows(min_row=7)] == ["Khu phố 3", "Tổng cộng (không ai bị tính hai lần)"]
    assert (await visit.get(f"/bang/tep/bang.csv?{SPAN}")).content.startswith(b"\xef\xbb\xbf")
    assert (await visit.get(f"/bang/tep/bao-cao.pdf?{SPAN}")).content.startswith(b"%PDF")
    assert (await visit.get("/bang/tep/..%2Fbot.db")).status_code == 404


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=2026-11-22&to=2026-11-16", "Ngày cuối đứng trước"),
        ("from=x&to=2026-11-16", "Không đọc được"),
        ("from=&to=2026-11-16", "Không đọc được"),
    ],
)
async def test_days_that_make_no_sense_are_said_plainly(house: House, asked: str, said: str) -> None:
    page = await (await house.inside()).get(f"/bang/?{asked}")
    assert page.status_code == 200
    assert said in page.text


@pytest.mark.parametrize("path", ["", "buoi", "nguoi", "nguoi?of=volunteers", "tep/bang.xlsx", "buoi/1"])
async def test_without_a_visit_every_page_says_where_to_ask(house: House, path: str) -> None:
    page = await house.browser().get(f"/bang/{path}")
    assert page.status_code == 401
    assert "Nhắn «bảng»" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"


async def test_an_address_that_makes_no_sense_is_no_fault_of_ours(house: House) -> None:
    visit = await house.inside()
    for path, status in (
        ("buoi/99999999999999999999", 404),
        ("buoi/4294967296", 404),
        (f"buoi/{'9' * 5000}", 404),
        ("buoi/-1", 404),
        ("?from=0001-01-01&to=0001-01-02", 400),
        ("?from=9999-12-31&to=9999-12-31", 400),
        ("buoi?from=1999-12-31&to=2026-11-22", 400),
        ("nguoi?from=0001-01-01&to=9999-12-31", 400),
        ("tep/bang.xlsx?from=2026-11-16&to=2101-01-01", 400),
        ("?from=2000-01-01&to=2100-12-31", 200),
        ("?from=2026-11-16%00&to=2026-11-22", 200),
        ("buoi?place=g99999999999999999999", 200),
        ("nguoi?of=%F0%9F%92%A9", 200),
        ("tep/%00", 404),
        ("vao/%00", 410),
    ):
        answer = await visit.get(f"/bang/{path}")
        assert answer.status_code == status, path
        assert "<h1" in answer.text, path


async def test_a_form_that_makes_no_sense_is_no_fault_of_ours(house: House) -> None:
    visit, part = await house.inside(), b"--x\r\nContent-Disposition: form-data; name=seal"
    for kind, body in (
        ("application/x-www-form-urlencoded", b"\xff=%FF&=&%&seal=%ed%a0%80"),
        ("application/x-www-form-urlencoded", b"a&" * 3000),
        ("application/x-www-form-urlencoded; charset=x", b"seal=1"),
        ("multipart/form-data", b"seal"),
        ("multipart/form-data; boundary=x; charset=x", part + b"\r\n\r\n1\r\n"),
        ("multipart/form-data; boundary=x", part + b"; filename=a\r\n\r\n1\r\n--x--"),
        ("application/json", b"{"),
        ("", b"\0"),
    ):
        answer = await visit.post(f"/bang/buoi/{house.session_id}", content=body, headers={"Content-Type": kind})
        assert answer.status_code in {400, 403}, (kind, body)


async def test_every_answer_says_what_a_browser_may_do_with_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    visit, stranger = await house.inside(), house.browser()
    answers = {
        200: [await visit.get(f"/bang/{path}") for path in ("", "tep/bang.csv", "giao-dien/page.css")],
        400: [await visit.get("/bang/?from=0001-01-01&to=0001-01-01")],
        401: [await stranger.get("/bang/")],
        403: [await visit.get("/bang/khu-vuc")],
        404: [await visit.get(f"/bang/{path}") for path in ("x", "tep/x", "chu/x")],
        405: [await visit.post("/bang/")],
        410: [await stranger.get("/bang/vao/x")],
        413: [await visit.post("/bang/ra", content=bytes(65 * 1024))],
    }
    monkeypatch.setattr(limits, "OF_A_VISIT", 0)
    answers[429] = [await visit.get("/bang/")]
    for status, answer in ((status, answer) for status, some in answers.items() for answer in some):
        assert answer.status_code == status
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["referrer-policy"] == "no-referrer"


async def test_a_fault_is_said_kindly(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_what: object) -> None:
        raise fault

    visit = await house.inside()
    monkeypatch.setattr(oversight, "sessions", fails)
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    for fault, status, later in (
        (OperationalError("SELECT", {}, locked), 503, "5"),
        (NoConnection("QueuePool limit"), 503, "5"),
        (IntegrityError("SELECT", {}, sqlite3.IntegrityError("ours")), 500, None),
        (ValueError("ours"), 500, None),
    ):
        answer = await visit.get("/bang/buoi")
        assert (answer.status_code, answer.headers.get("retry-after")) == (status, later), fault
        assert "<h1>" in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*args: object) -> None:
        seen.append(str(args[2]))

    engines = (database.engine.sync_engine, database._readers.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", ["", "buoi", "nguoi", "nguoi?of=volunteers", "session"])
async def test_thirty_rows_cost_as_many_queries_as_one(house: House, path: str) -> None:
    visit = await house.inside()
    address = f"/bang/buoi/{house.session_id}" if path == "session" else f"/bang/{path}?{SPAN}"
    with counting(house.database) as before:
        await visit.get(address)
    async with house.database.begin() as db:
        made = await course(db, house.three, house.lan, topic=Topic.T05)
        for day in range(30):
            await session(db, made, f"2026-11-{16 + day % 7}")
        found = [await person(db) for _n in range(30)]
        row = await db.get_one(ClassSession, house.session_id)
        await mark(db, row, dict.fromkeys(found, Mark.PRESENT))
    with counting(house.database) as after:
        await visit.get(address)
    assert len(before) == len(after) > 0
