"""How the text of each kind of document is read, from bytes in memory; `documents.py` alone imports from here."""
