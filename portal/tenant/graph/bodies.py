"""What a body may set, per operation. Anything else in it is refused as InvalidModel."""

CATALOG = {"displayName", "description", "catalogType", "state", "isExternallyVisible"}
PACKAGE_CREATE = {"displayName", "description", "isHidden", "catalog"}
PACKAGE_UPDATE = {"displayName", "description", "isHidden"}
RESOURCE_REQUEST = {"requestType", "catalog", "resource"}
ROLE_SCOPE = {"role", "scope"}
POLICY = {
    "displayName",
    "description",
    "allowedTargetScope",
    "specificAllowedTargets",
    "expiration",
    "requestorSettings",
    "requestApprovalSettings",
    "reviewSettings",
    "notificationSettings",
    "automaticRequestSettings",
    "questions",
    "customExtensionStageSettings",
    "accessPackage",
}
ASSIGNMENT_REQUEST = {"requestType", "assignment", "answers", "justification", "schedule"}
CONNECTED_ORGANIZATION = {"displayName", "description", "state", "identitySources"}
ROLE_ASSIGNMENT = {"principalId", "roleDefinitionId", "appScopeId", "directoryScopeId"}
SETTINGS = {"externalUserLifecycleAction", "durationUntilExternalUserDeletedAfterBlocked"}
EXTENSION = {
    "displayName",
    "description",
    "endpointConfiguration",
    "authenticationConfiguration",
    "clientConfiguration",
    "callbackConfiguration",
}
