"""Browser windows that tests share.

A new window takes seconds of CPU time, more than most tests, so tests reuse windows.
"""

from __future__ import annotations

from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page

Scheme = Literal["light", "dark"]


class Windows:
    """Opens windows and reuses them: one window for each set of options, cleared after each test."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[str, BrowserContext] = {}
        self._in_use: list[Page] = []

    def open(
        self,
        *,
        width: int = 1440,
        height: int = 900,
        color_scheme: Scheme = "light",
        reduced_motion: Literal["no-preference", "reduce"] = "no-preference",
        permissions: list[str] | None = None,
        script: str = "",
        own: bool = False,
        **options: Any,
    ) -> Page:
        """Returns an empty window of a size; ``options`` are those of Playwright's ``new_context``.

        A ``script`` runs before the scripts of each page. With ``own``, the window is not reused. Use it for a test
        that makes permanent changes, such as to the clock.
        """
        context = self._context("own" if own else repr((script, sorted(options.items()))), script, options)
        page = next((page for page in context.pages if page not in self._in_use), None) or context.new_page()
        self._in_use.append(page)
        context.grant_permissions(permissions or [])
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        page.set_viewport_size({"width": width, "height": height})
        return page

    def _context(self, name: str, script: str, options: dict[str, Any]) -> BrowserContext:
        if name not in self._contexts:
            self._contexts[name] = self._browser.new_context(**options)
            if script:
                self._contexts[name].add_init_script(script)
        return self._contexts[name]

    def clean(self) -> None:
        """Clears the windows with their storage and permissions, and closes all but one window of each kind."""
        self._in_use.clear()
        if own := self._contexts.pop("own", None):
            own.close()
        for context in self._contexts.values():
            for page in context.pages[1:]:
                page.close()
            for page in context.pages:
                _empty(page)
            context.clear_permissions()


def _empty(page: Page) -> None:
    """Leaves the page in a window, and then clears its storage, which the page can change while it unloads."""
    if page.url == "about:blank":
        return
    page.unroute_all()
    page.mouse.move(0, 0)
    if not page.url.startswith("http"):
        page.close()  # pages on disk share their storage
        return
    origin = page.evaluate("location.origin")
    page.goto("about:blank")
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "local_storage"})
    session.detach()
