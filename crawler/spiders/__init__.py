"""``news`` visits catalogued outlets, ``page`` given addresses, ``archive`` what was kept as WARC."""
