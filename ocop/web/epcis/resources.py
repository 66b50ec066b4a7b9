"""What the repository knows: its top level, the names in its events, and events by each name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from ocop.accounts.models import Scope
from ocop.epcis import xml
from ocop.epcis.access import visible
from ocop.epcis.asking.answers import Answer, answer, asked
from ocop.epcis.asking.compile import known_by
from ocop.epcis.asking.conditions import Condition, Named, OneOf, Question
from ocop.epcis.asking.names import of_types
from ocop.epcis.asking.output import Form, Format, collection
from ocop.epcis.asking.readings import EPCIS, EVENT_TYPES
from ocop.epcis.columns import kept
from ocop.epcis.companies import to_urn
from ocop.epcis.context import bare_word, expanded, full_word, shortened
from ocop.epcis.identifiers import as_link, canonical
from ocop.epcis.indexing import OWN_TYPE
from ocop.epcis.models import Fact, FactKind, Thing
from ocop.epcis.vocabulary import OF_FIELD
from ocop.web.epcis.answers import names_of, not_found
from ocop.web.epcis.capturing import next_page, take_event
from ocop.web.epcis.forms import XML, document, plain
from ocop.web.epcis.frame import endpoint, format_of
from ocop.web.epcis.listing import leading_to_events, listed, plainly, words

TOP = (
    "events", "eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints", "dispositions",
    "capture", "queries",
)  # fmt: skip
ROLES = ("epc", "parent", "child", "input", "output")


@dataclass(frozen=True, slots=True)
class Listing:
    """One of the collections: which column of events it lists, and of which vocabulary."""

    column: str
    # Of words, the field whose vocabulary they are of; nothing for names of places.
    field: str = ""

    def key(self, text, names) -> str:
        """Return a name as it stands in the column."""
        return kept(full_word(self.field, text, names) if self.field else canonical(text))

    def shown(self, key, turned, names) -> str:
        """Return a name as it is told."""
        if not self.field:
            return turned(key)
        word = bare_word(self.field, key)
        return word if word in OF_FIELD[self.field].words else shortened(key, names)

    @property
    def standard(self) -> list[str]:
        """Return the words that the standard itself knows, as the column holds them."""
        words = sorted(OF_FIELD[self.field].words) if self.field else ()
        return [kept(full_word(self.field, word)) for word in words]

    def condition(self, key) -> Condition:
        """Return what asks for the events of a name."""
        return OneOf(self.column, (key,))


COLLECTIONS = {
    "bizSteps": Listing("biz_step", "bizStep"),
    "dispositions": Listing("disposition", "disposition"),
    "bizLocations": Listing("biz_location"),
    "readPoints": Listing("read_point"),
}


def top(request, caller):
    """List what there is at the top."""
    return plain(request, xml.COLLECTION, collection(list(TOP), {}))


def events(request, caller):
    """Answer a question put in the address."""
    return answered(request, caller)


def event(request, caller, event_id):
    """Answer with one event, and with its declaration where it was declared wrong."""
    seen = visible(caller.reader)
    for name in _spellings(request, event_id):
        if seen.filter(known_by([name])).exists():
            question = Question((OneOf("event_id", (name,)),))
            return _document(request, answer_to(request, caller, question))
    raise not_found(f"There is no event {event_id[:200]!r}.")


def event_types(request, caller):
    """List the types of events: the standard's, and those of one's own that there are."""
    names = names_of(request)
    named = words(_own_types(caller), "text", sorted(EVENT_TYPES))
    return listed(request, "eventTypes", named, lambda key: shortened(key, names))


def event_type(request, caller, name):
    """Tell what there is of one type."""
    _type_of(request, caller, name)
    return leading_to_events(request)


def events_of_type(request, caller, name):
    """Answer with the events of one type."""
    return answered(request, caller, of_types([_type_of(request, caller, name)]))


def epcs(request, caller):
    """List the things that events name."""
    rows = Thing.objects.all()
    if not caller.reader.everything:
        rows = rows.filter(event__in=visible(caller.reader).values("id"))
    return listed(request, "epcs", plainly(rows, "uri"), in_form(format_of(request)))


def epc(request, caller, name):
    """Tell what there is of one thing."""
    _thing(caller, name)
    return leading_to_events(request)


def events_of_epc(request, caller, name):
    """Answer with the events that name one thing."""
    key = _thing(caller, name)
    return answered(request, caller, Named(ROLES, None, (key,)))


def listing(which):
    """Make the list of one collection."""

    def view(request, caller):
        kind, turned = COLLECTIONS[which], in_form(format_of(request))
        names = names_of(request)
        rows = visible(caller.reader).exclude(**{kind.column: ""})
        named = words(rows, kind.column, kind.standard)
        return listed(request, which, named, lambda key: kind.shown(key, turned, names))

    return view


def member(which):
    """Make the page of one name of a collection."""

    def view(request, caller, name):
        _known(request, caller, which, name)
        return leading_to_events(request)

    return view


def events_of(which):
    """Make the answer with the events of one name of a collection."""

    def view(request, caller, name):
        key = _known(request, caller, which, name)
        return answered(request, caller, COLLECTIONS[which].condition(key))

    return view


def answered(request, caller, *also):
    """Answer a question put in the address, narrowed by what the path says."""
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    turn, question = asked(pairs, names_of(request), also)
    return _document(request, answer_to(request, caller, question, turn=turn), turn)


def answer_to(request, caller, question, **turn) -> Answer:
    """Return the answer in the form that the request asks for."""
    form = Form(names=format_of(request))
    return answer(question, caller.reader, at=request.act.at, form=form, **turn)


def in_form(form: Format) -> Callable[[str], str]:
    """Return what brings the name of a thing or a place into the form asked for."""
    return to_urn() if form is Format.URN else as_link


def _document(request, found: Answer, turn=None):
    headers = {}
    if found.token and turn is not None:
        headers |= next_page(request, turn.per_page, found.token, found.expires)
    return document(request, found.body, headers)


def _own_types(caller) -> QuerySet:
    rows = Fact.objects.filter(kind=FactKind.FIELD, name=OWN_TYPE)
    if caller.reader.everything:
        return rows
    return rows.filter(event__in=visible(caller.reader).values("id"))


def _type_of(request, caller, name) -> str:
    key = kept(expanded(name, names_of(request)).removeprefix(EPCIS))
    if key not in EVENT_TYPES and not _own_types(caller).filter(text=key).exists():
        raise not_found(f"There is no type of events {name[:60]!r}.")
    return key


def _thing(caller, name) -> str:
    key = kept(canonical(name))
    rows = Thing.objects.filter(uri=key)
    if not caller.reader.everything:
        rows = rows.filter(event__in=visible(caller.reader).values("id"))
    if not rows.exists():
        raise not_found(f"No event names {name[:200]!r}.")
    return key


def _known(request, caller, which, name) -> str:
    kind = COLLECTIONS[which]
    key = kind.key(name, names_of(request))
    rows = visible(caller.reader).filter(**{kind.column: key})
    if key not in kind.standard and not rows.exists():
        raise not_found(f"No event names {name[:200]!r}.")
    return key


def _spellings(request, event_id) -> Iterator[str]:
    yield event_id
    # A hash whose question mark was not percent-encoded ends up in the query.
    if query := request.META.get("QUERY_STRING"):
        yield f"{event_id}?{query}"


top_view = endpoint(takes=XML, get=top)
events_view = endpoint(writes=Scope.CAPTURE, takes=XML, get=events, post=take_event)
event_view = endpoint(takes=XML, get=event)
event_types_view = endpoint(get=event_types)
event_type_view = endpoint(get=event_type)
events_of_type_view = endpoint(takes=XML, get=events_of_type)
epcs_view = endpoint(get=epcs)
epc_view = endpoint(get=epc)
events_of_epc_view = endpoint(takes=XML, get=events_of_epc)
