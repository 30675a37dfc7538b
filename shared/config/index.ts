export { loadTenantConfig } from "./load-tenant-config.ts";
export { formatProblems, type Problem } from "./problem.ts";
export type { TenantConfig } from "./schema.ts";
