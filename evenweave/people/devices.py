"""What a device is called: enough for its owner to know it again, too little to know anybody by."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that fits. Browsers call themselves by each other's names, so the order matters.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "Chromebook",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def words(user_agent: str) -> str:
    """A browser and a kind of device, such as “Firefox on Android”; no version, no model."""
    browser = first(BROWSERS, user_agent)
    system = first(SYSTEMS, user_agent)
    if browser and system:
        return _("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or _("A device we do not know")


def first(names: dict[str, str], user_agent: str) -> str:
    """The first of these names that stands in what the browser says of itself."""
    return next((name for sign, name in names.items() if sign in user_agent), "")
