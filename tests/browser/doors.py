"""Coming in by the doors of the example's people."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def enter(page: Page, slug: str) -> Page:
    """Sign in as one of them."""
    page.goto(f"/example/{slug}/")
    page.get_by_role("button", name="Continue as").click()
    expect(page.locator(".account")).to_be_visible()
    return page


def enter_project(page: Page, slug: str) -> str:
    """Sign in as one of them: the path of the project of Hounslow."""
    enter(page, slug)
    page.goto("/projects/")
    path = page.locator("main a.door").filter(has_text="Hounslow").get_attribute("href")
    assert path
    return path
