"""Dead links: the addresses outside the site, how lychee checks them, and the report on its answers."""
