"""What people were helped with at a class, tallied in the minute of the roll call."""

from enum import StrEnum


class Helped(StrEnum):
    """The six counts of the ward's sheet; each is how many times, not how many people."""

    VNEID = "vneid"
    SERVICES = "services"
    PAYMENTS = "payments"
    CITY_APP = "city_app"
    HEALTH = "health"
    QR_SHOPS = "qr_shops"
