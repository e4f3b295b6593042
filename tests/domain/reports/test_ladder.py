"""What is missing to a target, at the present pace."""

from bot.domain.reports.ladder import Gap, Pace, gap


def test_classes_and_weeks_at_the_present_pace() -> None:
    assert gap(1_600_000, 1_100_000, Pace(newcomers=120, sessions=4)) == Gap(500_000, 16_667, 16_667)
    assert gap(100, 90, Pace(newcomers=8, sessions=4)) == Gap(10, 5, 5)


def test_without_newcomers_there_is_no_pace() -> None:
    assert gap(100, 90, Pace(newcomers=0, sessions=4)) == Gap(10, None, None)
    assert gap(100, 90, Pace(newcomers=0, sessions=0)) == Gap(10, None, None)


def test_a_target_that_is_reached_leaves_nothing() -> None:
    assert gap(100, 120, Pace(newcomers=0, sessions=0)) == Gap(0, 0, 0)


def test_less_than_four_weeks_say_nothing_about_the_pace() -> None:
    assert gap(100, 90, Pace(newcomers=8, sessions=4, is_known=False)) == Gap(10, None, None, pace_is_known=False)
