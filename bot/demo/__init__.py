"""The demo: three phones on one page and one clock, a made-up neighbourhood, nothing that stays."""
