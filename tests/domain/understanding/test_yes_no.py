"""Answers to a card with two sides, with and without marks: refusals before everything else."""

import csv
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.understanding.yes_no import Answer, ConsentAnswer, consent, in_whose_name, yes_no
from tests.tables import each_of

ANY_TEXT = st.text(max_size=300)
CARDS = {"coming", "taking", "notice", "doing", "approving"}


def _said(meaning: str) -> list[str]:
    """What the development lines say to a card with two sides."""
    with (Path(__file__).parent / "dev.tsv").open(encoding="utf-8") as file:
        return [
            row["text"]
            for row in csv.DictReader(file, delimiter="\t")
            if (row["state"] in CARDS) and row["meaning"] == meaning
        ]


YES = [
    *_said("yes"),
    *("Dạ có", "da co", "vâng ạ", "ừ", "ờ", "Uh", "ok con", "Oke nhé", "okie", "đc", "dc", "đồng ý", "đi"),
    *("Tôi đi được nhé", "đúng", "đúng rồi", "dung roi", "phải", "👍🏽", "mai bác đi được", "yes", "dạ", "co di"),
    *("không sao, tôi đi được", "ok con giữ cho bà", "dạ học", "em vẫn đi", "👍👍👍", "Okkkk con", "dđược"[1:]),
]
NO = [
    *_said("no"),
    *(
        "ko",
        "k",
        "Kh",
        "hok",
        "dạ không",
        "dạ thôi",
        "thôi không",
        "không được",
        "ko di dc",
        "khong di duoc",
        "ban roi",
    ),
    *("tôi bận mất rồi", "nay bận việc nhà nội", "thôi", "hủy", "nghỉ", "để khi khác", "để bữa khác", "dạ chưa"),
    *(
        "chưa đi được",
        "không đi được vì đau chân",
        "khoong",
        "khoong ddi dduwowcj",
        "không phải",
        "👎",
        "👍 không",
        "no",
    ),
    *("đi được đâu mà đi", "Bà bận. Xin lỗi con", "mai ba mac dam gio khong toi duoc", "xin nghỉ buổi mai"),
]
SWAYS = [*_said("sways"), "không bận", "không biết có đi được không", "nếu khỏe thì đi được", "để tôi nghĩ"]
NEITHER = [
    *_said("-"),
    *("", "được không?", "có đi không", "phải không", "đúng không ạ", "đi được không vậy", "đi được chưa", "có?"),
    *("ai đi được", "dung", "bạn", "cô", "dì ơi", "Nguyễn Văn An", "cô Hồng", "👍👎", "chừng nào học lại", "🌸"),
]


@each_of("typed", YES)
def test_yes(typed: str) -> None:
    assert yes_no(typed) is Answer.YES
    assert yes_no(unicodedata.normalize("NFD", f" {typed.upper()} ")) is Answer.YES


@each_of("typed", NO)
def test_no(typed: str) -> None:
    assert yes_no(typed) is Answer.NO
    assert yes_no(unicodedata.normalize("NFD", f" {typed.upper()} ")) is Answer.NO


def _typed_by_others(meaning: str) -> list[str]:
    """What the spent splits hold of answers to a card with two sides."""
    found = []
    for split in sorted(Path(__file__).parent.glob("unseen*.tsv")):
        with split.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        found += [row["text"] for row in rows if row["state"] in CARDS and row["meaning"] == meaning]
    return found


@each_of("typed", [*_typed_by_others("no"), "bà ho quá con", "bà học xong rồi khỏi"])
def test_a_refusal_is_never_read_as_a_yes(typed: str) -> None:
    assert yes_no(typed) is not Answer.YES


@each_of("typed", _typed_by_others("yes"))
def test_a_yes_is_never_read_as_a_no(typed: str) -> None:
    assert yes_no(typed) is not Answer.NO


@each_of("typed", SWAYS)
def test_what_sways_is_neither_yes_nor_no(typed: str) -> None:
    assert yes_no(typed) is Answer.SWAYS


@each_of("typed", NEITHER)
def test_a_question_a_wish_or_a_name_is_no_answer(typed: str) -> None:
    assert yes_no(typed) is None


POLITE = ["{}", "dạ {}", "dạ thưa con {}", "{} nha con", "{} ạ", "con ơi {}", "{} nghe con", "Dạ, {}.", "{}!!"]


@each_of("around", POLITE)
@each_of("typed", ["đi được", "mai bà tới", "không đi được", "bận rồi", "hông", "đâu đi được", "đi đám"])
def test_politeness_hides_nothing(typed: str, around: str) -> None:
    assert yes_no(around.format(typed)) is yes_no(typed)


REFUSALS = [
    "không",
    "hông đi",
    "bận rồi",
    "có việc rồi",
    "đi đám",
    "đâu đi được",
    "đi buổi khác",
    "mai bà không tới được",
]
AGREEMENTS = ["ok", "dạ", "ừ", "đi được", "có", "mai bà tới", "được"]


@each_of("refusal", REFUSALS)
@each_of("agreement", AGREEMENTS)
def test_whoever_refuses_beside_it_has_not_agreed(refusal: str, agreement: str) -> None:
    for said in (
        f"{agreement} {refusal}",
        f"{agreement}, {refusal}",
        f"{refusal} {agreement}",
        f"{refusal}. {agreement}",
    ):
        assert yes_no(said) is not Answer.YES, said


@given(ANY_TEXT, st.sampled_from(["không", "ko", "khong", "chưa", "chẳng"]), ANY_TEXT)
def test_nobody_who_says_no_has_said_yes(before: str, refusal: str, after: str) -> None:
    assert yes_no(f"{before} {refusal} {after}") is not Answer.YES


@given(ANY_TEXT)
def test_any_text_can_be_read(text: str) -> None:
    assert yes_no(text) in {Answer.YES, Answer.NO, Answer.SWAYS, None}
    assert consent(text) in {*ConsentAnswer, None}


@each_of(
    ("typed", "what"),
    [
        *(
            (typed, ConsentAnswer.YES)
            for typed in ("đồng ý", "dạ đồng ý", "có", "Dạ có", "tôi đồng ý", "đồng ý nha con")
        ),
        *((typed, ConsentAnswer.ONCE_MORE) for typed in ("ok", "ừ", "👍", "được", "ok con", "da duoc", "dạ")),
        *(
            (typed, ConsentAnswer.OF_ANOTHER)
            for typed in (
                "má em đồng ý",
                "mẹ tôi đồng ý",
                "ba em đồng ý rồi",
                "tôi đồng ý thay cho má",
                "em đồng ý giùm ba em",
            )
        ),
        *(
            (typed, ConsentAnswer.NO)
            for typed in ("không", "không đồng ý", "thôi", "khong", "không cho", "chưa đồng ý")
        ),
        *((typed, None) for typed in ("để làm gì", "đồng ý không", "để hỏi lại đã", "Nguyễn Thị Tư", "")),
    ],
)
def test_consent_is_a_clear_act_of_ones_own(typed: str, what: ConsentAnswer | None) -> None:
    assert consent(typed) is what


@each_of(
    ("typed", "whose"),
    [
        ("má em đi được nha", "má em"),
        ("dạ mẹ tôi bận rồi", "me tui"),
        ("cả hai mẹ con đi được", "ca hai me con"),
        ("bà ngoại đi được", "ba ngoai"),
        ("bà đi được", None),
        ("đi được nha con", None),
    ],
)
def test_in_whose_name(typed: str, whose: str | None) -> None:
    assert in_whose_name(typed) == whose
