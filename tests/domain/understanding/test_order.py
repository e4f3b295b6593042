"""The one order in which typed words are heard: danger, what is open, what somebody may want."""

import csv
import gc
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.ear import Ear
from bot.clock import LOCAL
from bot.domain.parsing.time import Spoken
from bot.domain.people.named import NamedPerson
from bot.domain.people.person import RoleKind
from bot.domain.topics import Topic
from bot.domain.understanding.danger import Danger
from bot.domain.understanding.frame import frame
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.open_question import Open, answer_in
from bot.domain.understanding.recogniser import Recogniser
from bot.domain.understanding.yes_no import Answer
from bot.flows.intentions import EXAMPLES, NEVER_WITH, learn, may_be_wanted
from bot.flows.start.fallback import _names_a_class

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)
COMING = Open(AnswerKind.TWO_SIDES, ("✅ Đi được", "❌ Bận mất rồi"))
LEADER, VOLUNTEER = (may_be_wanted(frozenset({kind})) for kind in (RoleKind.LEADER, RoleKind.VOLUNTEER))
RESIDENT = may_be_wanted(frozenset())


@pytest.fixture(scope="module")
def ear() -> Ear:
    return Ear(Recogniser(EXAMPLES, NOW, NEVER_WITH))


def test_danger_comes_before_what_is_open(ear: Ear) -> None:
    heard = ear.hear("bà bị té rồi không đi được", COMING, RESIDENT, NOW)
    assert (heard.dangers, heard.answer) == ((Danger.HURT,), None)


def test_what_is_open_comes_before_wishes(ear: Ear) -> None:
    assert ear.hear("bận rồi con", COMING, RESIDENT, NOW).answer is Answer.NO
    assert ear.hear("mai bà kẹt rồi", COMING, RESIDENT, NOW).answer is Answer.NO
    assert ear.hear("bận rồi con", Open(), RESIDENT, NOW).wish == "busy"
    assert ear.hear("1", COMING, RESIDENT, NOW).line == 0
    assert ear.hear("mấy giờ vậy con", COMING, RESIDENT, NOW).wish == "my_classes"


def test_who_leaves_for_good_says_more_than_no(ear: Ear) -> None:
    assert ear.hear("bà xin nghỉ học luôn", COMING, RESIDENT, NOW).wish == "leave"


def test_a_wish_is_no_name_and_no_refusal_one_either(ear: Ear) -> None:
    asked = Open(AnswerKind.NAME)
    assert ear.hear("đăng ký cho má tôi", asked, RESIDENT, NOW).wish == "for_relative"
    assert ear.hear("không muốn nói", asked, RESIDENT, NOW).answer in {None, Answer.NO}


OPENS_NO_CLASS = [
    "hủy lớp VNeID 8h sáng thứ bảy",
    "lớp VNeID 8h sáng thứ bảy nghỉ nha",
    "hủy lớp VNeID 9h sáng chủ nhật nhà văn hóa 10 chỗ 1 tuần",
    "dời lớp phòng lừa đảo qua 19h30 tối thứ năm tại nhà văn hóa 10 chỗ 1 tuần",
    "hoãn lớp zalo tối thứ tư tại nhà văn hóa 20 chỗ",
]


@pytest.mark.parametrize("typed", OPENS_NO_CLASS)
def test_whoever_calls_off_or_moves_opens_no_class(ear: Ear, typed: str) -> None:
    heard = ear.hear(typed, Open(), LEADER, NOW)
    assert "register_course" not in {each.name for each in heard.likely}
    assert heard.wish in {"call_off", "move_session", None}
    assert not _names_a_class(typed)


def test_only_what_somebody_may_want_is_heard(ear: Ear) -> None:
    for role, typed in (
        (RESIDENT, "hủy lớp tối nay"),
        (RESIDENT, "báo cáo tuần"),
        (VOLUNTEER, "mời trưởng khu phố"),
    ):
        heard = ear.hear(typed, Open(), role, NOW)
        assert {each.name for each in heard.likely} <= set(role)


