"""The only room that touches disk: reading, durable writing, digests, the lock and the journal."""

from toolkit.store.commit import Commit, recover
from toolkit.store.disk import digest
from toolkit.store.workspace import (
    FoundFile,
    Workspace,
    find_workspace,
    read_file,
    write_new_workspace,
)

__all__ = [
    "Commit",
    "FoundFile",
    "Workspace",
    "digest",
    "find_workspace",
    "read_file",
    "recover",
    "write_new_workspace",
]
