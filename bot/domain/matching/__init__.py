"""The weekly matching of volunteers and class seats to residents: exact, with proof and explanations."""
