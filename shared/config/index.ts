export { loadTenantConfig } from "./load-tenant-config.ts";
export { type ConfigProblem as Problem, formatProblems } from "./reading/problem.ts";
export type { TenantConfig } from "./schema.ts";
