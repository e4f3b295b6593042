"""Codes of classes and invitations, as made and as typed."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import account_code, class_code, invitation_code, read_code
from bot.domain.secret_words import may_be_code


def test_every_class_has_its_own_code_and_it_is_read_back() -> None:
    codes = [class_code(course_id) for course_id in range(1, 20_001)]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]{2}-\d{4}", code) for code in codes)
    assert [read_code(code) for code in codes] == codes


def test_neighbours_do_not_look_alike() -> None:
    assert all(class_code(course_id)[:2] != class_code(course_id + 1)[:2] for course_id in range(1, 200))


@pytest.mark.parametrize("typed", ["KV-4827", "kv4827", " kv 4827 ", "Kv-4827"])
def test_a_class_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "KV-4827"


@pytest.mark.parametrize("typed", ["MOI-7K3A-Q2LD", "moi7k3aq2ld", "MOI 7K3A Q2LD", "moi-7k3a-q2ld"])
def test_an_invitation_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "MOI-7K3A-Q2LD"


@pytest.mark.parametrize("typed", ["", "KV-482", "KV-48277", "K-4827", "MOI-7K3A", "MOI-7K3A-Q2LJ", "lớp KV", "4827"])
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
