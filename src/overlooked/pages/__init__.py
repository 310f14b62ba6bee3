"""What pages, reports and lessons are made of: blocks, tables, pictures, marked narratives; text is escaped here."""
