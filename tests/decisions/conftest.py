"""Keys of sealed boxes lie in a folder of the test's own."""

from tests.sealed.conftest import box_keys

__all__ = ["box_keys"]
