"""What every section of a vocabulary file shares: frozen values, and unknown keys are refused."""

import msgspec

Words = tuple[str, ...]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a vocabulary file; a key that it does not know is an error."""
