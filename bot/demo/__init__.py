"""The demo: three phones and a clock on one page, with a made-up neighbourhood; nothing is stored."""
