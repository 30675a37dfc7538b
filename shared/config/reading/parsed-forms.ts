import { z } from "zod";
import { type Collection, type Documents, put, type Write } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { TenantConfig } from "../schema.ts";

const ParsedForm = z.object({ json: z.string() });
type ParsedForm = z.infer<typeof ParsedForm>;

/**
 * Stored in the tenant's scope, under the version and the reader. During a rollout, the old and the new release each
 * store their own form. The form is JSON text because Firestore does not nest lists.
 */
export const parsedFormDocuments: Collection<ParsedForm> = {
  name: "config-parsed-forms",
  schema: ParsedForm,
  indexes: [],
  confidential: false,
  // The tenant's own configuration.
  personal: "nothing",
};

/** A document holds 1 MiB (shared/platform/documents.ts). Each process parses a larger form from its YAML. */
const maxFormBytes = 1_000_000;

/** A form expires so that no release leaves its unused forms behind. */
const retentionMs = 30 * 24 * 3_600_000;

/**
 * A store of versions already parsed from YAML. A process that has just started then loads neither the YAML parser nor
 * the tenant schema. The YAML text stays authoritative: a form is valid only for the reader that wrote it.
 */
export interface ParsedForms {
  /** Undefined when this reader has stored no form. */
  find(tenantId: TenantId, versionId: string): Promise<TenantConfig | undefined>;
  /** The writes to commit in the tenant's scope; empty when forms are not stored. */
  writes(versionId: string, config: TenantConfig): readonly Write[];
}

/** `reader` identifies the code that reads YAML (reader.ts). Without it, no form is read or stored. */
export function parsedForms({
  documents,
  reader,
  now,
}: {
  readonly documents: Documents;
  readonly reader: string | undefined;
  now(): Date;
}): ParsedForms {
  const idOf = (versionId: string) => `${versionId}:${reader}`;
  return {
    async find(tenantId, versionId) {
      if (reader === undefined) return undefined;
      const form = (await documents.get(tenantId, parsedFormDocuments, idOf(versionId)))?.data;
      return form && (JSON.parse(form.json) as TenantConfig);
    },

    writes(versionId, config) {
      if (reader === undefined) return [];
      const json = JSON.stringify(config);
      if (Buffer.byteLength(JSON.stringify(json)) > maxFormBytes) return [];
      const expiresAt = new Date(now().getTime() + retentionMs);
      return [put(parsedFormDocuments, idOf(versionId), { json }, { expiresAt })];
    },
  };
}
