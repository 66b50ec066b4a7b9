"""What may be done in the repository: events are captured, and stay."""

from ocop.epcis.operations.capturing import capture, capture_event, capture_events

__all__ = ["capture", "capture_event", "capture_events"]
