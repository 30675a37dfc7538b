import { z } from "zod";
import type { Bus, DeadLetter, Envelope } from "../bus.ts";
import type { Collection, Documents, Stored, Write } from "../documents.ts";
import { isRecord, pickFields } from "../pick-fields.ts";
import type { Platform } from "../platform.ts";
import { indexedFields } from "../query-shape.ts";
import type { Scheduler } from "../scheduler.ts";
import { type Seal, SealBroken, type Seals, tenantSeals } from "./seal.ts";
import { readStored, storedForm } from "./stored-form.ts";

/** The stored form of a sealed value: the readable fields, and the rest as base64 ciphertext. */
type SealedValue = { readonly sealed: string };
const SealedValue = z.custom<SealedValue>(isRecord); // the rest is checked when it is opened

/**
 * The platform with its confidential documents and all event data encrypted at rest: AES-256-GCM with a key per tenant,
 * which the keys port wraps. A ciphertext is bound to its place (tenant, collection, id), so it cannot be moved. Ids,
 * keys, names and indexed fields of documents stay readable. Ciphertext takes a third more space, so a confidential
 * document holds about 768 KiB.
 */
export function sealedPlatform(platform: Platform): Platform {
  const seals = tenantSeals(platform);
  return {
    ...platform,
    documents: sealedDocuments(platform.documents, seals),
    bus: sealedBus(platform.bus, seals),
    scheduler: sealedScheduler(platform.scheduler, seals),
    close: (graceMs) => platform.close(graceMs),
  };
}

function sealedDocuments(documents: Documents, seals: Seals): Documents {
  const sealedCollections = new WeakMap<Collection<never>, Collection<SealedValue>>();

  function sealedCollection<T>(collection: Collection<T>): Collection<SealedValue> {
    const key = collection as unknown as Collection<never>;
    const known = sealedCollections.get(key);
    if (known) return known;
    if (indexedFields(collection.indexes).some((field) => field === "sealed" || field.startsWith("sealed.")))
      throw new Error(`The confidential collection ${collection.name} cannot index a field named "sealed".`);
    const { upcasters: _, expiry: __, ...rest } = collection;
    const form = { ...rest, schema: SealedValue, personal: "declared-by-owner" as const };
    sealedCollections.set(key, form);
    return form;
  }

  function unsealDocument<T>(seal: Seal, collection: Collection<T>, stored: Stored<SealedValue>): Stored<T> {
    const data = readStored(collection, seal.open(stored.data.sealed, placeOf(collection, stored.id)));
    return { id: stored.id, version: stored.version, data };
  }

  return {
    async get(tenantId, collection, id) {
      if (!collection.confidential) return documents.get(tenantId, collection, id);
      const stored = await documents.get(tenantId, sealedCollection(collection), id);
      return stored && unsealDocument(await seals(tenantId), collection, stored);
    },

    async query(tenantId, collection, query) {
      if (!collection.confidential) return documents.query(tenantId, collection, query);
      const page = await documents.query(tenantId, sealedCollection(collection), query);
      if (page.items.length === 0) return { items: [], nextCursor: page.nextCursor };
      const seal = await seals(tenantId);
      return {
        items: page.items.map((stored) => unsealDocument(seal, collection, stored)),
        nextCursor: page.nextCursor,
      };
    },

    async commit(tenantId, writes) {
      if (!writes.some((write) => write.type === "put" && write.collection.confidential))
        return documents.commit(tenantId, writes);
      const seal = await seals(tenantId);
      const sealedWrite = (write: Write): Write => {
        if (write.type === "delete" || !write.collection.confidential) return write;
        const paths = indexedFields(write.collection.indexes).map((path) => path.split("."));
        const readable = pickFields(write.data, paths, (value) => value !== undefined);
        const data = {
          ...readable,
          sealed: seal.close(storedForm(write.collection, write.data), placeOf(write.collection, write.id)),
        };
        return { ...write, collection: sealedCollection(write.collection) as Collection<unknown>, data };
      };
      return documents.commit(tenantId, writes.map(sealedWrite));
    },

    // Tells nothing of a document, and orders by fields that stay readable.
    watch: (tenantId, collection, query, watcher) => documents.watch(tenantId, collection, query, watcher),
    ids: async (tenantId) => (await seals(tenantId)).ids,
    overdue: (collection, field, until, limit) => documents.overdue(collection, field, until, limit),
    close: () => documents.close(),
  };
}

function sealedBus(bus: Bus, seals: Seals): Bus {
  /** The event, or why it will never open. Any other failure, such as keys out of reach, is thrown. */
  async function tryToUnseal(envelope: Envelope): Promise<Envelope | string> {
    try {
      return await unsealEnvelope(seals, envelope);
    } catch (error) {
      if (error instanceof SealBroken) return `${error.code}: ${error.message}`;
      throw error;
    }
  }

  return {
    system: bus.system,
    async publish(envelopes) {
      await bus.publish(await Promise.all(envelopes.map((envelope) => sealEnvelope(seals, envelope))));
    },
    subscribe(subscription) {
      bus.subscribe({
        ...subscription,
        async handle({ envelope, attempt }) {
          const opened = await tryToUnseal(envelope);
          if (typeof opened === "string") return { type: "dead", cause: opened };
          return subscription.handle({ envelope: opened, attempt });
        },
        async beforeDeadLetter(envelope, cause) {
          const opened = await tryToUnseal(envelope);
          if (typeof opened !== "string") await subscription.beforeDeadLetter?.(opened, cause);
        },
      });
    },
    start: () => bus.start(),
    stop: (graceMs) => bus.stop(graceMs),
    deadLetters: {
      async list(tenantId, page) {
        const { items, nextCursor } = await bus.deadLetters.list(tenantId, page);
        const open = async (letter: DeadLetter): Promise<DeadLetter> => {
          if (letter.unreadable !== undefined) return letter;
          const opened = await tryToUnseal(letter.envelope);
          if (typeof opened !== "string") return { ...letter, envelope: opened };
          return { ...letter, envelope: { ...letter.envelope, data: null }, unreadable: opened };
        };
        return { items: await Promise.all(items.map(open)), nextCursor };
      },
      replay: (tenantId, deadLetterId) => bus.deadLetters.replay(tenantId, deadLetterId),
      discard: (tenantId, deadLetterId) => bus.deadLetters.discard(tenantId, deadLetterId),
    },
  };
}

function sealedScheduler(scheduler: Scheduler, seals: Seals): Scheduler {
  return {
    ...scheduler,
    async schedule(task) {
      return scheduler.schedule({ ...task, envelope: await sealEnvelope(seals, task.envelope) });
    },
  };
}

async function sealEnvelope(seals: Seals, envelope: Envelope): Promise<Envelope> {
  const seal = await seals(envelope.tenantId);
  return { ...envelope, data: { sealed: seal.close(envelope.data, placeOfEvent(envelope)) } };
}

async function unsealEnvelope(seals: Seals, envelope: Envelope): Promise<Envelope> {
  const seal = await seals(envelope.tenantId);
  const form = SealedValue.safeParse(envelope.data);
  return { ...envelope, data: seal.open(form.data?.sealed, placeOfEvent(envelope)) };
}

function placeOf(collection: Pick<Collection<unknown>, "name">, id: string): string {
  return `${collection.name}|${id}`;
}

function placeOfEvent({ type, id }: Envelope): string {
  return `event|${type}|${id}`;
}