def test_facts_are_heard_beside_a_wish(ear: Ear) -> None:
    heard = ear.hear("hủy lớp VNeID 8h sáng thứ bảy", Open(), LEADER, NOW)
    assert isinstance(heard.facts.when, Spoken)
    assert (heard.facts.topic, heard.facts.when.weekday) == (Topic.T03, 5)
    assert frame("thêm bà Sáu và cháu Lan vào lớp thứ tư", NOW).facts.people == (
        NamedPerson("ba", "Sáu"),
        NamedPerson("chau", "Lan"),
    )
    assert frame("xin 3 tình nguyện viên", NOW).facts.numbers == (3,)
    assert frame("nhắn bà con khu phố 3", NOW).facts.people == ()


@pytest.mark.parametrize("typed", ["", "   ", "👍", "한국어로 말해요", "…", "a" * 10_000, "không " * 2_000])
def test_what_says_nothing_is_sure_of_nothing(ear: Ear, typed: str) -> None:
    assert ear.hear(typed, Open(), LEADER, NOW).wish is None


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=200), kind=st.sampled_from(AnswerKind))
def test_any_text_can_be_heard(ear: Ear, text: str, kind: AnswerKind) -> None:
    heard = ear.hear(text, Open(kind, ("✅ Có", "❌ Không")), LEADER, NOW)
    assert sum((bool(heard.dangers), heard.line is not None, heard.answer is not None, heard.sure)) <= 1


def test_an_example_is_understood_as_what_it_is_an_example_of(ear: Ear) -> None:
    told = [(name, phrase) for name in RESIDENT for phrase in EXAMPLES[name]]
    missed = [phrase for name, phrase in told if ear.recogniser.wish(phrase, NOW, RESIDENT).likely[0].name != name]
    assert len(missed) < len(told) / 50, missed


def test_no_line_of_the_test_split_is_an_example() -> None:
    """What measures may not have been learnt: only labels of a word or two stand in both."""
    with (Path(__file__).parent / "test.tsv").open(encoding="utf-8") as file:
        lines = {row["text"].lower() for row in csv.DictReader(file, delimiter="\t")}
    both = {phrase for phrases in EXAMPLES.values() for phrase in phrases if phrase.lower() in lines}
    assert {phrase for phrase in both if len(phrase.split()) > 3} == set()


@pytest.mark.parametrize("typed", ["123", "5", "8h", "12/10", "0912345678"])
@pytest.mark.parametrize("role", [RoleKind.RESIDENT, RoleKind.LEADER])
def test_numbers_and_times_alone_are_no_wish(ear: Ear, typed: str, role: RoleKind) -> None:
    assert ear.recogniser.wish(typed, NOW, may_be_wanted(frozenset({role}))).likely == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thôi học", 0),
        ("nghỉ học luôn", Answer.YES),
        ("ok", Answer.YES),
        ("học chứ", Answer.SWAYS),
        ("thôi, học", Answer.SWAYS),
        ("bà đi được", Answer.SWAYS),
        ("nghỉ luôn", Answer.SWAYS),
        ("bận rồi", Answer.SWAYS),
        ("không, bà học tiếp", Answer.NO),
        ("giữ chỗ cho bà", Answer.NO),
    ],
)
def test_whoever_says_that_they_come_does_not_leave(typed: str, meant: Answer | int) -> None:
    heard = answer_in(typed, Open(AnswerKind.LEAVING, ("👋 Thôi học", "Giữ nguyên")), NOW)
    assert heard is not None
    assert meant == (heard.answer if heard.line is None else heard.line)


def test_what_is_learnt_is_not_walked_through_again() -> None:
    before = len(gc.get_objects())
    try:
        learn()
        assert len(gc.get_objects()) < before / 10
    finally:
        gc.unfreeze()
