"""A button is only ever past or what it said: never an option of a question that has its number now."""

from bot.storage.tables.messaging import Question
from tests import scene
from tests.town import Town


async def test_a_button_of_another_question_with_the_same_id_is_past(town: Town) -> None:
    """As after an earlier state of the database was brought back, or the bot was set up anew."""
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("xóa")
    before = await tu.data_of("Xóa hết")
    async with town.begin() as db:
        asked = await db.get_one(Question, int(before.partition(".")[0]))
        put_again = Question(
            address_id=asked.address_id, name=asked.name, options=asked.options, asked_at=asked.asked_at
        )
        db.add(put_again)
        await db.flush()
        asked.nonce = put_again.nonce

    await tu.taps_again(before)
    tu.sees("tin cũ rồi")
    assert (await town.knows(tu)).name == "Nguyễn Thị Tư"
    now = await tu.data_of("Xóa hết")
    assert now.split(".")[1] != before.split(".")[1]
