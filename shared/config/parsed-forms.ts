import { z } from "zod";
import { type Collection, type Documents, put, type Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { TenantConfig } from "./schema.ts";

const ParsedForm = z.object({ json: z.string() });
type ParsedForm = z.infer<typeof ParsedForm>;

/**
 * In the tenant's own scope, under the version and the reader: while a release is rolled out, two products keep their
 * own. Text, because Firestore nests no lists.
 */
export const parsedFormDocuments: Collection<ParsedForm> = {
  name: "config-parsed-forms",
  schema: ParsedForm,
  indexes: [],
  confidential: false,
};

/** A document holds 1 MiB (shared/platform/documents.ts); what is larger is read from its YAML by each process. */
const maxFormBytes = 1_000_000;

/** Long enough to be worth it; what no product reads any more goes by itself. */
const keptMs = 30 * 24 * 3_600_000;

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
      const expiresAt = new Date(now().getTime() + keptMs);
      return [put(parsedFormDocuments, idOf(versionId), { json }, { expiresAt })];
    },
  };
}
