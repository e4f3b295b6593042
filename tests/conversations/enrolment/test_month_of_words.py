"""On Zalo a month has few messages: what a sign-up and a month of one learner may take of them."""

import pytest

from tests.month_of_words import played
from tests.town import Town

_OF_A_GROUP, _A_MONTH = 40, 3000


@pytest.mark.parametrize("town", ["none"], indirect=True)
async def test_a_sign_up_by_code_and_a_month_are_short(town: Town) -> None:
    signed_up, month = await played(town)
    assert signed_up.typed <= 6
    assert signed_up.sent <= 7
    assert (month.typed + month.sent) * _OF_A_GROUP <= _A_MONTH, month
