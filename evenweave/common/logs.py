"""Log lines hold no words of a person: no query, no form, no name."""

from __future__ import annotations

import logging


class WithoutWords(logging.Filter):
    """Takes the query out of addresses that libraries put into a log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            record.msg = "%s %s"
            record.args = (getattr(record, "status_code", ""), request.path)
        return True
