"""Which permissions open which part of Graph (any one of a set). Source: Graph's permission reference."""

from portal.tenant.rights import READ, READ_WRITE

EM_READ = frozenset({READ, READ_WRITE})
EM_WRITE = frozenset({READ_WRITE})
ROLE_READ = EM_READ | {
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
    "RoleManagement.Read.All",
}
ROLE_WRITE = EM_WRITE | {"RoleManagement.ReadWrite.Directory"}

_DIRECTORY = frozenset({"Directory.Read.All", "Directory.ReadWrite.All"})
USERS_FULL = _DIRECTORY | {"User.Read.All", "User.ReadWrite.All"}
USERS = USERS_FULL | {"User.ReadBasic.All"}
ME = USERS_FULL | {"User.Read", "User.ReadWrite"}
GROUPS_FULL = _DIRECTORY | {"GroupMember.Read.All", "Group.Read.All", "Group.ReadWrite.All"}
GROUPS = GROUPS_FULL | {"Group.ReadBasic.All"}
APPLICATIONS = _DIRECTORY | {"Application.Read.All", "Application.ReadWrite.All"}
SITES = frozenset({"Sites.Read.All", "Sites.ReadWrite.All", "Sites.FullControl.All"})
ORGANIZATION = _DIRECTORY | {"User.Read", "Organization.Read.All"}
LICENCES = _DIRECTORY | {"Organization.Read.All", "LicenseAssignment.Read.All"}
DIRECTORY = _DIRECTORY
PIM_GROUPS = frozenset(
    {
        "PrivilegedEligibilitySchedule.Read.AzureADGroup",
        "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
    }
)
PIM_POLICIES = frozenset(
    {"RoleManagementPolicy.Read.AzureADGroup", "RoleManagementPolicy.ReadWrite.AzureADGroup"}
)
POLICIES = frozenset({"Policy.Read.All", "Policy.ReadWrite.Authorization"})
ANYONE: frozenset[str] = frozenset()

# Permission ids are the same in every tenant: (delegated scope id, application role id).
PERMISSION_IDS: dict[str, tuple[str, str]] = {
    READ: ("5449aa12-1393-4ea2-a7c7-d0e06c1a56b2", "c74fd47d-ed3c-45c3-9a9e-b8676de685d2"),
    READ_WRITE: ("ae7a573d-81d7-432b-ad44-4ed5c9d89038", "9acd699f-1e81-4958-b001-93b1d2506e19"),
    "EntitlementMgmt-SubjectAccess.ReadWrite": ("e9fdcbbb-8807-410f-b9ec-8d5468c7c2ac", ""),
    "User.Read": ("e1fe6dd8-ba31-4d61-89e7-88639da4683d", ""),
    "User.ReadBasic.All": ("b340eb25-3456-403f-be2f-af7a0d370277", "97235f07-e226-4f63-ace3-39588e11d3a1"),
    "User.Read.All": ("a154be20-db9c-4678-8ab7-66f6cc099a59", "df021288-bdef-4463-88db-98f22de89214"),
    "GroupMember.Read.All": ("bc024368-1153-4739-b217-4326f2e966d0", "98830695-27a2-44f7-8c18-0c3ebc9698f6"),
    "Group.Read.All": ("5f8c59db-677d-491f-a6b8-5f174b11ec1d", "5b567255-7703-4780-807c-7be8301ae99b"),
    "Group.ReadWrite.All": ("4e46008b-f24c-477d-8fff-7bb4ec7aafe0", "62a82d76-70ea-41e2-9197-370581804d09"),
    "Application.Read.All": ("c79f8feb-a9db-4090-85f9-90d820caa0eb", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
    "Application.ReadWrite.All": (
        "bdfbf15f-ee85-4955-8675-146e8e5296b5",
        "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9",
    ),
    "Sites.Read.All": ("205e70e5-aba6-4c52-a976-6d2d46c48043", "332a536c-c7ef-4017-ab91-336970924f0d"),
    "Sites.FullControl.All": ("5a54b8b3-347c-476d-8f8e-42d5c7424d29", "a82116e5-55eb-4c41-a434-62fe8a61c773"),
    "Directory.Read.All": ("06da0dbc-49e2-44d2-8312-53f166ab848a", "7ab1d382-f21e-4acd-a863-ba3e13f7da61"),
    "RoleManagement.Read.Directory": (
        "741c54c3-0c1e-44a1-818b-3f97ab4e8c83",
        "483bed4a-2ad3-4361-a73b-c83ccdbdc53c",
    ),
    "Organization.Read.All": ("4908d5b9-3fb2-4b1e-9336-1888b7937185", "498476ce-e0fe-48b0-b801-37ba7e2685c6"),
    "Policy.Read.All": ("572fea84-0151-49b2-9301-11cb16974376", "246dd0d5-5bd0-4def-940b-0421030a5b68"),
    "PrivilegedEligibilitySchedule.Read.AzureADGroup": (
        "8f44f93d-ecef-46ae-a9bf-338508d44d6b",
        "edb419d6-7edc-42a3-9345-509bfdf5d87c",
    ),
    "RoleManagementPolicy.Read.AzureADGroup": (
        "7e26fdff-9cb1-4e56-bede-211fe0e420e8",
        "69e67828-780e-47fd-b28c-7b27d14864e6",
    ),
}


def permission_name(permission_id: str) -> str:
    """The name of a permission id; a name stands for itself. Raises ValueError for an unknown id."""
    for name, ids in PERMISSION_IDS.items():
        if permission_id in (name, *ids):
            return name
    raise ValueError(f"unknown Microsoft Graph permission '{permission_id}'")
