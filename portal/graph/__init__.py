"""Everything that speaks HTTP to Microsoft Graph, and all of Graph's dialect. Knows nothing of drafts."""
