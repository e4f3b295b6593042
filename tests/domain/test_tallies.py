"""One line that says what people were helped with."""

from bot.domain.tallies import MOST, Helped, read_tally
from tests.tables import each_of

VNEID, SERVICES, PAYMENTS = Helped.VNEID, Helped.SERVICES, Helped.PAYMENTS


@each_of(
    ("line", "counts"),
    [
        ("VNeID 4, dịch vụ công 2", {VNEID: 4, SERVICES: 2}),
        ("4 vneid và 2 dvc", {VNEID: 4, SERVICES: 2}),
        ("vneid 4; thanh toan 1", {VNEID: 4, PAYMENTS: 1}),
        ("mã QR cho tiểu thương 3", {Helped.QR_SHOPS: 3}),
        ("sổ sức khỏe 2, công dân số 5", {Helped.HEALTH: 2, Helped.CITY_APP: 5}),
        ("hồ sơ 0", {SERVICES: 0}),
    ],
)
def test_read(line: str, counts: dict[Helped, int]) -> None:
    assert read_tally(line) == counts


@each_of(
    "line", ["", "vneid", "4", "vneid 4 5", "vneid 4, vneid 5", "vneid 4, gì đó 2", f"vneid {MOST + 1}", "vneid 12345"]
)
def test_not_read(line: str) -> None:
    assert read_tally(line) is None
