import { Problem } from "../http/problem.ts";
import { type Caller, type Permission, type Role, roles } from "./tokens/identity.ts";

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
    "research:read",
    "research:write",
    "clients:read",
    "clients:write",
    "people:manage",
    "sessions:manage",
    "pricing:read",
    "pricing:write",
    "sla:read",
    "sla:write",
    "success:write",
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
    "research:read",
    "research:write",
    "clients:read",
    "clients:write",
    "sessions:manage",
    "sla:read",
    "sla:write",
    "success:write",
  ],
  viewer: [
    "conversations:read",
    "configs:read",
    "events:read",
    "payments:read",
    "campaigns:read",
    "knowledge:read",
    "research:read",
    "clients:read",
    "sessions:manage",
    "sla:read",
  ],
  service: [
    "chat:write",
    "conversations:read",
    "configs:read",
    "triggers:write",
    "messages:write",
    "knowledge:read",
    "sla:read",
  ],
};

/** What these roles may do together. */
export function permissionsOf(granted: readonly Role[]): readonly Permission[] {
  return [...new Set(granted.flatMap((role) => permissionsByRole[role]))];
}

export function mayDo(identity: Caller, permission: Permission): boolean {
  return identity.roles.some((role) => permissionsByRole[role].includes(permission));
}

/** The roles with a permission, for an error that says which role to request. */
export function rolesWith(permission: Permission): readonly Role[] {
  return roles.filter((role) => permissionsByRole[role].includes(permission));
}

/** @throws Problem 403 `permission-missing` */
export function requirePermission(identity: Caller, permission: Permission): void {
  if (mayDo(identity, permission)) return;
  const detail = `The permission ${permission} is missing. Roles that have it: ${rolesWith(permission).join(", ")}.`;
  throw new Problem(403, "permission-missing", detail);
}
