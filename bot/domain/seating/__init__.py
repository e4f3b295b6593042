"""Which learner sits with which helper at a session."""
