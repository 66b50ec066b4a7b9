"""Each published example is found again by every value that it holds, in either form of names."""

import pytest

from ocop.epcis import documents
from ocop.epcis.access import EVERYTHING, visible
from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.parameters import read_query
from ocop.epcis.identifiers import canonical
from ocop.epcis.models import Event
from ocop.epcis.operations import capture
from ocop.epcis.preparing import prepared
from tests.epcis.published import EXAMPLES, compared

MATCHES = {
    "parentID": ("MATCH_parentID", "MATCH_anyEPC"),
    "epcList": ("MATCH_epc", "MATCH_anyEPC"),
    "childEPCs": ("MATCH_epc", "MATCH_anyEPC"),
    "inputEPCList": ("MATCH_inputEPC", "MATCH_anyEPC"),
    "outputEPCList": ("MATCH_outputEPC", "MATCH_anyEPC"),
    "quantityList": ("MATCH_epcClass", "MATCH_anyEPCClass"),
    "childQuantityList": ("MATCH_epcClass", "MATCH_anyEPCClass"),
    "inputQuantityList": ("MATCH_inputEPCClass", "MATCH_anyEPCClass"),
    "outputQuantityList": ("MATCH_outputEPCClass", "MATCH_anyEPCClass"),
}
PAIRS = {
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
}
REPORTED = ("deviceID", "stringValue", "uriValue", "hexBinaryValue", "microorganism")
MEASURED = ("value", "minValue", "maxValue", "meanValue", "sDev", "percValue")


def asked_of(event):
    """Yield parameters that the event must answer to."""
    yield "eventType", event["type"]
    yield "EQ_eventID", event.get("eventID")
    yield "EQ_action", event.get("action")
    yield "EQ_bizStep", event.get("bizStep")
    yield "EQ_disposition", event.get("disposition")
    yield "GE_eventTime", event["eventTime"]
    for place in ("readPoint", "bizLocation"):
        yield f"EQ_{place}", event.get(place, {}).get("id")
    for field, names in MATCHES.items():
        told = event.get(field) or []
        for one in [told] if isinstance(told, str) else told:
            yield from ((name, one["epcClass"] if isinstance(one, dict) else one) for name in names)
    for field, member in PAIRS.items():
        for one in event.get(field, ()):
            if "type" in one:
                yield f"EQ_{member}_{one['type']}", one[member]
    yield from asked_of_sensors(event)
    yield from asked_of_extensions("", event)
    yield from asked_of_extensions("ILMD_", event.get("ilmd", {}))


def asked_of_sensors(event):
    """Yield parameters that the sensors of the event must answer to."""
    for element in event.get("sensorElementList", ()):
        yield "EXISTS_sensorElementList", "true"
        yield from asked_of_extensions("SENSORELEMENT_", element)
        for report in element.get("sensorReport", ()):
            yield from asked_of_report(report)


def asked_of_report(report):
    """Yield parameters that a sensor's report must answer to."""
    yield "EQ_type", report.get("type")
    yield from ((f"EQ_{name}", report.get(name)) for name in REPORTED)
    for name in MEASURED:
        if name in report and "uom" in report:
            yield f"EQ_{name}_{report['uom']}", report[name]
    yield from asked_of_extensions("SENSORREPORT_", report)


def asked_of_extensions(area, element):
    """Yield parameters that the extensions of a place must answer to."""
    for name, value in element.items():
        if ":" in name:
            yield f"EXISTS_{area}{name}", ""
            if isinstance(value, str):
                yield f"EQ_{area}{name}", value


@compared
@pytest.mark.django_db
def test_each_published_example_is_found_by_each_of_its_values(act):
    tried = 0
    for path in EXAMPLES:
        document = prepared(documents.read(path.read_bytes()))
        if not capture(act, document=document).stored:
            # Some examples tell an event of another example anew, under the same id.
            continue
        for entry in document.entries:
            event = document.document.events[entry.at]
            names = document.document.namespaces_for(event)
            row = Event.objects.filter(event_id=entry.event_id).order_by("-id").first()
            for name, value in asked_of(event):
                if value is None or str(value) == "None":
                    continue
                for spelling in {str(value), canonical(str(value))}:
                    question = read_query([(name, spelling)], names)
                    found = matching(visible(EVERYTHING), question).filter(id=row.id)
                    assert found.exists(), (path.name, name, spelling)
                    tried += 1
    assert tried > 500
