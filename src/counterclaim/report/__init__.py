"""What people read: tables, pages, documents, charts, maps, and the register of printed figures."""
