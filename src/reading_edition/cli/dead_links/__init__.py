"""The external links of the site, and the answers that lychee, a link checker, gets from them."""
