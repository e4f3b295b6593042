"""Every page of docs/transcripts has a scenario that tells it, and no resident is told too much at once."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests import transcripts

TESTS = Path(__file__).parent


@cache
def scenarios() -> list[str]:
    """The names of all tests: a page is called like the one that tells it, with a dash before its variant."""
    texts = [file.read_text("utf-8") for file in TESTS.rglob("test_*.py")]
    return [name for text in texts for name in re.findall(r"^async def test_(\w+)", text, re.MULTILINE)]


def test_no_page_is_left_without_its_scenario() -> None:
    pages = {file.name: file.stem.partition("-")[0] for file in transcripts.FOLDER.iterdir()}
    known = set(scenarios())
    assert [page for page, scenario in pages.items() if scenario not in known] == []


def test_no_two_scenarios_tell_the_same_page() -> None:
    pages = {file.stem.partition("-")[0] for file in transcripts.FOLDER.iterdir()}
    assert {name: n for name, n in Counter(scenarios()).items() if n > 1 and name in pages} == {}


def test_a_scenario_has_one_page_or_one_for_each_variant() -> None:
    pages = {file.stem for file in transcripts.FOLDER.iterdir()}
    assert {page for page in pages if "-" in page and page.partition("-")[0] in pages} == set()


# Whom the scenarios call by these forms, or not yet by a name, is a resident unless asked to see to something.
_RESIDENT = re.compile(r"(?:Ông|Bà|Bác|Cô|Chú|Ai đó|An|Khách|Kẻ lạ|Lạ|Máy lạ|Người khác|Người lạ|Út)\b")
_IN_CHARGE = {"➕ Mở lớp", "✅ Nhận lớp", "✅ Nhận kèm", "🤝 Buổi mình nhận"}
_MOST = 3
# How a message begins that has more sentences than that, and why.
_LONG = {
    "Dạ, ở lớp có khi chụp hình": "the words of a consent are its version's and change with docs/consent only",
    "Dạ, trợ lý chưa hiểu ý cô, bác.\nKính chào": "the first card whole: a greeting, who speaks, a question",
    "Dạ, trợ lý vẫn chưa hiểu, cô, bác nhắn số 0": "the same",
    "Dạ, cho chắc: nếu bác muốn vậy": "the words of a consent once more, below what would be a yes to them",
    "• ": "the notice the law asks for: what is kept, why, who sees it, how long",
}
# The first of more buttons than that, and why.
_MANY = {
    "Ông": "how one is addressed is one's own choice: all forms stand at one glance",
    "16, 17 tuổi": "an age is one of them",
    "người cao tuổi": "who one is, is one of them",
    "Bị lừa": "what has happened is one of them: a second page would cost more than a fourth line",
    "Tình nguyện viên": "and whom it is about",
    "Họ tên": "what is to be corrected is one of them",
    "Buổi sáng": "three half-days, and the end of ticking them",
    "Lớp số": "one page of a list, the rest behind «Xem thêm»",
    "Nhầm, trả lại": "what everybody may do with their own data stands together, behind what was just changed",
    "Sửa lại": "the same",
    "Dữ liệu của tôi": "the same",
    "Xin người kèm riêng": "the second menu, behind «Việc khác»",
    "Báo sự cố": "one theme of it",
    "Dừng nhắc": "one button for each thing that can be set",
    "Nhắc lại": "the same",
}
# What is passed on begins with a line that says to whom.
_PASSED_ON = re.compile(r"(?:Tin cho|Nhờ \w+ nhắn lại) .*:\n")
_SIGN = re.compile(r"^\W+")
_DEFERENCE = re.compile(r"(?m)^Dạ\b|[.!?:] Dạ\b")
_SENTENCE = re.compile(r"[.!?…][”»]?(?=\s|$)|:$", re.MULTILINE)
_TOLD = re.compile(r"> → \*\*(.+?)\*\*(?: \(sửa lại\))?: (.*)", re.DOTALL)
_BUTTON = re.compile(r"\[(.+?)\](?= \[|$)")


def told() -> list[tuple[str, str, list[str]]]:
    """What is told to residents: on which page, the words and the labels of the buttons."""
    return [
        (page.stem, words, shown)
        for page in sorted(transcripts.FOLDER.iterdir())
        for name, messages in _by_name(page.read_text("utf-8")).items()
        if _RESIDENT.match(name) and not any(_IN_CHARGE & set(shown) for _, shown in messages)
        for words, shown in messages
    ]


def _by_name(page: str) -> dict[str, list[tuple[str, list[str]]]]:
    messages: dict[str, list[tuple[str, list[str]]]] = {}
    for found in filter(None, map(_TOLD.fullmatch, page.split("\n\n"))):
        words, _, shown = found[2].strip().partition("\n>\n> [")
        messages.setdefault(found[1], []).append((words.replace("\n> ", "\n"), _BUTTON.findall(f"[{shown}")))
    return messages


def _sentences(words: str) -> int:
    return len(_SENTENCE.findall(_PASSED_ON.sub("", words)))


def _first(shown: list[str]) -> str:
    return _SIGN.sub("", shown[0])


def test_a_resident_reads_three_sentences_at_most() -> None:
    long = [(page, words) for page, words, _ in told() if _sentences(words) > _MOST]
    assert [one for one in long if not one[1].startswith(tuple(_LONG))] == []
    assert [begin for begin in _LONG if not any(words.startswith(begin) for _, words in long)] == []


def test_a_resident_chooses_between_three_buttons_at_most() -> None:
    many = [(page, shown) for page, _, shown in told() if len(shown) > _MOST]
    assert [one for one in many if not _first(one[1]).startswith(tuple(_MANY))] == []
    assert [first for first in _MANY if not any(_first(shown).startswith(first) for _, shown in many)] == []


def test_a_message_says_da_once() -> None:
    assert [words for _, words, _ in told() if len(_DEFERENCE.findall(words)) > 1] == []
