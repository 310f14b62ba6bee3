"""The audit log: who read which personal data, when and why, as a chain of entries that shows when it was changed.

In go acts on personal data, as section 62 of the Data Protection Act 2018 names them; out comes a file of JSON Lines
that `verify` checks. It holds names of files and their hashes, and nothing that a record says.
"""

from overlooked.audit.chain import Verified, entries, verify
from overlooked.audit.entry import Act, Entry
from overlooked.audit.log import append
from overlooked.audit.logged import File, Logged, hashed, logged
from overlooked.audit.place import VARIABLE, log_place
from overlooked.audit.purging import purge

__all__ = [
    "VARIABLE",
    "Act",
    "Entry",
    "File",
    "Logged",
    "Verified",
    "append",
    "entries",
    "hashed",
    "log_place",
    "logged",
    "purge",
    "verify",
]
