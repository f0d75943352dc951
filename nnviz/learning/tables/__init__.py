"""Tables: records from a file of the user's own, whatever wrote it."""
