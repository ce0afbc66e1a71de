"""The links that lead outside the site: which there are, what they answer, and what rests on them.

Nothing here is run in a build. lychee asks the addresses; this package says which, reads the answers, and
tells them in the edition's own terms.
"""
