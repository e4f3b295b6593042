"""When volunteers are usually free: half-days as they are offered, by their key."""

from bot.i18n import _

TIMES = {
    "saturday_morning": _("Saturday morning"),
    "sunday_morning": _("Sunday morning"),
    "weekend_later": _("Weekend afternoons and evenings"),
    "evenings_2_4_6": _("Evenings: Monday, Wednesday, Friday"),
    "evenings_3_5": _("Evenings: Tuesday, Thursday"),
    "weekdays": _("Weekdays by day"),
}
