"""Interim (helper H1 writes the real one)."""
from datetime import date, datetime, time
from bot import clock

def say_time(t: time, language: str) -> str: return f"{t:%H:%M}"
def say_day(d: date, today: date, language: str) -> str: return f"{d:%d/%m}"
def say_when(moment: datetime, now: datetime, language: str) -> str:
    return f"{clock.local(moment):%H:%M %d/%m}"
def report_when(moment: datetime) -> str: return f"{clock.local(moment):%H giờ %M, ngày %d/%m/%Y}"
