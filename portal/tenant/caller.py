"""Who calls: a person with delegated scopes, or an app with permissions of its own."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Caller:
    """``scopes`` are the delegated scopes of the token, or an app's own permissions."""

    object_id: str
    is_app: bool
    scopes: frozenset[str]
    claims: dict[str, object] = field(default_factory=dict)

    def has_any(self, scopes: frozenset[str]) -> bool:
        return bool(self.scopes & scopes)
