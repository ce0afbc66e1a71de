"""Whether an address leads somewhere in a finished site."""

from __future__ import annotations

from pathlib import Path

import pytest

from link_checks.built_site import is_published

PAGE = """<!doctype html>
<p id="a">1</p><a name="b">2</a><i name="c"></i><template id="t"><p id="d"></p></template>
<!-- --><a name="">3</a>"""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for path, text in {
        "index.html": PAGE,
        "sub/index.html": PAGE,
        "sub/X.HTM": PAGE,
        "a b/é.html": PAGE,
        "none/words.txt": PAGE,
        "empty.html": "",
        "nothing.html": "<!-- -->",
    }.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder.parent / "outside.html").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("", True),
        ("#", True),
        ("#a", True),
        ("#b", True),
        ("#t", True),
        ("#c", False),
        ("#d", False),
        ("#none", False),
        ("index.html#a", True),
        ("index.html/", False),
        ("index.html/x", False),
        ("sub", True),
        ("sub/", True),
        ("sub/#a", True),
        ("sub/#none", False),
        ("sub/#a#b", False),
        ("sub/./../sub/index.html", True),
        ("sub/X.HTM#a", True),
        ("sub/x.htm", False),
        ("Sub/", False),
        ("a%20b/%C3%A9.html#b", True),
        ("a b/é.html", True),
        ("none/", False),
        ("none/words.txt", True),
        ("none/words.txt#", True),
        ("none/words.txt#a", False),
        ("missing.html", False),
        ("empty.html", True),
        ("empty.html#a", False),
        ("nothing.html#a", False),
        ("../outside.html", False),
        ("sub/../../outside.html", False),
        ("/sub//index.html", True),
    ],
)
def test_an_address_is_published_if_a_server_would_give_it(finished: Path, address: str, there: bool) -> None:
    assert is_published(finished, address) is there
