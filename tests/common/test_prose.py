"""Background in Markdown comes out as nothing but what the allow-list names, and in good time."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as some

from evenweave.common import prose
from evenweave.common.prose import html_of

ALLOWED = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES: dict[str, set[str]] = {"a": {"href", "rel"}}


def judge(html: str) -> list[str]:
    """What stands in a page that should not, as a browser would read it; the parser is not ours."""
    tree: Any = html5lib.parseFragment(html, namespaceHTMLElements=True)
    found = []
    for element in tree.iter():
        if element is tree:
            continue
        found += judge_one(element)
    return found


def judge_one(element: Any) -> list[str]:
    if not isinstance(element.tag, str):
        return ["a comment or something like it"]
    space, _, name = element.tag.rpartition("}")
    found = [] if space.endswith("xhtml") and name in ALLOWED else [f"<{element.tag}>"]
    for attribute, value in element.attrib.items():
        if attribute not in ATTRIBUTES.get(name, set()):
            found.append(f"{name} has {attribute}")
        if attribute == "href" and urlsplit(value.strip()).scheme not in {
            "http",
            "https",
            "mailto",
        }:
            found.append(f"a link to {value}")
        if attribute == "href" and element.get("rel") != "nofollow noopener":
            found.append("a link without rel")
        if attribute == "rel" and value != "nofollow noopener":
            found.append(f"rel is {value}")
    return found


PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt/src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:alert(alt) onerror=eval(src) alt=1>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    (
        "<math><mtext><table><mglyph><style><!--</style>"
        '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'
    ),
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)><embed src=javascript:alert(1)>",
    "<base href=//evil.example/><a href=x>y</a>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    "<p style='background:url(javascript:alert(1))' class=problems id=main>x</p>",
    "<body onload=alert(1)><details open ontoggle=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    "<input autofocus onfocus=alert(1)><textarea><select>",
    "<template><script>alert(1)</script></template>",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    "</div></main></body><script>alert(1)</script>",
    "<p><a href='http://a.example' onclick='alert(1)'",
    '<a href="http://a.example',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1) )",
    "[x](java\nscript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](<java script:alert(1)>)",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61;vascript:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/x)",
    "[x](/projects/leave/)",
    "[x](https://a.example \"' onmouseover='alert(1)\")",
    '[x](https://a.example/"onmouseover="alert(1))',
    "[<img src=x onerror=alert(1)>](https://a.example)",
    "![x](javascript:alert(1))",
    "![x](https://a.example/pixel.gif)",
    '![" onerror="alert(1)](x)',
    "<javascript:alert(1)>",
    "<javascript&colon;alert(1)>",
    "<https://a.example/'onmouseover='alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: data:text/html,<script>alert(1)</script>",
    "```<script>\nalert(1)\n```",
    '```js" onload="alert(1)\nx\n```',
    "~~~ <img src=x onerror=alert(1)>\nx",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <script> | `x` |\n|---|:-:|\n| <img onerror=alert(1)> | [x](javascript:1) |",
    "# <script>alert(1)</script> {#main .problems}",
    "1. <svg/onload=alert(1)>\n> <svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    'https://a.example/?x="><script>alert(1)</script>',
    "javascript:alert(1)",
    "http://[::1]:8000/<b>x</b>",
    '<a href="https://a.example" rel="opener" target=_blank>x</a>',
    "<p>" * 50 + "<script>",
    "\ufeff<script>\u2028alert(1)</script>",
    "<x onclick=alert(1)>&nbsp;<%00script>alert(1)</script>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "around", ["{}", "> {}", "* {}", "**{}**", "a\n\n{}\n\nb", "[{}](https://a.b)"]
)
def test_nothing_but_the_allow_list_comes_out(payload: str, around: str) -> None:
    assert judge(html_of(around.replace("{}", payload))) == []


@pytest.mark.parametrize(
    "dirty",
    [
        "<p onclick=x>a</p>",
        "<script>x</script>",
        "<a href='javascript:x'>a</a>",
        "<svg></svg>",
        "<!-- x -->",
        "<a href=https://a.b rel=opener>x</a>",
    ],
)
def test_the_judge_finds_what_should_not_be_there(dirty: str) -> None:
    assert judge(dirty)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_cleaning_alone_would_do_even_if_markdown_let_everything_through(payload: str) -> None:
    assert judge(prose.clean(payload)) == []


@given(some.text(alphabet="<>&\"'/\\[]()!*_`#|:=- \n\tajsvg1;x", max_size=200))
def test_whatever_is_typed_only_the_allow_list_comes_out(words: str) -> None:
    assert judge(html_of(words)) == []


# What people write.


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("Tea *and* **cake**.", "<p>Tea <em>and</em> <strong>cake</strong>.</p>"),
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1) a\n2) b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("> so", "<blockquote>\n<p>so</p>\n</blockquote>"),
        ("# A\n### B\n# C", "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>"),
        ("###### deep", "<h3>deep</h3>"),
        ("    four spaces", "<p>four spaces</p>"),
        ("a line\n---\nanother", "<p>a line</p>\n<hr>\n<p>another</p>"),
        (
            "[a]: https://b.c",
            '<p>[a]: <a href="https://b.c" rel="nofollow noopener">https://b.c</a></p>',
        ),
        (
            "see https://a.example/b.",
            '<p>see <a href="https://a.example/b" rel="nofollow noopener">https://a.example/b</a>.</p>',
        ),
        (
            "<me@a.example>",
            '<p><a href="mailto:me@a.example" rel="nofollow noopener">me@a.example</a></p>',
        ),
        ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
        ("<b>bold?</b>", "<p>&lt;b&gt;bold?&lt;/b&gt;</p>"),
        ("", ""),
    ],
)
def test_what_people_write_comes_out_as_they_meant_it(words: str, html: str) -> None:
    assert html_of(words).strip() == html


def test_a_table_is_one() -> None:
    html = html_of("| a | b |\n|:--|--:|\n| c | d |")
    assert judge(html) == []
    assert "<td>d</td>" in html


def test_the_filter_lays_a_block_around_it() -> None:
    drawn = Template("{{ words|prose }}").render(Context({"words": "*Tea*"}))
    assert drawn == '<div class="prose" dir="auto" data-words><p><em>Tea</em></p>\n</div>'


# Deep, long, and slow.


@pytest.mark.parametrize("deep", [">" * 300 + " deep", "- " * 300 + "deep", "> - " * 150 + "deep"])
def test_words_that_are_nested_too_deeply_are_not_lost(deep: str) -> None:
    html = html_of(deep)
    assert "deep" in html
    assert judge(html) == []


LENGTH = 20_000


BRACKETS = ["[", "]", "![", "[](", "[a](", "[a][", "[a]: b\n", "<![CDATA[", "(", "<", "<!--", "<?"]
MARKS = [">", "> ", "*", "**a ", "*a_ ", "_", "`", "`a``", "- ", "1) ", "&", "#", "\\", "a**b", '"']
REST = [
    "|",
    "a|b\n-|-\n",
    "://",
    "http://a",
    "\n",
    "\t",
    "x\n=\n",
    "~~~\n",
    "mailto:",
    "<a ",
    "&#x0;",
]


@pytest.mark.parametrize("unit", [*BRACKETS, *MARKS, *REST, "a@b.c "])
def test_twenty_thousand_signs_of_anything_take_no_time(unit: str) -> None:
    words = (unit * LENGTH)[:LENGTH]
    start = time.perf_counter()
    html = html_of(words)
    assert time.perf_counter() - start < 2
    assert judge(html[:100_000]) == []


def test_no_word_disappears() -> None:
    words = "\n\n".join([*PAYLOADS, "[a]: https://b.c", "![a drawing](https://a.example/b.png)"])
    shown = re.sub(r"<[^>]*>", " ", html_of(words))
    for word in ["alert", "mglyph", "noscript", "drawing"]:
        assert word in shown
