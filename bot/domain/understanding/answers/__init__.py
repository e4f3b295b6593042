"""A reader of answers to a card with two sides that is learned from examples, and stands behind the rules."""
