import type { PersonalCollection } from "../../../../shared/customers/personal.ts";
import { type PersonalPage, personalPage } from "../../../../shared/customers/personal-documents.ts";
import { type CustomerEraseDue, customerEraseDue, erasureDone } from "../../../../shared/events/index.ts";
import { put, remove, type Stored, type Write } from "../../../../shared/platform/documents.ts";
import type { Person } from "../../../../shared/platform/personal-data.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { markWrite } from "../../../../shared/runtime/erasure/erasure-marks.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type Decision, type Event, newEvent, step } from "../../../../shared/runtime/step.ts";
import { auditWrite } from "../../../../shared/security/audit.ts";
import { type Erasure, erasures, newErasure, personOf, withPerson } from "./erasure.ts";
import { personById } from "./person-keys.ts";

/** Documents erased per commit. A commit takes 500 writes, and each document may have a mark beside it. */
const documentsPerRound = 200;

interface Gathered {
  readonly ids: TenantIds;
  readonly erasure: Erasure;
  readonly names: readonly string[];
  /** Undefined at the end of a pass. */
  readonly of: PersonalCollection | undefined;
  readonly page: PersonalPage;
  readonly marks: readonly Write[];
}

/**
 * Erases a customer in rounds of one commit each, collection by collection as these declare what they hold. Documents are
 * deleted; those that the law or the tenant's books require are kept without the person; files are deleted with the
 * documents that name them. Passes follow until one finds nothing, so that nothing is left of what came meanwhile. After a
 * crash, the current round is repeated. Only opt-outs stay, under a hash of the address, so that an erased person is never
 * contacted again.
 */
export function eraseStep(dependencies: {
  readonly platform: Pick<Platform, "documents" | "blobs" | "bus">;
  personal(): Promise<readonly PersonalCollection[]>;
}) {
  const { platform } = dependencies;
  const { documents, blobs } = platform;

  /** Begins a pass: what leads to the person's data now, and marks against events that are older than the erasure. */
  async function beginPass(before: Erasure, event: Event<CustomerEraseDue>, now: Date): Promise<Erasure> {
    const { tenantId, data } = event;
    const erasure = withPerson(before, await personById(documents, tenantId, data.customerId));
    const { requestedAt } = erasure;
    for (const id of [...erasure.customerIds, ...erasure.conversationIds]) {
      const mark = await markWrite(documents, tenantId, { id, at: requestedAt, handled: [], now });
      await documents.commit(tenantId, [mark]);
    }
    return erasure;
  }

  return step<CustomerEraseDue, Erasure, Gathered | undefined>({
    name: "customers-erase",
    on: customerEraseDue,
    publishes: [customerEraseDue, erasureDone],
    document: erasures,
    documentId: ({ data }) => data.customerId,

    async gather(before, event, { now }) {
      const { round } = event.data;
      if (before && round > 1 && before.round !== round - 1) return undefined;
      const { tenantId, data } = event;
      const ids = await documents.ids(tenantId);
      const personal = await dependencies.personal();
      const names = personal.map(({ collection }) => collection.name);
      const again = round === 1 || !before;
      const fresh = newErasure(data.customerId, data.requestedBy, now.toISOString());
      // A second request begins again, and looks for whatever the first one knew of.
      const known = before?.status === "running" ? withPerson(fresh, personOf(ids, before)) : fresh;
      let erasure = again ? known : before;
      if (erasure.collection === null || !names.includes(erasure.collection)) {
        erasure = await beginPass(erasure, event, now);
        erasure = { ...erasure, collection: names[0] ?? null, after: null, foundInPass: 0 };
      }
      const of = personal.find(({ collection }) => collection.name === erasure.collection);
      const person = personOf(ids, erasure);
      const after = erasure.after ?? undefined;
      const page: PersonalPage = of
        ? await personalPage(platform, person, { of, after, limit: documentsPerRound })
        : { documents: [], next: undefined };
      // Files and dead letters go before the commit: without the document, their names would be lost.
      for (const { id, data } of page.documents) {
        for (const file of of?.personal.files?.(data) ?? []) await blobs.delete(tenantId, file);
        if (of?.personal.find.by === "dead-letters") await platform.bus.deadLetters.discard(tenantId, id);
      }
      const handled = page.documents.filter(({ id }) => person.conversationIds.includes(id));
      const marks = await Promise.all(
        handled.map(({ id, data }) =>
          markWrite(documents, tenantId, { id, at: erasure.requestedAt, handled: handledBy(data), now }),
        ),
      );
      return { ids, erasure, names, of, page, marks };
    },

    decide(_before, event, gathered, now): Decision<Erasure> | undefined {
      if (!gathered) return undefined;
      const { ids, erasure, names, of, page, marks } = gathered;
      const next = { ...afterPage(gathered), round: event.data.round, updatedAt: now.toISOString() };
      const person = personOf(ids, erasure);
      const writes = of ? [...page.documents.flatMap((document) => erasureWrite(of, document, person)), ...marks] : [];
      const passEnds = page.next === undefined && erasure.collection === (names.at(-1) ?? null);
      if (passEnds && next.foundInPass === 0) return finish(next, event, now);
      const due = newEvent(customerEraseDue, next.id, { ...event.data, round: event.data.round + 1 });
      const ended = { ...next, collection: null, passes: next.passes + 1 };
      return { document: passEnds ? ended : next, writes, publish: [due] };
    },
  });
}

/** The progress after the page that was read. */
function afterPage({ erasure, names, of, page }: Gathered): Erasure {
  if (!of) return erasure;
  const { name } = of.collection;
  const count = page.documents.length;
  const at = names.indexOf(name) + (page.next === undefined ? 1 : 0);
  return {
    ...erasure,
    at,
    collection: names[at] ?? name,
    after: page.next ?? null,
    foundInPass: erasure.foundInPass + count,
    erased: count === 0 ? erasure.erased : { ...erasure.erased, [name]: (erasure.erased[name] ?? 0) + count },
  };
}

/** A concurrent write to the document makes the commit fail, and the round is repeated. */
function erasureWrite(of: PersonalCollection, document: Stored<unknown>, person: Person): Write[] {
  const { collection, personal } = of;
  const { id, version, data } = document;
  if (personal.find.by === "dead-letters") return [];
  const kept = personal.afterErasure?.(data, person);
  return [
    kept === undefined
      ? remove(collection, id, { ifVersion: version })
      : put(collection, id, kept, { ifVersion: version }),
  ];
}

/** The events that a step's document has handled. A redelivery of one would otherwise be new to its successor. */
function handledBy(data: unknown): readonly string[] {
  const handled = data !== null && typeof data === "object" && "handled" in data ? data.handled : [];
  return Array.isArray(handled) ? handled.filter((id) => typeof id === "string") : [];
}

function finish(erasure: Erasure, event: Event<CustomerEraseDue>, now: Date): Decision<Erasure> {
  const { customerId: target, requestedBy: actor } = event.data;
  const id = deriveId(event.id, "audit");
  const entry = { id, at: now.toISOString(), actor, action: "customer-erased" as const, target };
  // Under a key of its own: under the person's, it would count as an event about somebody erased.
  const told = { erasureId: target, requestedBy: actor, at: now.toISOString() };
  const cleared = { customerIds: [], conversationIds: [], addresses: [], collection: null, after: null };
  return {
    document: { ...erasure, ...cleared, status: "done", passes: erasure.passes + 1 },
    writes: [auditWrite({ ...entry, detail: erasure.erased })],
    publish: [newEvent(erasureDone, `erasure-${target}`, told)],
  };
}
