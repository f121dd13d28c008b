"""The part of OData that Graph's lists understand: $select, $expand, $filter, $search, $orderby, $top, $skiptoken, $count."""
