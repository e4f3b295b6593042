"""Conversations about the week, the ladder to the target, and the page."""

from bot.flows.reports import (
    follow_up,
    ladder,
    not_reported,
    page_link,
    proposals,
    pupils,
    send_week,
    this_week,
    ward_form,
)

FLOWS = (
    *follow_up.FLOWS,
    *ladder.FLOWS,
    *not_reported.FLOWS,
    *page_link.FLOWS,
    *proposals.FLOWS,
    *pupils.FLOWS,
    *send_week.FLOWS,
    *this_week.FLOWS,
    *ward_form.FLOWS,
)
