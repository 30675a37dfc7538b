import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { personalCollections } from "../../functions/app/collections/personal-collections.ts";
import { recipientChunks } from "../../functions/engines/campaigns/recipients/recipients.ts";
import { handoffLog } from "../../functions/engines/conversation/handoff/log.ts";
import { eraseStep } from "../../functions/engines/customers/rights/erase.ts";
import { erasures } from "../../functions/engines/customers/rights/erasure.ts";
import { engines } from "../../functions/index.ts";
import { conversationIdOf } from "../../shared/channels/addresses/recipient.ts";
import { customers, newCustomer } from "../../shared/customers/customer.ts";
import { customerIdOf } from "../../shared/customers/identity.ts";
import type { PersonalCollection } from "../../shared/customers/personal.ts";
import { customerEraseDue } from "../../shared/events/index.ts";
import type { Envelope } from "../../shared/platform/bus.ts";
import { put, type Write } from "../../shared/platform/documents.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { testIds, withTestIds } from "../../shared/platform/tenant-ids.fixture.ts";
import { runEffect } from "../../shared/runtime/effects.ts";
import { newOwned } from "../../shared/runtime/owned-document.ts";
import { runnerWith } from "../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../shared/runtime/step.ts";
import { auditEntries } from "../../shared/security/audit.ts";
import { tableRows, toRecord } from "../../shared/tables/table-rows.ts";
import { createTicket, tickets } from "../../shared/tools/tickets.ts";
import { placesOf, storedTexts } from "../flows/stage/stored-texts.ts";

const [phone, word] = ["+919812366001", "marigold"];
const at = "2026-11-28T10:00:00.000Z";
/** More than one round of a collection. */
const manyNotes = 230;

/** Collections with something in them, and some without: one write for each, in each pass. */
const names = [
  "campaign-recipients",
  "handoff-log",
  "table-rows",
  "tickets",
  "effects",
  "dead-letters",
  "conversations",
];
let personal: readonly PersonalCollection[];
let dataDir: string;
let bare: Platform;
let platform: Platform;
beforeAll(async () => {
  const all = await personalCollections(engines);
  personal = all.filter(({ collection: { name } }) => name === "customers" || names.includes(name));
  dataDir = mkdtempSync(join(tmpdir(), "kill-erasure-"));
  bare = openEmbedded({ dataDir });
  platform = withTestIds(sealedPlatform(bare));
});
afterAll(async () => {
  await platform.close(1_000);
  rmSync(dataDir, { recursive: true, force: true });
});

/** One person of a tenant of its own. */
interface Scene {
  readonly tenantId: TenantId;
  readonly customerId: string;
  readonly conversationId: string;
}

let scenes = 0;
function newScene(): Scene {
  scenes += 1;
  const tenantId = TenantId.parse(`clinic-${scenes}`);
  const ids = [
    customerIdOf(testIds(tenantId), "whatsapp", phone),
    conversationIdOf(testIds(tenantId), "whatsapp", phone),
  ] as const;
  return { tenantId, customerId: ids[0], conversationId: ids[1] };
}

const note = ({ conversationId }: Scene, id: string): Write =>
  put(handoffLog, id, {
    id,
    conversationId,
    at,
    kind: "note",
    status: "active",
    stage: null,
    department: null,
    priority: null,
    assignedTo: null,
    operator: "op",
    text: `${word} ${id}`,
  });

const ticket = { status: "open", subject: word, description: phone, priority: "low", escalated: false } as const;

/** What the person left, and one ticket of somebody else. */
async function leaveTraces(scene: Scene, notes: number): Promise<void> {
  const { tenantId, customerId, conversationId } = scene;
  const { documents } = platform;
  const identities = [{ kind: "phone" as const, value: phone, verified: true, at }];
  const refusal = { purpose: "marketing", channel: "whatsapp", granted: false, wording: word, at } as const;
  const consents = [{ ...refusal, granted: true }, refusal];
  const person = { ...newCustomer(customerId, at), name: word, identities, consents, optOuts: { sms: at } };
  const others = [{ address: "+919812366002", name: "Ravi", fields: {} }];
  const row = toRecord(tenantId, "wishes", "w", { wish: word }, { ownerId: customerId });
  await documents.commit(tenantId, [
    put(customers.collection, customerId, newOwned(person)),
    put(recipientChunks, "c.0", {
      campaignId: "c",
      chunk: 0,
      recipients: [{ address: phone, name: word, fields: {} }, ...others],
    }),
    put(tableRows, "wishes:w", row),
    ...Array.from({ length: notes }, (_, index) => note(scene, `note-${index}`)),
  ]);
  await createTicket(documents, tenantId, "k1", { ...ticket, customerId, conversationId, createdAt: at });
  const theirs = { ...ticket, subject: "Ravi asks", description: "", createdAt: at };
  await createTicket(documents, tenantId, "k2", { ...theirs, customerId: "other", conversationId: "other" });
  const effect = { eventId: "e", subject: conversationId, key: "tool", now: new Date(at) };
  await runEffect({ documents, tenantId, ...effect, reconcile: { policy: "repeat" }, run: async () => word });
}

class Killed extends Error {}

