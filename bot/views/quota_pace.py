"""Where a quota ends at the pace so far: used / elapsed x length, the formula of most budgets.

The period is told by the quota's name (`usd_per_month`, `requests_per_day`), a calendar period in
UTC; of another one nothing is said. Early in a period a pace says nothing either.
"""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.reports.report import Quota
from bot.domain.rules.spoken import percent
from bot.views.incident_text import moment

EARLIEST: Final = {"month": timedelta(days=3), "day": timedelta(hours=3)}


def pace(name: str, quota: Quota, now: datetime) -> str:
    """The end of a sentence about a quota, "" where there is nothing to say."""
    period = next((one for one in EARLIEST if name.endswith(f"per_{one}")), "")
    if not period or quota.limit <= 0 or quota.used <= 0:
        return ""
    begun = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    length = timedelta(days=1)
    if period == "month":
        begun = begun.replace(day=1)
        length = timedelta(days=monthrange(begun.year, begun.month)[1])
    elapsed = now - begun
    if elapsed < EARLIEST[period] or quota.used >= quota.limit:
        return ""
    share = quota.used / quota.limit * (length / elapsed)
    if share <= 1:
        return f"; at this pace {percent(share)} by the end of the {period}"
    end = begun + elapsed * (quota.limit / quota.used)
    return f"; at this pace used up {moment(end)}"
