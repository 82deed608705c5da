"""Every word on every page can be translated."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils.translation import gettext, ngettext, pgettext

from evenweave.record.models import Stream
from tests.pseudo import brackets, untranslated

PAGES = {
    "/": HTTPStatus.OK,
    "/about/": HTTPStatus.OK,
    "/display/": HTTPStatus.OK,
    "/record/{stream}/": HTTPStatus.OK,
    "/record/{stream}/?words=Amina&kind=projects.joined": HTTPStatus.OK,
    "/record/{stream}/?words=marmalade": HTTPStatus.OK,
    "/record/{stream}/2/": HTTPStatus.OK,
    "/kit/": HTTPStatus.OK,
    "/kit/try/": HTTPStatus.OK,
    "/kit/try/change/": HTTPStatus.OK,
    "/kit/try/saying/": HTTPStatus.OK,
    "/kit/try/sent/": HTTPStatus.OK,
    "/nothing/here/": HTTPStatus.NOT_FOUND,
    "/?words=%00": HTTPStatus.BAD_REQUEST,
}


@pytest.fixture
def reader(example: None, db: None) -> Iterator[tuple[Client, str]]:
    """A visitor of a house with an example in it, and the example's id."""
    stream = Stream.objects.get(slug="hounslow")
    with brackets():
        yield Client(enforce_csrf_checks=True), str(stream.pk)


@pytest.mark.parametrize(("path", "status"), PAGES.items(), ids=list(PAGES))
def test_every_word_of_a_page_can_be_translated(
    path: str, status: HTTPStatus, reader: tuple[Client, str]
) -> None:
    client, stream = reader
    answer = client.get(path.format(stream=stream))
    assert answer.status_code == status
    assert "⟦" in answer.text
    assert not untranslated(answer.text), "\n".join(untranslated(answer.text))


@pytest.mark.parametrize("path", ["/display/", "/kit/try/"])
def test_every_word_of_an_expired_form_can_be_translated(
    path: str, reader: tuple[Client, str]
) -> None:
    answer = reader[0].post(path, {"words": "Something long that I wrote."})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert not untranslated(answer.text), "\n".join(untranslated(answer.text))


@pytest.mark.parametrize("path", ["/kit/try/", "/kit/try/change/", "/kit/try/saying/"])
def test_every_word_of_a_form_with_mistakes_can_be_translated(
    path: str, reader: tuple[Client, str]
) -> None:
    client, _ = reader
    client.get(path)
    token = client.cookies["csrftoken"].value
    answer = client.post(path, {"csrfmiddlewaretoken": token})
    assert answer.status_code in {
        HTTPStatus.OK,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.CONFLICT,
    }
    assert not untranslated(answer.text), "\n".join(untranslated(answer.text))


@pytest.mark.parametrize("template", ["common/broken.html", "common/not_understood.html"])
def test_every_word_of_a_page_about_trouble_can_be_translated(
    template: str, reader: tuple[Client, str]
) -> None:
    page = Template(f'{{% include "{template}" %}}').render(Context({"run_by": ""}))
    assert not untranslated(page), "\n".join(untranslated(page))


# The finder finds.


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>Bare words</p>", "p: Bare words"),
        ("<p>⟦Wrapped⟧ and bare</p>", "p: and bare"),
        ("<p>⟦The record of <bdi>Ours</bdi>⟧ here</p>", "p: here"),
        ('<img alt="A cup of tea">', "img[alt]: A cup of tea"),
        ('<button aria-label="⟦Close⟧ it">×</button>', "button[aria-label]: it"),
        ('<input type="submit" value="Send">', "input[value]: Send"),
        ("<title>⟦About⟧ · Somebody</title>", "title: · Somebody"),
        ("<p>⟦Never closed</p>", "a bracket is not closed"),
        ("<svg><desc>Six rows</desc></svg>", "svg > desc: Six rows"),
        ('<textarea placeholder="Say it">I did</textarea>', "textarea[placeholder]: Say it"),
    ],
)
def test_words_outside_gettext_are_found(page: str, found: str) -> None:
    assert [each.strip() for each in untranslated(page)] == [found]


@pytest.mark.parametrize(
    "page",
    [
        "<p>⟦Wrapped⟧ 6 · 14 %</p>",
        "<title>⟦About⟧ · Evenweave</title>",
        "<p>⟦<bdi>Amina</bdi> wrote “<span data-words>Hello <b>you</b></span>”⟧</p>",
        "<time>Monday</time><pre><code>{key}</code></pre><script src=x>let it</script>",
        '<input type="text" value="What Ben wrote"><p lang="cy" title="Cymraeg">Chwarae teg</p>',
        "<p>⟦outer ⟦inner⟧ outer⟧</p>",
    ],
)
def test_what_is_wrapped_or_not_ours_is_left_alone(page: str) -> None:
    assert untranslated(page) == []


def test_every_way_of_translating_is_put_in_brackets_and_only_meanwhile() -> None:
    with brackets():
        assert gettext("Tea") == "⟦Tea⟧"
        assert pgettext("drink", "Tea") == "⟦Tea⟧"
        assert ngettext("%d cup", "%d cups", 2) % 2 == "⟦2 cups⟧"
        page = Template("{% load i18n %}{% translate 'Tea' %} milk").render(Context())
        assert untranslated(f"<p>{page}</p>") == ["p: milk"]
    assert gettext("Tea") == "Tea"