/** The platform until its process is killed: at the write of this number, before it or right after it. */
function mortal(
  platform: Platform,
  deathAt: number,
  when: "before" | "after",
  onWrite: (count: number) => Promise<void>,
) {
  let writes = 0;
  let dead = false;
  const published: Envelope[] = [];
  const write = async <R>(act: () => Promise<R>): Promise<R> => {
    if (dead) throw new Killed();
    writes += 1;
    await onWrite(writes);
    dead = writes === deathAt;
    if (dead && when === "before") throw new Killed();
    const result = await act();
    if (dead) throw new Killed();
    return result;
  };
  const read = async <R>(act: () => Promise<R>): Promise<R> => {
    if (dead) throw new Killed();
    return act();
  };
  const { documents, bus, blobs } = platform;
  const living: Platform = {
    ...platform,
    documents: {
      ...documents,
      get: (...call) => read(() => documents.get(...call)),
      query: (...call) => read(() => documents.query(...call)),
      commit: (...call) => write(() => documents.commit(...call)),
    },
    bus: { ...bus, publish: (events) => write(async () => void published.push(...events)) },
    blobs: { ...blobs, delete: (...call) => write(() => blobs.delete(...call)) },
  };
  return { living, published, died: () => dead, writes: () => writes };
}

interface Settings {
  readonly notes?: number;
  onWrite?(scene: Scene, count: number): Promise<void>;
}

/**
 * Erases the person with a process that dies at this write and one that lives after it. Returns the number of writes, and
 * whether the first one died.
 */
async function eraseWithDeath(
  deathAt: number,
  when: "before" | "after",
  { notes = 2, onWrite = async () => undefined }: Settings = {},
) {
  const scene = newScene();
  const { tenantId, customerId } = scene;
  await leaveTraces(scene, notes);
  const request = { customerId, requestedBy: "test", round: 1 };
  const first = { id: "erase", type: customerEraseDue.type, tenantId, key: customerId, causationId: null };
  const queue: Envelope[] = [{ ...first, occurredAt: at, data: request }];
  let life = mortal(platform, deathAt, when, async (count) => onWrite(scene, count));
  let died = false;
  for (let attempt = 1; queue.length > 0; ) {
    const [envelope] = queue;
    if (!envelope) break;
    const runner = runnerWith(life.living);
    const step = eraseStep({ platform: life.living, personal: async () => personal }) as unknown as AnyStep;
    const outcome = await runner.handle(step, { envelope, attempt });
    // An event that was published before the death is on the bus, whether or not its publisher knows.
    for (const event of life.published.splice(0))
      if (event.type === customerEraseDue.type && !queue.some(({ id }) => id === event.id)) queue.push(event);
    const state = (await platform.documents.get(tenantId, erasures.collection, customerId))?.data.state;
    if (state?.status === "done")
      expect(placesOf(await storedTexts(bare, tenantId), [word, phone.slice(3)])).toEqual([]);
    if (outcome.type === "done") [, attempt] = [queue.shift(), 1];
    else {
      expect(life.died()).toBe(true);
      died = true;
      attempt += 1;
      life = mortal(platform, 0, when, async () => undefined);
    }
  }
  const state = (await platform.documents.get(tenantId, erasures.collection, customerId))?.data.state;
  expect(state).toMatchObject({ status: "done", customerIds: [], conversationIds: [], addresses: [] });
  const kept = await platform.documents.get(tenantId, customers.collection, customerId);
  const consents = [{ purpose: "marketing", channel: "whatsapp", granted: false, wording: "", at }];
  expect(kept?.data.state).toMatchObject({ name: null, identities: [], consents, optOuts: { sms: at } });
  const chunk = await platform.documents.get(tenantId, recipientChunks, "c.0");
  expect(chunk?.data.recipients.map(({ address }) => address)).toEqual(["erased", "+919812366002"]);
  const left = await platform.documents.query(tenantId, tickets, { limit: 10 });
  expect(left.items.map(({ data }) => data.subject)).toEqual(["Ravi asks"]);
  const told = await platform.documents.query(tenantId, auditEntries, { limit: 10 });
  expect(told.items.map(({ data }) => data.action)).toEqual(["customer-erased"]);
  return { died, writes: life.writes(), erased: state?.erased };
}

describe("an erasure whose process is killed", () => {
  it.each(["before", "after"] as const)(
    "%s any of its writes is finished, and done is said only then",
    async (when) => {
      const { writes } = await eraseWithDeath(0, when);
      expect(writes).toBeGreaterThan(personal.length);
      let kills = 0;
      for (let deathAt = 1; deathAt <= writes; deathAt += 1)
        kills += (await eraseWithDeath(deathAt, when)).died ? 1 : 0;
      expect(kills).toBe(writes);
    },
    300_000,
  );

  it("erases what came meanwhile too", async () => {
    const { erased } = await eraseWithDeath(0, "before", {
      notes: manyNotes,
      async onWrite(scene, count) {
        if (count === 30) await platform.documents.commit(scene.tenantId, [note(scene, "late")]);
      },
    });
    expect(erased).toMatchObject({ "handoff-log": manyNotes + 1 });
  });
});
