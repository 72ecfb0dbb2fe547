"""Every day of the years 1 to 9999 beside Python's datetime: number in order, weekday,
ISO week, the same day a month later.

    build/release/tests/calendar_days | python3 .ci/steps/days.py
"""
import datetime
import sys


def a_month_later(day):
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    if year > 9999:
        return ""
    for number in range(day.day, 27, -1):
        try:
            return datetime.date(year, month, number).isoformat()
        except ValueError:
            pass
    return datetime.date(year, month, day.day).isoformat()


day = datetime.date.min
count = wrong = 0
for line in sys.stdin:
    iso = day.isocalendar()
    wanted = "%s %d %d %d %s\n" % (
        day.isoformat(), iso[2], iso[0], iso[1], a_month_later(day))
    count += 1
    if line != wanted:
        wrong += 1
        if wrong <= 10:
            print("got    %swanted %s" % (line, wanted), end="")
    if day == datetime.date.max:
        break
    day += datetime.timedelta(1)
print("%d days, %d differ" % (count, wrong))
sys.exit(wrong != 0 or day != datetime.date.max)
