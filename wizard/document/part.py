"""What every part of the document has in common.

The texts under members are their descriptions in the JSON Schema.
"""

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen piece of the document; an unknown member is an error, so a misspelt key is never lost
    silently.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Seen(Part):
    """A piece that repeats what the tenant said, with the time it said so."""

    read_at: AwareDatetime | None = None
    """When these facts were read from the tenant. Never part of the digest: reading again changes nothing."""
