"""How many requests the permission walk made, added up over its tests."""

PROPERTY = "walked"


def told(reports) -> str:
    """Return the sentence that sums up what the walks of these reports asked."""
    counts = [
        value
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in getattr(report, "user_properties", ())
        if name == PROPERTY
    ]
    return (
        f"{sum(counts):,} requests by {len(counts)} roles: no surprise, no leak" if counts else ""
    )
