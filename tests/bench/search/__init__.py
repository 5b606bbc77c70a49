"""The search beside Pagefind's: bytes, seconds and files, over the same made papers. See ../README.md."""
