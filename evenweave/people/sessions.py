"""Sessions of which the database holds only hashes, so that its rows open nobody's door.

Django keeps the very key that a browser sends. Whoever sees that table could be anybody in it.
Here the row is found by a hash. The key has 165 random bits, so nobody finds it from the hash.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession

from evenweave.common import clock

# What the session says of the device.
SHARED = "is_shared"
SEEN = "seen"
# On a shared computer somebody else may sit down; words that are being written stay this long.
IDLE = timedelta(minutes=20)
# Forty signs are what the table has room for: 160 bits.
LENGTH = 40


def hashed(key: str) -> str:
    """What the database knows of a session's key."""
    return hashlib.sha256(f"evenweave session {key}".encode()).hexdigest()[:LENGTH]


class SessionStore(db.SessionStore):
    """Django's own, found by a hash of their key; on a shared computer they end when idle."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        found: AbstractBaseSession | None = self.model.objects.filter(
            session_key=hashed(self.session_key or ""), expire_date__gt=clock.now()
        ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether this key is taken."""
        return super().exists(hashed(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row, under the hash."""
        made = super().create_model_instance(data)
        made.session_key = hashed(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        """End it."""
        key = session_key or self.session_key
        if key is not None:
            super().delete(hashed(key))

    def get_session_cookie_age(self) -> int:
        """For how many seconds it holds without a visit."""
        return int(IDLE.total_seconds()) if self.get(SHARED) else settings.SESSION_COOKIE_AGE

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """When it ends without a visit, by our own clock."""
        return super().get_expiry_date(**{"modification": clock.now(), **kwargs})

    # Django's asynchronous twins would go round the hash.

    async def _aget_session_from_db(self) -> AbstractBaseSession | None:
        return await sync_to_async(self._get_session_from_db)()

    async def aexists(self, session_key: str) -> bool:
        """As `exists`."""
        return await sync_to_async(self.exists)(session_key)

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """As `create_model_instance`."""
        return await sync_to_async(self.create_model_instance)(data)

    async def adelete(self, session_key: str | None = None) -> None:
        """As `delete`."""
        await sync_to_async(self.delete)(session_key)
