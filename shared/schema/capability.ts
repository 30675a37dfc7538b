import type { z } from "zod";

/** A kind of tool or integration, identified by its `type` in YAML. */
export interface Kind {
  readonly kind: string;
  readonly config: z.ZodType;
}

export interface Capability {
  readonly name: string;
  readonly type: string;
  readonly description?: string | undefined;
  /** The output of the kind's own schema. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** The section of a configuration that names a tenant's accounts with other services. */
export interface IntegrationSections {
  readonly integrations: { readonly available: readonly Capability[] };
}
