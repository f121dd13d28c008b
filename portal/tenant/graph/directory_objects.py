"""Many directory objects by id in one call."""

from portal.tenant.directory import any_object
from portal.tenant.errors import bad_request
from portal.tenant.graph.call import Answer, Call

MAX_IDS = 1000


def get_by_ids(call: Call) -> Answer:
    """The known ones among up to 1,000 ids; unknown ids are left out in silence."""
    body = call.body if isinstance(call.body, dict) else {}
    ids, types = body.get("ids"), body.get("types") or []
    if not isinstance(ids, list) or not 1 <= len(ids) <= MAX_IDS:
        raise bad_request(f"ids must name 1 to {MAX_IDS} objects.", "Request_BadRequest")
    wanted = {f"#microsoft.graph.{name}" for name in types if name != "directoryObject"}
    found = (any_object(call.state, str(object_id)) for object_id in ids)
    rows = [row for row in found if row is not None and (not wanted or row["@odata.type"] in wanted)]
    return call.page("directoryObject", rows, page_size=MAX_IDS)
