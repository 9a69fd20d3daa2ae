"""How asking for an address can end: one word, sometimes with a reason after a colon."""

NEW = "new"  # read for the first time
REVISED = "revised"  # read before, other content now
UNCHANGED = "unchanged"  # nothing to read: 304, or the same bytes
SUBSCRIBED = "subscribed"  # a hub took our wish; it will ask back
GONE = "gone"  # 404 or 410
ASLEEP = "asleep"  # the host asked to be left alone
DEFERRED = "deferred"  # the run ended, or its time was up, before its turn
SUSPECT = "suspect"  # an answer, but not the page: a wall, a challenge, a soft 404
TOO_LARGE = "too_large"
LOST = "lost"  # no outcome was recorded: the run does not add up

# What is asked beside an outlet's ways in: how it ends does not make a visit a failed one.
BESIDE = ("article", "robots", "hub")
# What makes a visit a failed one when it happens to a way in (a feed, a sitemap, a listing).
SOUND = frozenset({NEW, REVISED, UNCHANGED, ASLEEP, DEFERRED})
# What is asked for again at the next visit, with growing gaps.
TRANSIENT = ("failed", ASLEEP, DEFERRED, SUSPECT, LOST, TOO_LARGE)


def of_status(status: int) -> str | None:
    """Name the outcome of an answer without a page, None for 200 and 304."""
    if status in (200, 304):
        return None
    if status in (404, 410):
        return GONE
    if status in (429, 503):
        return ASLEEP
    return f"failed:http_{status}"


def failed(outcome: str | None, way: str) -> bool:
    """Say whether an outcome makes its visit one that did not end well."""
    if outcome is None or outcome == LOST:
        return True
    if way in BESIDE:
        return False
    return outcome not in SOUND
