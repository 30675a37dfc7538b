import type { z } from "zod";

/** A kind of tool or integration, by its `type` in YAML. */
export interface Kind {
  readonly kind: string;
  readonly config: z.ZodType;
}

export interface Capability {
  readonly name: string;
  readonly type: string;
  readonly description?: string | undefined;
  /** As the kind's own schema gives it. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** The part of a configuration that names a tenant's accounts with others. */
export interface IntegrationSections {
  readonly integrations: { readonly available: readonly Capability[] };
}
