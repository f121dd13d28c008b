"""What every part of the document has in common."""

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen piece of the document; an unknown member is an error, so a misspelt key is never lost
    silently.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class Seen(Part):
    """A piece that repeats what the tenant said, with the time it said so."""

    #: When these facts were read from the tenant. Never part of the digest: reading again changes nothing.
    read_at: AwareDatetime | None = None
