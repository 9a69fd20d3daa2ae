"""The daemon's jobs beside visits: when each is done unless somebody says otherwise, and what it does."""

from collections.abc import Mapping
from types import MappingProxyType

NEVER = "never"
JOBS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "publish": ("7,37 * * * *", "Write the feeds, also after news; a cron line in UTC, or never."),
        "digest": ("5 6 * * *", "Write what changed since the last digest to FEEDS/digest."),
        "backup": ("47 3 * * *", "Copy the ledger; a week of copies is kept."),
        "tidy": ("17 4 * * sun", "Forget outcomes of more than two months ago."),
        "vacuum": ("27 4 * * sun", "Give free space back."),
    }
)
"""Cron line (UTC) and description, by job."""
