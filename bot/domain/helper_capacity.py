"""How many learners a helper takes: two beginners, or four who have been to a class before."""

# With more than four people nobody is helped, whoever they are; a beginner takes the time of two.
MOST_LEARNERS = 4
A_BEGINNER, USED_TO_IT = 2, 1


def helpers_wanted(beginners: int, used_to_it: int) -> int:
    return -(-(A_BEGINNER * beginners + USED_TO_IT * used_to_it) // MOST_LEARNERS)


def room_for_one_more(beginners: int, used_to_it: int, helpers: int) -> bool:
    """Whether so many helpers could also take on the next who comes, who may be a beginner."""
    return helpers_wanted(beginners + 1, used_to_it) <= helpers
