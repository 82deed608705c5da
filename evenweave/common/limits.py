"""How much may be sent at once, in bytes. Needs nothing but Python: the front door asks it too."""

MEGABYTE = 1_000_000
LARGEST_PICTURE = 12 * MEGABYTE
LARGEST_SOUND = 10 * MEGABYTE
# One of each, with the words beside them.
LARGEST_BODY = LARGEST_PICTURE + LARGEST_SOUND + 3 * MEGABYTE
# The front door (`config.asgi`) puts this into the scope of a request whose body it did not let in;
# `common.middleware.body` answers it.
TOO_LARGE = "evenweave.too_large"
