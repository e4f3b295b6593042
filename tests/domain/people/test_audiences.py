"""Which audience words name: said, never guessed."""

from bot.domain.people.audiences import find_audience, find_for_whom
from bot.domain.people.person import Audience
from tests.tables import each_of

_SAID = {
    "Công nhân": Audience.WORKER,
    "lao động tự do": Audience.WORKER,
    "Tiểu thương chợ Phú Lợi": Audience.TRADER,
    "hộ kinh doanh": Audience.TRADER,
    "người lao động doanh nghiệp": Audience.ENTERPRISE_WORKER,
    "xã viên HTX": Audience.ENTERPRISE_WORKER,
    "CBCCVC": Audience.PUBLIC_EMPLOYEE,
    "công chức phường": Audience.PUBLIC_EMPLOYEE,
    "học sinh": Audience.PUPIL,
    "sinh viên": Audience.STUDENT,
    "gia đình sinh viên tình nguyện": Audience.VOLUNTEER_FAMILY,
    "hộ cận nghèo": Audience.HARDSHIP,
    "người cao tuổi": Audience.ELDERLY,
    "nội trợ": None,
    "hưu trí": None,
    "": None,
}
_FOR = {
    "lớp tối cho công nhân": Audience.WORKER,
    "VNeID 19h thứ tư cho tiểu thương ở chợ": Audience.TRADER,
    "lớp dành cho người cao tuổi": Audience.ELDERLY,
    "lop cho cac hoc sinh": Audience.PUPIL,
    # Who teaches, and where, is nobody the class is for.
    "VNeID 8h sáng thứ bảy ở nhà văn hóa công nhân": None,
    "lớp cho bà con": None,
    "sinh viên dạy lớp zalo": None,
}


@each_of(("words", "meant"), list(_SAID.items()))
def test_what_somebody_is(words: str, meant: Audience | None) -> None:
    assert find_audience(words) is meant, words


@each_of(("words", "meant"), list(_FOR.items()))
def test_for_whom_a_class_is(words: str, meant: Audience | None) -> None:
    found = find_for_whom(words)
    assert (found.audience if found is not None else None) is meant, words
