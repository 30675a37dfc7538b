import { type Customer, customers, newCustomer } from "../../../shared/customers/customer.ts";
import type { PersonalCollection } from "../../../shared/customers/personal.ts";
import { firstPersonalDocuments, type PersonKeys } from "../../../shared/customers/personal-documents.ts";
import { readStoredCustomer } from "../../../shared/customers/store.ts";
import { type CustomerEraseDue, customerEraseDue } from "../../../shared/events/index.ts";
import { put, remove, type Stored, type Write } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { type Decision, type Event, newEvent, step } from "../../../shared/runtime/step.ts";
import { auditWrite } from "../../../shared/security/audit.ts";
import { type Erasure, erasures } from "./erasure.ts";
import { keysOf } from "./person-keys.ts";

/** Documents erased per commit. A commit takes 500 writes. */
const documentsPerRound = 200;

interface Gathered {
  readonly erasure: Erasure;
  readonly personal: readonly PersonalCollection[];
  readonly documents: readonly Stored<unknown>[];
  /** The person's customer records; read only in the last round. */
  readonly people: readonly Customer[];
}

/**
 * Erases a customer in rounds of one commit each. Documents are deleted; those that the law requires are anonymised; files
 * are deleted with the documents that name them. After a crash, the current round is repeated. Only opt-outs stay, under a
 * hash of the address, so that an erased person is never contacted again.
 */
export function eraseStep(dependencies: {
  readonly platform: Pick<Platform, "documents" | "blobs">;
  personal(): Promise<readonly PersonalCollection[]>;
}) {
  const { documents, blobs } = dependencies.platform;
  return step<CustomerEraseDue, Erasure, Gathered | undefined>({
    name: "customers-erase",
    on: customerEraseDue,
    document: erasures,
    documentId: ({ data }) => data.customerId,

    async gather(before, event, { now }) {
      if (before && event.data.round > 1 && before.round !== event.data.round - 1) return undefined;
      const { tenantId } = event;
      const personal = await dependencies.personal();
      const again = event.data.round === 1;
      const erasure =
        again || !before ? newErasure(event, await keysOf(documents, tenantId, event.data.customerId), now) : before;
      const of = personal[erasure.at];
      const found = of
        ? await firstPersonalDocuments(documents, tenantId, { of, keys: erasure, limit: documentsPerRound })
        : [];
      // Files are deleted before the commit: without the document, their names would be lost.
      for (const { data } of found) for (const file of of?.files?.(data) ?? []) await blobs.delete(tenantId, file);
      const ids = of ? [] : erasure.customerIds;
      const people = await Promise.all(ids.map((id) => readStoredCustomer(documents, tenantId, id, now)));
      return { erasure, personal, documents: found, people: people.map(({ state }) => state) };
    },

    decide(_before, event, gathered, now): Decision<Erasure> | undefined {
      if (!gathered) return undefined;
      const { erasure, personal, people } = gathered;
      const of = personal[erasure.at];
      const next = { ...erasure, round: event.data.round, updatedAt: now.toISOString() };
      if (!of) return finish(next, event, people, now);
      const { name } = of.collection;
      const count = gathered.documents.length;
      return {
        document: {
          ...next,
          at: count < documentsPerRound ? erasure.at + 1 : erasure.at,
          erased: count === 0 ? erasure.erased : { ...erasure.erased, [name]: (erasure.erased[name] ?? 0) + count },
        },
        writes: gathered.documents.map((document) => erasureWrite(of, document)),
        publish: [newEvent(customerEraseDue, next.id, { ...event.data, round: event.data.round + 1 })],
      };
    },
  });
}

function newErasure({ data }: Event<CustomerEraseDue>, keys: PersonKeys, now: Date): Erasure {
  return {
    id: data.customerId,
    status: "running",
    customerIds: [...keys.customerIds],
    conversationIds: [...keys.conversationIds],
    at: 0,
    round: 0,
    erased: {},
    requestedBy: data.requestedBy,
    requestedAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

/** A concurrent write to the document makes the commit fail, and the round is repeated. */
function erasureWrite({ collection, erased }: PersonalCollection, { id, version, data }: Stored<unknown>): Write {
  return erased
    ? put(collection, id, erased(data), { ifVersion: version })
    : remove(collection, id, { ifVersion: version });
}

function finish(
  erasure: Erasure,
  event: Event<CustomerEraseDue>,
  people: readonly Customer[],
  now: Date,
): Decision<Erasure> {
  const at = now.toISOString();
  const { customerId: target, requestedBy: actor } = event.data;
  return {
    document: { ...erasure, status: "done", customerIds: [], conversationIds: [] },
    writes: [
      ...people.map((person) =>
        Object.keys(person.optOuts).length === 0
          ? remove(customers.collection, person.id)
          : put(customers.collection, person.id, newOwned({ ...newCustomer(person.id, at), optOuts: person.optOuts })),
      ),
      auditWrite({
        id: deriveId(event.id, "audit"),
        at,
        actor,
        action: "customer-erased",
        target,
        detail: erasure.erased,
      }),
    ],
  };
}
