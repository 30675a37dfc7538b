import { z } from "zod";
import { type Collection, type Documents, put, type Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { TenantConfig } from "./schema.ts";

const ParsedForm = z.object({ reader: z.string(), json: z.string() });
type ParsedForm = z.infer<typeof ParsedForm>;

/** In the tenant's own scope, under the id of the version it was read from. Text, because Firestore nests no lists. */
const parsedFormDocuments: Collection<ParsedForm> = {
  name: "config-parsed-forms",
  schema: ParsedForm,
  indexes: [],
  confidential: false,
};

/** A document holds 1 MiB (shared/platform/documents.ts); what is larger is read from its YAML by each process. */
const maxFormBytes = 1_000_000;

/**
 * Versions as they were read from their YAML, so that a process which has just started loads neither a YAML parser nor
 * the tenant schema. The text stays the truth: a form counts only for the reader that made it.
 */
export interface ParsedForms {
  /** Undefined where there is none by this reader. */
  find(tenantId: TenantId, versionId: string): Promise<TenantConfig | undefined>;
  /** To be committed in the tenant's scope; nothing where forms are not kept. */
  writes(versionId: string, config: TenantConfig): readonly Write[];
}

/** `reader` stands for the code that reads YAML (reader.ts); without one nothing is looked up or kept. */
export function parsedForms(documents: Documents, reader: string | undefined): ParsedForms {
  return {
    async find(tenantId, versionId) {
      if (reader === undefined) return undefined;
      const form = (await documents.get(tenantId, parsedFormDocuments, versionId))?.data;
      return form?.reader === reader ? (JSON.parse(form.json) as TenantConfig) : undefined;
    },

    writes(versionId, config) {
      if (reader === undefined) return [];
      const json = JSON.stringify(config);
      return Buffer.byteLength(JSON.stringify(json)) > maxFormBytes
        ? []
        : [put(parsedFormDocuments, versionId, { reader, json })];
    },
  };
}
