import { uncertainSends } from "../../../shared/channels/uncertain-sends.ts";
import { parsedFormDocuments } from "../../../shared/config/parsed-forms.ts";
import { routes } from "../../../shared/config/routes.ts";
import { activeConfigs, configVersionDocuments } from "../../../shared/config/version-documents.ts";
import { idempotencyKeysCollection } from "../../../shared/http/idempotency.ts";
import type { Collection } from "../../../shared/platform/documents.ts";
import { deadLetterDocuments } from "../../../shared/platform/gcp/dead-letters.ts";
import { armedTasks } from "../../../shared/platform/gcp/scheduler.ts";
import { dataKeys } from "../../../shared/platform/seal.ts";
import { effects } from "../../../shared/runtime/effects.ts";
import { apiKeysCollection } from "../../../shared/security/api-keys.ts";
import { auditEntries } from "../../../shared/security/audit.ts";
import { tableRows } from "../../../shared/tools/tables.ts";
import { tickets } from "../../../shared/tools/tickets.ts";
import type { Engine } from "../../app/engine.ts";
import { recipientChunks } from "../../engines/campaigns/recipients.ts";
import { cannedReplies } from "../../engines/conversation/handoff/canned-routes.ts";
import { handoffLog } from "../../engines/conversation/handoff/log.ts";

/** What the database needs to know of a collection. */
export interface StoredCollection extends Pick<Collection<unknown>, "name" | "indexes"> {
  /** Whether the sweeper looks through its outboxes. */
  readonly owned: boolean;
  /** Whether its documents are written with the time at which they may be deleted. */
  readonly expires: boolean;
}

const expiring = [armedTasks, effects, idempotencyKeysCollection, parsedFormDocuments, uncertainSends];

/** That no step owns. */
const others = [
  ...expiring,
  activeConfigs,
  apiKeysCollection,
  auditEntries,
  cannedReplies,
  configVersionDocuments,
  dataKeys,
  deadLetterDocuments,
  handoffLog,
  recipientChunks,
  routes,
  tableRows,
  tickets,
];

/** Everything the product stores in Firestore, by name. */
export async function storedCollections(engines: readonly Engine[]): Promise<readonly StoredCollection[]> {
  const documents = (await Promise.all(engines.map((engine) => engine.documents()))).flat();
  const owned = documents.map(({ collection: { name, indexes } }) => ({ name, indexes, owned: true, expires: false }));
  const names: readonly string[] = expiring.map(({ name }) => name);
  const rest = others.map(({ name, indexes }) => ({ name, indexes, owned: false, expires: names.includes(name) }));
  return [...owned, ...rest].sort((one, other) => one.name.localeCompare(other.name, "en"));
}
