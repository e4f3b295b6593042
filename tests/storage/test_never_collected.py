"""What is never collected has no place to stand in: each column is read, and each that holds words says what for."""

import pytest
from sqlalchemy import JSON, Column, LargeBinary, String, Text

from bot.domain.tallies import Helped
from bot.storage.base import Utc, Word, WordSet
from bot.storage.tables import Base

# Law 91/2025/QH15 and decree 356/2025: the sensitive data, and what nobody here needs to know. By the parts of names.
NEVER = {
    "identity numbers and their pictures": "cccd cmnd citizen passport identity idcard national scan",
    "the day of birth": "birth birthday dob born",
    "what opens an account": "password passcode pin otp secret token credential login",
    "money": "bank iban account balance income salary debt card payment wallet",
    "health": "health disease illness disability medical diagnosis insurance blood weight height",
    "belief, origin and opinion": "religion faith ethnic ethnicity race political party union orientation sexual",
    "where somebody lives or is": "street house apartment lat latitude lon lng longitude location gps geo position",
    "the body": "photo picture image face avatar voice fingerprint iris biometric signature",
    "ways to watch somebody": "ip browser useragent device imei click tracking fingerprinted",
    "other ways to reach": "email facebook zalo_id username",
}
# Every column in which words, lists or files can stand, by what stands in it.
HOLDS = {
    "who is invited by name": "slip.for_name",
    "what a ward has set": "setting.words",
    "which job is begun, by its kind and the number of what it is for": "begun_job.name",
    "what people say of themselves": "person.name person.search_name person.given_name person.address_form"
    " person.said_group person.language person.gender person.phone person.phone_index",
    "how they are reached": "address.channel address.external_id consent.channel group_chat.thread",
    "what is told many people": "announcement.words",
    "what they offer and wish": "volunteer.topics volunteer.phones coach.languages coaching_request.helper_gender"
    " coaching_request.left",
    "which words they agreed to": "consent.text_version consent.text_hash consent.said",
    "a talk, until it is swept": "conversation.flow conversation.answers question.name question.options outbox.key"
    " outbox.message outbox.external_id outbox.error outbox.trace seen_update.channel seen_update.event_id"
    " kept_update.channel kept_update.body",
    "what was done, by ids": "act.kind act.facts match_run.facts assignment.reason class_session.printed"
    " appointment.reason appointment.seconds appointment.refusals opening.waiting opening.coaches",
    "what leaders write about a session or a week": "class_session.reason week_report.told week_report.note"
    " proposal.words proposal.answer",
    "why administrators stop the sending, or look as somebody else": "sending_stop.why viewing.why",
    "codes and hashes": "code.text code.purpose course.code day_code.code pairing.meeting_code"
    " appointment.meeting_code page_link.hash visit.hash calendar_feed.hash question.nonce"
    " person.erasure_key",
    "places and their names": "ward.code ward.name ward.kind ward.short_name ward.search_name ward_alias.search_name"
    " ward_alias.name residential_group.kind residential_group.name residential_group.search_name"
    " organisation.name venue.name venue.search_name closed_day.name group_chat.title",
    "published figures": "official_figure.source target.source",
    "papers of ours": "file.sha256 file.name file.mime file.content uploaded_file.channel uploaded_file.external_id",
    "our own running": "bot_month.channel added_bot.number added_bot.bot_key added_bot.given added_bot.name"
    " added_bot.link lease.name lease.holder presented.key presented.digest swept.name",
}
COLUMNS = [column for table in Base.metadata.sorted_tables for column in table.columns]


def full(column: "Column[object]") -> str:
    return f"{column.table.name}.{column.name}"


@pytest.mark.parametrize("what", NEVER)
def test_there_is_no_column_for(what: str) -> None:
    forbidden = set(NEVER[what].split())
    # What points to a row of ours holds nothing by itself.
    own = [column for column in COLUMNS if not column.foreign_keys]
    assert [full(column) for column in own if forbidden & set(column.name.split("_"))] == []


@pytest.mark.parametrize("what", NEVER)
def test_there_is_no_choice_about(what: str) -> None:
    """Nor may it be one of the words that a column can hold, but where things are counted and not people."""
    forbidden = set(NEVER[what].split()) - {"union"}
    words = [column.type.words for column in COLUMNS if isinstance(column.type, Word | WordSet)]
    choices = {word.value for each in words if each is not Helped for word in each}
    assert sorted(word for word in choices if forbidden & set(word.split("_"))) == []


def test_every_column_that_holds_words_says_what_for() -> None:
    kinds = (String, Text, JSON, LargeBinary)
    holding = {
        full(column)
        for column in COLUMNS
        if not column.foreign_keys
        and not isinstance(column.type, Word | WordSet | Utc)
        and isinstance(getattr(column.type, "impl_instance", column.type), kinds)
    }
    said = [name for names in HOLDS.values() for name in names.split()]
    assert len(said) == len(set(said))
    assert holding - set(said) == set(), "say in HOLDS what a new column is for, and erase it in services/erasure.py"
    assert set(said) - holding == set(), "gone from the schema"


def test_a_person_has_these_fields_and_no_others() -> None:
    """The list that people are told of (/privacy), and what the assistant needs to keep its word."""
    told = (
        "name search_name given_name address_form language ward_code group_id said_group age_band gender audiences"
        " phone phone_type contact_wish"
    )
    kept_for_them = (
        "id phone_index told_via told_via_person_id entered_by_id reminders_stopped_at merged_into_id same_as_id"
        " erasure_key"
    )
    moments = "left_book_at warned_at kept_at erased_at created_at"
    columns = {column.name for column in Base.metadata.tables["person"].columns}
    assert columns == {*told.split(), *kept_for_them.split(), *moments.split()}
