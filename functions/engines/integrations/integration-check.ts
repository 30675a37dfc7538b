import { z } from "zod";
import type { Collection } from "../../../shared/platform/documents.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";

const IntegrationCheck = z.object({
  name: z.string(),
  /** unchecked: its secrets are set, and its service has no call that changes nothing. */
  status: z.literal(["ok", "failed", "unchecked"]),
  /** Why it failed. */
  code: z.string().nullable(),
  message: z.string().nullable(),
  durationMs: z.number(),
  at: z.string(),
  /** When it last worked. */
  okAt: z.string().nullable(),
});
export type IntegrationCheck = z.infer<typeof IntegrationCheck>;

/** The last test of each of a tenant's integrations. */
export const integrationChecks: Collection<IntegrationCheck> = {
  name: "integration-checks",
  schema: IntegrationCheck,
  indexes: [],
  confidential: false,
  // About the client's accounts.
  personal: "nothing",
};

export function checkIdOf(integration: string): string {
  return deriveId("integration-check", integration);
}
