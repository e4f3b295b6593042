"""The people of the demo's neighbourhood, all made up."""

from dataclasses import dataclass
from itertools import product

from bot.domain.people.person import AgeBand
from bot.i18n import Text, _

# Khu phố without a leader are there as well: people live in them.
LED, UNLED = ("1", "3", "5", "7"), ("9", "11")


@dataclass(frozen=True)
class Played:
    """Somebody whose phone the audience can hold; without a name nobody knows them yet."""

    account: str
    shown: str
    caption: Text
    name: str = ""
    form: str = ""
    group: str = "3"
    age: AgeBand | None = None


LEADERS = (
    Played("lan", "Chị Lan", _("leader of khu phố 3"), "Trần Thị Lan", "chi"),
    Played("thao", "Cô Thảo", _("leader of khu phố 1"), "Đỗ Thị Thảo", "co", "1"),
    Played("hoa", "Chú Hòa", _("leader of khu phố 5"), "Bùi Văn Hòa", "chu", "5"),
    Played("dung", "Anh Dũng", _("leader of khu phố 7, with a roll to be called"), "Phan Quốc Dũng", "anh", "7"),
)
COORDINATOR = Played("ngoc", "Chị Ngọc", _("coordinator of the ward"), "Huỳnh Bảo Ngọc", "chi")
ADMINISTRATOR = Played("quan", "Anh Quân", _("administrator"), "Lê Minh Quân", "anh")
ORGANISERS = (
    Played("dat", "Anh Đạt", _("speaks for the Youth Union"), "Ngô Thành Đạt", "anh"),
    Played("hanh", "Chị Hạnh", _("speaks for an enterprise"), "Vũ Thị Hạnh", "chi", "7"),
)
WANTS_TO_LEAD = Played("mai", "Chị Mai", _("asks to lead khu phố 9"), "Trương Thị Mai", "chi", "9")
VOLUNTEERS = (
    Played("huong", "Hương", _("volunteer, 21"), "Phạm Thu Hương", "ban", age=AgeBand.FROM_18),
    Played("khoa", "Khoa", _("volunteer of the Youth Union, 19"), "Nguyễn Đăng Khoa", "ban", "5", AgeBand.FROM_18),
    Played("linh", "Linh", _("volunteer of the Youth Union, 20"), "Trần Mỹ Linh", "ban", "7", AgeBand.FROM_18),
)
LEARNERS = (
    Played("tu", "Bà Tư", _("resident, 68"), "Nguyễn Thị Tư", "ba", age=AgeBand.FROM_60),
    Played("sau", "Chú Sáu", _("resident, 61"), "Võ Văn Sáu", "chu", age=AgeBand.FROM_60),
    Played("nam", "Ông Năm", _("resident, 76, asks for lessons at home"), "Lý Văn Năm", "ong", "5", AgeBand.FROM_75),
    Played("tam", "Cô Tám", _("resident, 63, has reported an incident"), "Hồ Thị Tám", "co", "5", AgeBand.FROM_60),
    Played("phuc", "Anh Phúc", _("worker, 34"), "Đinh Hữu Phúc", "anh", "7", AgeBand.FROM_18),
    Played("ut", "Bà Út", _("resident, 70, lives where nobody leads"), "Mai Thị Út", "ba", "9", AgeBand.FROM_60),
)
UNKNOWN = (
    Played("bay", "Ông Bảy", _("72, has never used it")),
    Played("minh", "Minh", _("student, has never used it")),
)
# The first three hold the phones at the beginning.
CAST = (
    VOLUNTEERS[0],
    UNKNOWN[0],
    LEADERS[0],
    *LEARNERS,
    *VOLUNTEERS[1:],
    *LEADERS[1:],
    COORDINATOR,
    *ORGANISERS,
    ADMINISTRATOR,
    WANTS_TO_LEAD,
    UNKNOWN[1],
)

_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
_ELDERS = (("Thị Ba", "ba"), ("Văn Tám", "ong"), ("Thị Chín", "ba"), ("Văn Mười", "ong"), ("Thị Lành", "co"))
_YOUNG = ("Gia Hân", "Anh Thư", "Quốc Bảo", "Minh Châu", "Thanh Trúc")


def neighbours(n: int) -> list[tuple[str, str]]:
    """Return n names with their forms of address; the same at each call."""
    each = [(f"{surname} {name}", form) for (name, form), surname in product(_ELDERS, _SURNAMES)]
    return (each * (n // len(each) + 1))[:n]


def students(n: int) -> list[str]:
    each = [f"{surname} {name}" for name, surname in product(_YOUNG, _SURNAMES)]
    return each[:n]
