"""Browser windows that tests share."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page


class Windows:
    """Opens pages in windows that are kept: one for each set of options, clean after each test."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[str, BrowserContext] = {}

    def open(
        self,
        *,
        width: int = 1440,
        height: int = 900,
        permissions: list[str] | None = None,
        own: bool = False,
        **options: Any,
    ) -> Page:
        """An empty page of that size; ``options`` are those of Playwright's ``new_context``.

        With ``own`` the window is not kept: for a test that changes what cannot be undone, such as the clock.
        """
        context = self._context("own" if own else repr(sorted(options.items())), options)
        context.grant_permissions(permissions or [])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page

    def _context(self, name: str, options: dict[str, Any]) -> BrowserContext:
        if name not in self._contexts:
            self._contexts[name] = self._browser.new_context(**options)
        return self._contexts[name]

    def clean(self) -> None:
        """Closes all pages, and forgets what they stored and what was permitted."""
        for context in self._contexts.values():
            for page in context.pages:
                page.evaluate("location.protocol === 'about:' || localStorage.clear()")
                page.close()
            context.clear_permissions()
        if own := self._contexts.pop("own", None):
            own.close()
