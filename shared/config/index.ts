export { type Condition, evaluate, type Facts, holds, type ParsedCondition, parseCondition } from "./condition.ts";
export type { Loaded, LoadedConfig, PlacedSecret } from "./load.ts";
export { loadTenantConfig } from "./load-tenant-config.ts";
export { formatProblems, type Problem } from "./problem.ts";
export { type PromptMoment, promptPlaceholders, renderPrompt } from "./prompt.ts";
export type { TenantConfig } from "./schema.ts";
export { checkSecrets, type SecretReference, secretReferences } from "./secrets.ts";
export type { Capability } from "./sections/capabilities.ts";
