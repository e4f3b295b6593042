"""Codes of classes and invitations, as made and as typed."""

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.access.codes import (
    FROM_A_GROUP,
    account_code,
    chat_code,
    check_in_code,
    class_code,
    group_code,
    invitation_code,
    read_chat_code,
    read_code,
)
from bot.domain.parsing.secrets import has_secret, may_be_code
from tests.tables import each_of


def test_every_class_has_its_own_code_and_it_is_read_back() -> None:
    codes = [class_code(course_id) for course_id in range(1, 20_001)]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]{2}-\d{4}", code) for code in codes)
    assert [read_code(code) for code in codes] == codes


def test_every_group_has_its_own_code_and_it_is_read_back() -> None:
    codes = [group_code(group_id) for group_id in range(1, 20_001)]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"XOM-\d{5}", code) for code in codes)
    assert [read_code(code.lower().replace("xom-", "xóm ")) for code in codes] == codes
    assert read_code("xóm 3") is None


def test_neighbours_do_not_look_alike() -> None:
    assert all(class_code(course_id)[:2] != class_code(course_id + 1)[:2] for course_id in range(1, 200))


@each_of("typed", ["KV-4827", "kv4827", " kv 4827 ", "Kv-4827"])
def test_a_class_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "KV-4827"


@each_of("typed", ["MOI-7K3A-Q2LD", "moi7k3aq2ld", "MOI 7K3A Q2LD", "moi-7k3a-q2ld"])
def test_an_invitation_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "MOI-7K3A-Q2LD"


@each_of("typed", ["", "KV-482", "KV-48277", "K-4827", "MOI-7K3A", "MOI-7K3A-Q2LJ", "lớp KV", "4827"])
def test_other_words_are_no_code(typed: str) -> None:
    assert read_code(typed) is None


@given(st.randoms())
def test_every_invitation_is_read_back(random: Random) -> None:
    code = invitation_code(random.choice)
    assert read_code(code) == code


@given(st.randoms())
def test_every_code_that_joins_a_phone_is_read_back(random: Random) -> None:
    code = account_code(random.choice)
    assert read_code(code) == read_code(code.lower().replace("may-", "Máy ")) == code
    assert not may_be_code(code)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    code = read_code(text)
    assert code is None or read_code(code) == code


GROUPS = st.integers(1, 999_999_999)
randoms = st.randoms(use_true_random=False)
secret_codes = randoms.flatmap(
    lambda random: st.sampled_from([make(random.choice) for make in (invitation_code, check_in_code, account_code)])
)
class_codes = st.integers(1, 2**63 - 1).map(class_code)
# How each sign may look to whoever types it from paper, a screen or memory.
LOOKS = {"0": "0oO", "1": "1iIlL", "L": "LlIi1"}


def _as_seen(code: str, random: Random, letters: int) -> str:
    """With look-alikes: a digit stays where two letters of a class stand, or it would be the number of a flat."""
    seen = [random.choice(LOOKS.get(sign, sign + sign.lower())) for sign in code]
    return "".join(sign if n >= letters else sign.replace("1", "l") for n, sign in enumerate(seen))


@given(class_codes, randoms)
def test_the_code_of_a_class_with_look_alikes_is_the_same(code: str, random: Random) -> None:
    assert read_code(_as_seen(code, random, letters=2)) == code


@given(secret_codes, randoms)
def test_a_secret_code_with_look_alikes_is_the_same(code: str, random: Random) -> None:
    name, secret = code[:3], code[3:]
    begins = name if name != "MOI" else random.choice(("MOI", "m0i", "Mo1", "M0l", "MOL"))
    assert read_code(begins + _as_seen(secret, random, letters=0)) == code


@given(GROUPS, randoms)
def test_the_code_of_a_group_with_look_alikes_is_the_same(group: int, random: Random) -> None:
    begins = random.choice(("NOI", "n0i", "No1", "N0l"))
    assert read_chat_code(begins + _as_seen(chat_code(group)[3:], random, letters=0)) == group


@given(st.integers(1, 999_999), randoms)
def test_the_code_of_a_residential_group_with_look_alikes_is_the_same(group: int, random: Random) -> None:
    code = group_code(group)
    begins = random.choice(("XOM", "X0M", "xom", "Xóm ", "xóm"))
    assert read_code(begins + _as_seen(code[3:], random, letters=0)) == code
    assert len(code) > len("XOM-48271") or not has_secret(f"xóm {code[4:]}")
    assert group_code(group + 100_000) != code


@given(st.one_of(GROUPS.map(group_code), class_codes, secret_codes, GROUPS.map(chat_code), st.just(FROM_A_GROUP)))
def test_every_code_fits_into_a_deep_link(code: str) -> None:
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", code)


CODE_LIKE = st.from_regex(r"(MOI|DEN|MAY|NOI|[A-Z1]{2})[ -–]?[\w٣²½Ⅷ ßıſ-]{0,10}", fullmatch=True)
ANYTHING = st.text(st.characters(), max_size=30) | CODE_LIKE


@given(ANYTHING)
def test_whatever_is_read_as_a_code_fits_into_a_deep_link_and_reads_the_same(text: str) -> None:
    code, group = read_code(text), read_chat_code(text)
    assert code is None or re.fullmatch("[A-Z0-9-]{1,64}", code)
    assert code is None or (read_code(code) == code and group is None)
    assert group is None or read_chat_code(chat_code(group)) == group


@each_of("typed", ["DEN-AAA00", "MOI-0000-0000"])
def test_a_code_that_nobody_has_is_one_all_the_same(typed: str) -> None:
    """A guess is counted."""
    assert read_code(typed) == typed


@each_of("typed", ["KV–4827", "KV - 4827", "ＫＶ－４８２７", "kv-4827\n"])
def test_dashes_and_letters_of_other_keyboards_are_the_same(typed: str) -> None:
    assert read_code(typed) == "KV-4827"


@each_of("typed", ["KV-٤٨٢٧", "đến 11h45", "den 15h30", "moi tham gian", "di loil", "C1 0305", "11 2024"])
def test_what_only_looks_like_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@each_of("typed", ["noi lol", "noi", "NOI-", "nói ٣", "NOI-1234567890"])
def test_what_only_looks_like_the_code_of_a_group_is_none(typed: str) -> None:
    assert read_chat_code(typed) is None
