"""From what the manual cites to its page: laws of the register, documents in force; and back, which parts cite a law."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.citations import LAW
from sotay.context.laws.queries import law_names
from sotay.context.laws.told import Cites, Dead, citing, dead
from sotay.manual.statements.citing import Cited, Replacement, replaced_laws
from sotay.manual.statements.models import Citation
from sotay.support.documents.models import Document
from sotay.support.documents.sight import visible


def linked(cites: Iterable[Cited], *, viewer: Actor, on: date) -> tuple[Cited, ...]:
    """Return what is cited with the page of each law of the register and of each document in force the viewer may see.

    A guest is led to the areas of the grant alone. A law the register calls expired stands no longer. A code that several documents in force bear leads nowhere: the
    text leaves open which is meant. Two queries where anything is cited, one more where a law is dead.
    """
    cites = tuple(cites)
    laws = law_names((one.key for one in cites if not one.is_document), viewer=viewer, on=on)
    codes = {one.key for one in cites if one.is_document}
    by_code: dict[str, list[str]] = defaultdict(list)
    documents = Document.objects.of(viewer).filter(state=Document.State.IN_FORCE, code_folded__in=codes)
    for code, slug in visible(documents, viewer).values_list("code_folded", "slug") if codes else ():
        by_code[code].append(slug)
    found = []
    for one in cites:
        if one.is_document:
            slugs = by_code[one.key]
            found.append(replace(one, url_name="support:document_detail", slug=slugs[0]) if len(slugs) == 1 else one)
        elif law := laws.get(one.key):
            gone = one.replaced or (Replacement(one.shown, law.by, law.expired_from, "") if law.expired_from else None)
            found.append(replace(one, url_name="context:law_detail", slug=law.slug, replaced=gone))
        else:
            found.append(one)
    return tuple(one if viewer.may_enter(one.url_name.partition(":")[0]) else replace(one, slug="") for one in found)


@citing
def statements_citing(keys: Iterable[str], *, viewer: Actor) -> Iterator[Cites]:
    """Tell the parts of the manual whose text in force cites laws by these keys."""
    rows = Citation.objects.of(viewer).filter(kind=LAW, key__in=list(keys)).select_related("statement")
    for one in rows.order_by("statement__order", "pk"):
        yield Cites(
            key=one.key,
            title=f"{viewer.agency.manual_name}: {one.statement}",
            url_name="manual:statement_detail",
            url_kwargs={"slug": one.statement.slug},
            note=_("nêu là %s") % one.shown,
        )


@dead
def laws_known_to_be_dead(on: date) -> Iterator[Dead]:
    """Tell the laws of the shipped list that stand no longer on a day."""
    for key, one in replaced_laws().items():
        if one.from_date <= on:
            yield Dead(key=key, shown=one.law, by=one.by, from_date=one.from_date, source=one.source)
