import type { Firestore, Query, QueryDocumentSnapshot, QuerySnapshot, Timestamp } from "@google-cloud/firestore";
import type { Bucket } from "@google-cloud/storage";
import { z } from "zod";
import type { TenantRecord, TenantSnapshot } from "../../recovery.ts";
import { platformScope, type TenantId } from "../../tenant.ts";
import { decodeId } from "../documents/document-fields.ts";
import { withoutLanes } from "../documents/index-lanes.ts";
import { deadLetterDocuments } from "../events/dead-letters.ts";
import { orderingKeyOf, WireEnvelope } from "../events/wire.ts";
import type { Lazy } from "../lazy.ts";
import { blobHistory } from "./blob-history.ts";

const readBatchSize = 300;
/** They name tasks of Cloud Tasks. They are useless without its queues, so backups omit them and list the tasks. */
const taskCollections = ["armed-tasks", "scheduled-events"];
const Position = z.tuple([z.string(), z.string(), z.string()]);

export interface HistorySettings {
  readonly client: Lazy<{ readonly firestore: Firestore; readonly sdk: typeof import("@google-cloud/firestore") }>;
  /**
   * The names of the collections under a document at a time. The SDK's own `listCollections` reads only the present.
   */
  readonly collectionsAt: (path: string, at: Date | undefined) => Promise<readonly string[]>;
  readonly bucket: Lazy<Bucket>;
  readonly now: () => number;
}

/** A tenant's present or past data in Firestore and Cloud Storage. */
export function firestoreHistory({ client, collectionsAt, bucket, now }: HistorySettings) {
  async function read(query: Query, at: Date | undefined): Promise<QuerySnapshot> {
    if (!at) return query.get();
    const { firestore, sdk } = await client();
    const readTime = sdk.Timestamp.fromDate(at);
    return firestore.runTransaction((transaction) => transaction.get(query), { readOnly: true, readTime });
  }

  /** Every document of a tenant in a stable order; its records in the platform's scope come last. */
  async function* documents(
    tenantId: TenantId,
    at: Date | undefined,
    after: z.infer<typeof Position> = ["", "", ""],
  ): AsyncGenerator<{
    readonly scope: TenantId;
    readonly collection: string;
    readonly document: QueryDocumentSnapshot;
  }> {
    const { firestore, sdk } = await client();
    const [afterScope, afterCollection, afterId] = after;
    for (const scope of afterScope === platformScope ? [platformScope] : [tenantId, platformScope]) {
      const names = await collectionsAt(`tenants/${scope}`, at);
      const from = scope === afterScope ? afterCollection : "";
      for (const collection of [...names].sort().filter((name) => name >= from && !taskCollections.includes(name))) {
        const ordered = firestore.collection(`tenants/${scope}/${collection}`).orderBy(sdk.FieldPath.documentId());
        let last = scope === afterScope && collection === afterCollection ? afterId : "";
        let page: QuerySnapshot;
        do {
          page = await read((last ? ordered.startAfter(last) : ordered).limit(readBatchSize), at);
          for (const document of page.docs) {
            last = document.id;
            if (scope !== platformScope || isOfTenant(tenantId, document)) yield { scope, collection, document };
          }
        } while (page.size === readBatchSize);
      }
    }
  }

  return {
    async *present(tenantId: TenantId): AsyncGenerator<QueryDocumentSnapshot> {
      for await (const { document } of documents(tenantId, undefined)) yield document;
    },

    snapshot(tenantId: TenantId, at: Date): TenantSnapshot {
      const blobs = blobHistory({ bucket, tenantId, at });
      return {
        id: at.toISOString(),
        at,
        gaps: [
          "Events in flight in Pub/Sub are not in this backup. Pub/Sub cannot list the events it held for one client at an instant.",
        ],
        async *records(after) {
          const from = after === undefined ? undefined : Position.parse(JSON.parse(after));
          for await (const { scope, collection, document } of documents(tenantId, at, from)) {
            const record = recordOf(scope, collection, document);
            if (record.type === "document" && record.expiresAtMs !== null && record.expiresAtMs <= now()) continue;
            yield { position: JSON.stringify([scope, collection, document.id]), record };
          }
        },
        blobs: blobs.list,
        readBlob: blobs.read,
        release: async () => {}, // nothing to free: Google keeps the history
      };
    },
  };
}

/** A record in the platform's scope belongs to a tenant when its id is the tenant's id or its data names the tenant. */
function isOfTenant(tenantId: TenantId, document: QueryDocumentSnapshot): boolean {
  if (decodeId(document.id) === tenantId) return true;
  const data: unknown = JSON.parse(String(document.get("json")));
  return typeof data === "object" && data !== null && "tenantId" in data && data.tenantId === tenantId;
}

const Letter = z.object({
  subscription: z.string(),
  envelope: WireEnvelope,
  cause: z.string(),
  attempts: z.number(),
  diedAt: z.string(),
});

function recordOf(scope: TenantId, collection: string, document: QueryDocumentSnapshot): TenantRecord {
  const json = String(document.get("json"));
  if (scope !== platformScope && collection === deadLetterDocuments.name) {
    const { subscription, envelope, cause, attempts, diedAt } = Letter.parse(JSON.parse(json));
    const ordering = orderingKeyOf(envelope);
    const diedAtMs = Date.parse(diedAt);
    const text = JSON.stringify(envelope);
    return { type: "dead-letter", subscription, ordering, envelope: text, cause, attempts, diedAtMs };
  }
  const expiresAt: Timestamp | undefined = document.get("expiresAt");
  return {
    type: "document",
    scope: scope === platformScope ? "platform" : "tenant",
    collection,
    id: decodeId(document.id),
    json,
    expiresAtMs: expiresAt?.toMillis() ?? null,
    indexed: withoutLanes(document.get("indexed") ?? {}),
  };
}
