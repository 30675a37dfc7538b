import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { followUpRequested, textContent } from "../../../shared/events/index.ts";
import { openProduct, type Product, tenantId } from "../product.ts";
import type { Section } from "../report.ts";
import { slope } from "../statistics.ts";
import { instantModels } from "./dialogue.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The tenant's limit of messages per second and process in this measurement. */
const perSecond = 200;
/** The period in which all follow-ups are due. */
const withinMs = 60_000;
const mebibyte = 1024 * 1024;

/** A Twilio stand-in that records recipients and times. */
async function startRecordingTwilio() {
  const recipients = new Map<string, number>();
  const times: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      const to = new URLSearchParams(Buffer.concat(chunks).toString()).get("To") ?? "";
      recipients.set(to, (recipients.get(to) ?? 0) + 1);
      times.push(performance.now());
      response.writeHead(201, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ sid: `SM${times.length}`, status: "queued" }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    recipients,
    times,
    close: () => server.close().closeAllConnections(),
  };
}

/** Many follow-ups are due in the same minute. Checks that all are sent once, at the tenant's rate, in constant memory. */
export async function dueAtOnceSection(count: number): Promise<Section> {
  const twilio = await startRecordingTwilio();
  const product = await openProduct({
    models: instantModels(),
    twilioBaseUrl: twilio.url,
    logLevel: "error",
    yaml: (text) =>
      text.replace("opt_in_required: true", `opt_in_required: false\n          max_per_second: ${perSecond}`),
  });
  await plan(product, count);
  await idle(product);
  product.reset();
  const heaps: { x: number; y: number }[] = [];
  const startedAt = performance.now();
  let next = 0;
  while (twilio.recipients.size < count && performance.now() - startedAt < 5 * withinMs) {
    await sleep(100);
    if (twilio.times.length < next) continue;
    collectGarbage();
    heaps.push({ x: twilio.times.length / 1_000, y: process.memoryUsage().heapUsed / mebibyte });
    next += count / 10;
  }
  await idle(product);
  const counts = product.counts();
  const lost = count - twilio.recipients.size;
  const doubled = [...twilio.recipients.values()].filter((times) => times > 1).length;
  const took = (twilio.times.at(-1) ?? 0) - (twilio.times[0] ?? 0);
  const fullest = fullestSecond(twilio.times);
  const each = (value: number) => ({ value: value / count });
  await product.close();
  twilio.close();
  return {
    title: `${count.toLocaleString("en")} scheduled actions due in the same minute`,
    columns: ["lost", "doubled", "most in a second", "took", "heap growth / 1,000", "reads", "writes", "publishes"],
    rows: [
      {
        name: "follow-ups by SMS",
        figures: {
          lost: { value: lost, atMost: 0 },
          doubled: { value: doubled, atMost: 0 },
          // The second may start between two messages, and timers are a few milliseconds late.
          "most in a second": { value: fullest, atMost: Math.ceil(perSecond * 1.1) },
          took: { value: took / 1_000, unit: " s" },
          "heap growth / 1,000": { value: slope(heaps.slice(1)), unit: " MiB", atMost: 1 },
          reads: each(counts.reads),
          writes: each(counts.writes),
          publishes: each(counts.publishes),
        },
      },
    ],
    notes: [
      `The tenant's limit is ${perSecond} messages per second (\`max_per_second\`). Each action is checked, requested, sent and settled.`,
      "Reads, writes and publishes are per action, from its due time on.",
    ],
  };
}

async function plan({ composition: { platform, now } }: Product, count: number): Promise<void> {
  const dueAt = now().getTime() + Math.max(15_000, count * 4);
  for (let from = 0; from < count; from += 200) {
    await platform.bus.publish(
      Array.from({ length: Math.min(200, count - from) }, (_, at) => {
        const index = from + at;
        const id = `bench-${index}`;
        const address = `+9190${String(index).padStart(8, "0")}`;
        return {
          id,
          type: followUpRequested.type,
          tenantId,
          key: id,
          causationId: null,
          occurredAt: now().toISOString(),
          data: {
            followUpId: id,
            kind: "reminder" as const,
            condition: "benchmark",
            purpose: "transactional" as const,
            conversationId: null,
            recipient: { channel: "sms" as const, accountAddress: "+14155238887", address, name: null },
            channel: "sms" as const,
            content: textContent(`Your appointment is tomorrow. Reply to reschedule. Number ${index}.`),
            template: null,
            dueAt: new Date(dueAt + Math.floor((index / count) * Math.min(withinMs, count))).toISOString(),
            whileBooking: null,
            silentForSeconds: 0,
            unlessWrittenSince: null,
            configName: null,
          },
        };
      }),
    );
  }
}

/** Waits until the product has not used its platform for a second. */
async function idle(product: Product): Promise<void> {
  for (let before = -1; ; await sleep(1_000)) {
    const { commits, deliveries, gets } = product.counts();
    if (commits + deliveries + gets === before) return;
    before = commits + deliveries + gets;
  }
}

function fullestSecond(times: readonly number[]): number {
  let most = 0;
  let from = 0;
  for (const [at, time] of times.entries()) {
    while (time - (times[from] ?? time) >= 1_000) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}
