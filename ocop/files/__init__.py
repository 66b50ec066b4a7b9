"""What people upload: checked by content, re-encoded where shown, kept privately."""
