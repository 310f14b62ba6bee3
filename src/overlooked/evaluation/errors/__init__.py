"""What would move the misplaced records, and which of them to read."""
