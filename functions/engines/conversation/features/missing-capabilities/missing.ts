import type { TenantConfig } from "../../../../../shared/config/index.ts";

export interface MissingCapability {
  readonly kind: "tool" | "integration";
  readonly name: string;
  readonly description: string;
}

/** What the tenant's file lists as missing, each name once. A tool hides the integration of the same name. */
export function missingIn({ tools, integrations }: Pick<TenantConfig, "tools" | "integrations">) {
  const all: readonly MissingCapability[] = [
    ...tools.missing.map(({ name, description }) => ({ kind: "tool" as const, name, description })),
    ...integrations.missing.map(({ name, description }) => ({ kind: "integration" as const, name, description })),
  ];
  return all.filter(({ name }, index) => all.findIndex((each) => each.name === name) === index);
}
