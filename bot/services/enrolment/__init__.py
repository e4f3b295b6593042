"""Services: enrolment."""
