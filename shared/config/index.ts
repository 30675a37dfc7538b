export { automationConfigSchema, type TenantConfig } from "./schema.ts";
export type { Capability } from "./sections/capabilities.ts";
