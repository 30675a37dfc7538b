import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Counts, countedPlatform } from "../../../../shared/platform/counted.ts";
import { openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { sealedPlatform } from "../../../../shared/platform/sealing/sealed.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { logEntry } from "../handoff/log.ts";
import { aConversation } from "../testing/fixtures.ts";
import { handoffEvents } from "./handoff-events.ts";

const florist = TenantId.parse("florist");
const garage = TenantId.parse("garage");
let folder: string;
let platform: Platform;
let counts: () => Readonly<Counts>;
let end: AbortController;
let clock: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "handoff-events-"));
  clock = Date.parse("2026-11-29T08:00:00.000Z");
  const counted = countedPlatform(openEmbedded({ dataDir: folder, now: () => new Date(clock) }));
  platform = sealedPlatform(counted.platform);
  ({ counts } = counted);
  end = new AbortController();
});
afterEach(async () => {
  end.abort();
  await platform.close(100);
  rmSync(folder, { recursive: true });
});

/** An open inbox. `texts` fills as its events arrive. */
function open({ tenantId = florist, lastEventId }: { tenantId?: TenantId; lastEventId?: string } = {}) {
  const identity = { tenantId, subject: "asha", roles: ["operator"] } as never;
  const request = { identity, signal: end.signal, ...(lastEventId === undefined ? {} : { lastEventId }) } as never;
  const texts: (string | null)[] = [];
  const ids: string[] = [];
  const following = (async () => {
    for await (const { id = "", data } of handoffEvents(
      { documents: platform.documents, now: () => new Date(clock) },
      request,
    )) {
      texts.push(data.text);
      ids.push(id);
    }
  })();
  return { texts, ids, following };
}

let events = 0;
/** Something happened in a conversation, `ago` milliseconds before now. */
function log(text: string, { tenantId = florist, ago = 0 }: { tenantId?: TenantId; ago?: number } = {}) {
  clock += 10;
  const entry = { eventId: `e${++events}`, kind: "customer-wrote" as const, text };
  const at = new Date(clock - ago).toISOString();
  return platform.documents.commit(tenantId, [logEntry(aConversation(), { ...entry, at })]);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

test("inboxes of a tenant hear what happens once each, and nothing of another tenant", async () => {
  const inboxes = [open(), open(), open({ tenantId: garage })];
  await log("theirs", { tenantId: garage });
  for (const text of ["गुलाब", "lilies", "asters"]) await log(text);
  await until(() => inboxes[0]?.texts.length === 3 && inboxes[1]?.texts.length === 3 && inboxes[2]?.texts.length === 1);
  expect(inboxes.map(({ texts }) => texts)).toEqual([
    ["गुलाब", "lilies", "asters"],
    ["गुलाब", "lilies", "asters"],
    ["theirs"],
  ]);
});

test("an idle inbox reads nothing, however many operators have it open", async () => {
  for (let operator = 0; operator < 10; operator += 1) open();
  await until(() => counts().queries >= 20);
  await sleep(50);
  const { reads } = counts();
  await sleep(1_500); // three polls of an inbox that asks
  expect(counts().reads).toBe(reads);
});

test("an inbox that reconnects goes on where it was, without a repetition or a gap", async () => {
  const first = open();
  await log("one");
  await until(() => first.texts.length === 1);
  end.abort();
  await first.following;
  end = new AbortController();
  await log("two, meanwhile");
  const second = open({ lastEventId: first.ids[0] ?? "" });
  await log("three");
  await until(() => second.texts.length === 2);
  expect(second.texts).toEqual(["two, meanwhile", "three"]);
});

test("an entry that becomes visible behind a newer one is not missed", async () => {
  const inbox = open();
  clock += 10_000;
  await log("newer");
  await until(() => inbox.texts.length === 1);
  await log("late", { ago: 2_000 });
  await until(() => inbox.texts.length === 2);
  expect(inbox.texts).toEqual(["newer", "late"]);
});

test("a crowd of entries arrives whole, though the watched page is short", async () => {
  const inbox = open();
  const texts = Array.from({ length: 300 }, (_, each) => `entry ${each}`);
  await Promise.all(texts.map((text) => log(text)));
  await until(() => inbox.texts.length === 300);
  expect(new Set(inbox.texts)).toEqual(new Set(texts));
});
