"""The texts of a rendered page: what is in them, what ends one, and what is no words."""

from __future__ import annotations

import pytest

from link_checks.page import THING, is_bare, parse_content, texts_of

T = THING
TEXTS = [
    ("a", ["a"]),
    ("<p>a</p><p>b</p>", ["a", "b"]),
    ("a<p>b</p>c", ["a", "b", "c"]),
    ("<p>a <em>b</em> <strong>c <i>d</i></strong> e</p>", ["a b c d e"]),
    ("a <b>b</b> c<p>d</p>", ["a b c", "d"]),
    ("<p>a<!-- b --></p>", ["a"]),
    ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", ["a", "b", "c"]),
    ("<p>a<br>b</p>", ["a\nb"]),
    ("<p>a<br>\nb</p>", ["a\n\nb"]),
    ("<p>a <code>b</code> c</p>", [f"a {T} c"]),
    ("<p>a <code>b <i>c</i> d</code> e</p>", [f"a {T} e"]),
    ("<pre><code>a</code> b</pre>c", [f"{T}c"]),
    ("<p>a <a href='b'>c <em>d</em></a> e</p>", [f"a {T} e"]),
    ("<p>a <a name='b'>c</a> d</p>", ["a c d"]),
    ("<p>a <a>c</a> d</p>", ["a c d"]),
    ("<p>a <a href='https://b.example'>https://b.example</a> c</p>", ["a https://b.example c"]),
    ("<p>a <img src='b' alt='c'> d</p>", [f"a {T} d"]),
    ("<p>a <!-- b --> c <?d e?> f</p>", ["a  c  f"]),
    ("<p>a <code>b<!-- c -->d</code><!-- e --> f</p>", [f"a {T} f"]),
    ("<p>a <code>b<!-- c -->d</code></p><!-- e -->f", [f"a {T}", "f"]),
    ("<p>a <span class='arithmatex'>b</span> c</p>", [f"a {T} c"]),
    ("<div class='x arithmatex'>b</div>c", [f"{T}c"]),
    ("<p>a <span class='arithmatexes'>b</span> c</p>", ["a b c"]),
    ("<p>a <script>b</script><style>c</style> d</p>", [f"a {T}{T} d"]),
    ("<p>a <template>b <p>c</p> d</template> e</p>", [f"a {T} e"]),
    ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
    ("<h1>a</h1>b", ["a", "b"]),
    ("", []),
]


@pytest.mark.parametrize(("markup", "texts"), TEXTS)
def test_a_page_is_read_text_by_text(markup: str, texts: list[str]) -> None:
    assert [text for text in texts_of(parse_content(markup)) if text.strip()] == texts


@pytest.mark.parametrize(
    "tag",
    [
        *"a abbr b bdi bdo big br cite del dfn em font i img ins label mark q".split(),
        *"s small span strike strong sub sup time u wbr".split(),
    ],
)
def test_what_stands_in_a_line_does_not_end_a_text(tag: str) -> None:
    (text,) = (text for text in texts_of(parse_content(f"a<{tag}>b</{tag}>c")) if text)
    assert text.replace(THING, "").replace("\n", "") == "abc"


@pytest.mark.parametrize("tag", "code pre script style textarea svg math kbd samp var tt xmp template".split())
def test_what_is_no_words_stands_in_a_text_as_one_sign(tag: str) -> None:
    assert [text for text in texts_of(parse_content(f"a<{tag}>b</{tag}>c")) if text] == [f"a{T}c"]


@pytest.mark.parametrize(
    ("markup", "bare"),
    [
        ("<a href='https://b.example'>https://b.example</a>", True),
        ("<a href='http://www.b.example'>www.b.example</a>", True),
        ("<a href='mailto:a@b.example'>a@b.example</a>", True),
        ("<a href='https://www.b.example'>www.b.example</a>", False),
        ("<a href='https://b.example'>b</a>", False),
        ("<a href='http://b.example'><i>b</i></a>", False),
        ("<a href='b'>b<i></i></a>", False),
        ("<a href='http://'></a>", False),
        ("<a href='#b'></a>", False),
        ("<a>b</a>", False),
    ],
)
def test_an_address_that_shows_itself_is_bare(markup: str, bare: bool) -> None:
    (link,) = parse_content(markup)
    assert is_bare(link) is bare
