"""A roll call typed in one line."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.parsing.roll_call import Contradiction, RollCallLine, read_roll_call
from bot.domain.people.named import NamedPerson
from tests.tables import each_of


def _line(
    *,
    full: bool = False,
    absent: tuple[int | NamedPerson, ...] = (),
    late: tuple[int | NamedPerson, ...] = (),
    new: tuple[NamedPerson, ...] = (),
) -> RollCallLine:
    away, later = [frozenset(n for n in those if isinstance(n, int)) for those in (absent, late)]
    absent_names, late_names = (tuple(n for n in those if isinstance(n, NamedPerson)) for those in (absent, late))
    return RollCallLine(full, away, later, new, absent_names, late_names)


_SAU, _TU_6 = NamedPerson("ba", "Sáu", None), NamedPerson("ba", "Tư", "tổ 6")
_TU, _NAM = NamedPerson("ba", "Tư", None), NamedPerson("ong", "Năm", None)
_LINES = {
    "đủ": _line(full=True),
    "du": _line(full=True),
    "Dạ đủ hết ạ!": _line(full=True),
    "không ai vắng": _line(full=True),
    "đủ trừ 3": _line(full=True, absent=(3,)),
    "du tru 3": _line(full=True, absent=(3,)),
    "vắng 3, còn lại đủ": _line(full=True, absent=(3,)),
    "vắng 3 7 9": _line(absent=(3, 7, 9)),
    "vang 3,7": _line(absent=(3, 7)),
    "Vắng số 3 và số 7": _line(absent=(3, 7)),
    "không đến 12": _line(absent=(12,)),
    "muộn 2": _line(late=(2,)),
    "đi trễ 2": _line(late=(2,)),
    "thêm bà Tư tổ 6": _line(new=(_TU_6,)),
    "thêm bà Tư (tổ 6)": _line(new=(_TU_6,)),
    "them ba Tu to 6": _line(new=(NamedPerson("ba", "Tu", "to 6"),)),
    "thêm bà Sáu và chú Bảy khu phố Đông": _line(new=(_SAU, NamedPerson("chu", "Bảy", "khu phố Đông"))),
    "thêm bà Sáu, cô Đủ": _line(new=(_SAU, NamedPerson("co", "Đủ", None))),
    "thêm Nguyễn Văn Mới": _line(new=(NamedPerson(None, "Nguyễn Văn Mới", None),)),
    "vắng 3 7, thêm bà Sáu, muộn 2": _line(absent=(3, 7), late=(2,), new=(_SAU,)),
    "vang 3 7 them bà Sáu muon 2": _line(absent=(3, 7), late=(2,), new=(_SAU,)),
    "thêm bà Tư tổ 6 vắng 3\nmuộn 2": _line(absent=(3,), late=(2,), new=(_TU_6,)),
    "thêm bà Sáu, đủ": _line(full=True, new=(_SAU,)),
    "vawngs 3 7 theem baf Sáu mujoon 2": _line(absent=(3, 7), late=(2,), new=(_SAU,)),
    "absent 3 7, add Mrs Sáu, late 2": _line(absent=(3, 7), late=(2,), new=(_SAU,)),
    "all": _line(full=True),
    "vắng bà Tư": _line(absent=(_TU,)),
    "vang ba tu": _line(absent=(NamedPerson("ba", "Tu", None),)),
    "vắng 3, bà Tư và ông Năm, muộn 2": _line(absent=(3, _TU, _NAM), late=(2,)),
    "muộn ông Năm vắng bà Tư 7": _line(absent=(_TU, 7), late=(_NAM,)),
    "vắng bà Tư tổ 6 3": _line(absent=(_TU_6, 3)),
    "thêm bà Sáu vắng bà Tư": _line(absent=(_TU,), new=(_SAU,)),
    "đủ trừ bà Tư": _line(full=True, absent=(_TU,)),
    "absent Mrs Tư": _line(absent=(_TU,)),
}
_NOT_UNDERSTOOD = [
    "",
    "3 7",
    "vắng",
    "vắng ba tư",
    "vắng bà",
    "vắng tám",
    "vắng 3-7",
    "vắng 3 người",
    "đủ 12/12",
    "đủ 12",
    "không đủ",
    "chưa đủ",
    "không muộn 2",
    "không vắng 3 7 ai",
    "vắng 0",
    "vắng 1000",
    "vắng 3, 7 muộn",
    "thêm",
    "thêm bà",
    "thêm 2",
    "thêm bà Tư 0912345678",
    "thêm bà Sáu, 7",
    "mai học mấy giờ?",
]


@each_of("text", _LINES)
def test_a_line_is_read(text: str) -> None:
    assert read_roll_call(text) == _LINES[text]


@each_of("text", _NOT_UNDERSTOOD)
def test_a_line_half_understood_writes_nothing(text: str) -> None:
    assert read_roll_call(text) is None


def test_one_number_cannot_be_absent_and_late() -> None:
    assert read_roll_call("vắng 3 7, muộn 7 9") == Contradiction(frozenset({7}))


def test_all_numbers_that_are_named() -> None:
    assert _line(absent=(3,), late=(2,)).numbers == {2, 3}


@given(st.frozensets(st.integers(1, 999), min_size=1), st.frozensets(st.integers(1, 999)))
def test_every_number_comes_back(absent: frozenset[int], late: frozenset[int]) -> None:
    said = f"vắng {' '.join(map(str, absent))}" + (f", muộn {', '.join(map(str, late))}" if late else "")
    found = read_roll_call(said)
    if absent & late:
        assert found == Contradiction(absent & late)
    else:
        assert found == _line(absent=tuple(absent), late=tuple(late))


_WORDS = st.sampled_from([*_LINES, *_NOT_UNDERSTOOD, ",", "tổ", "bà", "7", "và", "-"])


@given(st.text() | st.lists(_WORDS).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    found = read_roll_call(text)
    assert (
        not isinstance(found, RollCallLine)
        or found.all_present
        or found.numbers
        or (*found.walk_ins, *found.absent_names, *found.late_names)
    )
