"""The addresses of EPCIS 2.0, below /epcis/v2.

A name in an address may hold slashes: the server hands it over decoded.
"""

from django.urls import path

from ocop.web.epcis import capturing, naming, resources, subscribing
from ocop.web.epcis.forms import XML
from ocop.web.epcis.frame import endpoint

app_name = "epcis"

urlpatterns = [
    path("", resources.top_view, name="top"),
    path("capture", capturing.capture_view, name="capture"),
    path("capture/<str:capture_id>", capturing.job_view, name="job"),
    path("events", resources.events_view, name="events"),
    path("events/<path:event_id>", resources.event_view, name="event"),
    path("eventTypes", resources.event_types_view, name="eventTypes"),
    path("eventTypes/<path:name>/events", resources.events_of_type_view, name="eventTypes-events"),
    path("eventTypes/<path:name>", resources.event_type_view, name="eventType"),
    path("epcs", resources.epcs_view, name="epcs"),
    path("epcs/<path:name>/events", resources.events_of_epc_view, name="epcs-events"),
    path("epcs/<path:name>", resources.epc_view, name="epc"),
    path("queries", naming.queries_view, name="queries"),
    path("queries/<str:name>", naming.query_view, name="query"),
    path("queries/<str:name>/events", naming.answers_view, name="query-events"),
    path("queries/<str:name>/subscriptions", subscribing.subscriptions_view, name="subscriptions"),
    path(
        "queries/<str:name>/subscriptions/<str:subscription_id>",
        subscribing.subscription_view,
        name="subscription",
    ),
    path("nextPageToken/<path:token>", naming.token_view, name="token"),
]
for which in resources.COLLECTIONS:
    urlpatterns += [
        path(which, endpoint(get=resources.listing(which)), name=which),
        path(
            f"{which}/<path:name>/events",
            endpoint(takes=XML, get=resources.events_of(which)),
            name=f"{which}-events",
        ),
        path(f"{which}/<path:name>", endpoint(get=resources.member(which)), name=f"{which}-one"),
    ]
