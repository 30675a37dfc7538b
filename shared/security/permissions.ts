import { type Caller, type Permission, type Role, roles } from "./identity.ts";

/** The permissions of each role. A caller with several roles has the permissions of all of them. */
const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  admin: [
    "chat:write",
    "conversations:read",
    "conversations:operate",
    "operators:write",
    "configs:read",
    "configs:write",
    "events:read",
    "events:operate",
    "keys:manage",
    "payments:read",
    "payments:operate",
    "triggers:write",
    "messages:write",
    "campaigns:read",
    "campaigns:write",
    "customers:read",
    "customers:write",
    "customers:erase",
    "knowledge:read",
    "knowledge:write",
  ],
  operator: [
    "chat:write",
    "conversations:read",
    "conversations:operate",
    "messages:write",
    "configs:read",
    "events:read",
    "payments:read",
    "payments:operate",
    "campaigns:read",
    "customers:read",
    "customers:write",
    "knowledge:read",
  ],
  viewer: ["conversations:read", "configs:read", "events:read", "payments:read", "campaigns:read", "knowledge:read"],
  service: ["chat:write", "conversations:read", "configs:read", "triggers:write", "messages:write", "knowledge:read"],
};

export function mayDo(identity: Caller, permission: Permission): boolean {
  return identity.roles.some((role) => permissionsByRole[role].includes(permission));
}

/** The roles with a permission, for an error that says which role to request. */
export function rolesWith(permission: Permission): readonly Role[] {
  return roles.filter((role) => permissionsByRole[role].includes(permission));
}
