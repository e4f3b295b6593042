"""«Để sau»: whatever is put off stays in a list, from which it is taken up again."""

from babel.messages.pofile import read_po

from bot.flows import FLOWS
from bot.i18n import catalogs

# What is put off by these words, and the conversation that shows it again.
LISTS = {
    "Later": {"ask_again", "one_or_two"},  # at each class until they were asked; doubles until they are told apart
    "Not now": {"take_shift"},  # the pledge is asked for at the next shift
    "⏭ Later": {"place_people"},
    "⏳ Later": {"calls"},
    "🕑 Later": {"my_sessions"},
    "🕑 Not yet": {"requests"},
}


def test_every_way_to_put_something_off_has_its_list() -> None:
    with (catalogs.locales() / "vi/LC_MESSAGES/bot.po").open("rb") as file:
        words = {message.id for message in read_po(file) if "Để sau" in str(message.string)}
    assert words == set(LISTS)
    assert set().union(*LISTS.values()) <= set(FLOWS)
