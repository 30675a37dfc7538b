import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedPlatform, openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import { createLogger } from "../../telemetry/log.ts";
import type { ChannelMessage } from "./channel-message.ts";
import { acceptedReport } from "./send-report.ts";
import { type Certainty, NotAccepted, withConfirmation } from "./uncertain-sends.ts";

const tenantId = TenantId.parse("client_1");
const log = createLogger({ level: "silent" });
const graceMs = 30_000;

let dataDir: string;
let platform: EmbeddedPlatform;
let nowMs: number;
let sent: number[];
let told: Map<number, string>;
let fate: () => void;
let send: (part: number, repeated: boolean) => Promise<unknown>;
let certainty: Certainty;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "uncertain-"));
  platform = openEmbedded({ dataDir });
  // Of now: a document that expired by the clock is no longer read.
  nowMs = Date.now();
  sent = [];
  told = new Map();
  fate = () => undefined;
  certainty = {
    documents: platform.documents,
    now: () => new Date(nowMs),
    graceMs,
    reported: async (_tenant, { part }) => told.get(part),
  };
  const sender = withConfirmation(certainty, async (message) => {
    fate();
    sent.push(message.part);
    return acceptedReport(message, `id${message.part}`);
  });
  send = (part, repeated) =>
    sender(aMessage(part), { id: `m.${part}`, tenantId, decidedAt: new Date(0), repeated, log });
});

afterEach(async () => {
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});

function aMessage(part: number): ChannelMessage {
  return {
    conversationId: "c",
    turnId: "t",
    messageId: "m",
    part,
    channel: "whatsapp",
    provider: "meta",
    account: "meta_whatsapp",
    from: "1",
    to: "2",
    content: { type: "text", text: "hello" },
    fallback: null,
    byPerson: false,
    thread: null,
    config: { name: "main", version: 1 },
    knownProviderIds: [],
  };
}

const fails = (error: Error) => () => {
  fate = () => undefined;
  throw error;
};
const waiting = expect.objectContaining({ code: "send-outcome-unknown" });

it("sends again at once what was certainly not taken, and the parts after it, which were never tried", async () => {
  fate = fails(new NotAccepted("meta-unavailable", "503"));
  await expect(send(0, false)).rejects.toThrow("503");
  await send(0, true);
  await send(1, true);
  expect(sent).toEqual([0, 1]);
});

it("takes a webhook's word for a message that a broken connection left open", async () => {
  fate = fails(new Error("socket hang up"));
  await expect(send(0, false)).rejects.toThrow("socket");
  told.set(0, "wamid.1");
  expect(await send(0, true)).toMatchObject({ status: "queued", providerMessageId: "wamid.1" });
  expect(sent).toEqual([]);
});

it("waits for that word after a crash, as long as it may take, before it sends again", async () => {
  await expect(send(0, true)).rejects.toEqual(waiting);
  nowMs += graceMs - 1;
  await expect(send(0, true)).rejects.toEqual(waiting);
  nowMs += 1;
  await send(0, true);
  expect(sent).toEqual([0]);
});

it("waits again when the second try is left open as well", async () => {
  await expect(send(0, true)).rejects.toEqual(waiting);
  nowMs += graceMs;
  fate = fails(new Error("socket hang up"));
  await expect(send(0, true)).rejects.toThrow("socket");
  await expect(send(0, true)).rejects.toEqual(waiting);
});

it("never sends a part again after a later one", async () => {
  fate = fails(new NotAccepted("meta-unavailable", "503"));
  await expect(send(1, false)).rejects.toThrow("503");
  await send(1, true);
  expect(await send(0, true)).toMatchObject({ status: "queued", providerMessageId: null });
  expect(sent).toEqual([1]);
});
