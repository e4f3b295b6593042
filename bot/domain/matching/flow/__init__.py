"""The weekly matching as a minimum-cost flow: built, solved and certified."""
