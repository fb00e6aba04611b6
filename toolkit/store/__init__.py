"""The only room that touches disk: reading, durable writing, digests, the lock and the journal."""

from toolkit.store.commit import Commit, recover
from toolkit.store.disk import digest
from toolkit.store.workspace import (
    FoundFile,
    InboxFile,
    Workspace,
    find_workspace,
    read_file,
    visible,
    write_new_workspace,
)

__all__ = [
    "Commit",
    "FoundFile",
    "InboxFile",
    "Workspace",
    "digest",
    "find_workspace",
    "read_file",
    "recover",
    "visible",
    "write_new_workspace",
]
