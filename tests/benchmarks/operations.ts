import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { areReportsReceived } from "../../functions/engines/webhooks/index.ts";
import { findRoute } from "../../shared/config/routes.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { instantModels } from "./chat/dialogue.ts";
import {
  atOnce,
  burstWindowMs,
  chat,
  columns,
  idleInbox,
  inBursts,
  type Operations,
  ofNewProcess,
  type Scenario,
  wholeTurns,
  withTicket,
} from "./chat/scenarios.ts";
import { type QuietTwilio, startQuietTwilio } from "./chat/twilio.ts";
import { openProduct, type Product, tenantId } from "./product.ts";
import type { Row, Section } from "./report.ts";
import { median } from "./statistics.ts";

/** The product counts as idle after it has not used its platform for this time. */
const settledMs = 250;

/** Counts documents, events and sends per turn, at the ports and at the provider. Nothing is timed. */
export async function operationsSection(repetitions: number): Promise<Section> {
  const twilio = await startQuietTwilio();
  const count = async (windowMs: number, scenarios: readonly Scenario[]): Promise<Row[]> => {
    const product = await openCountedProduct(twilio, { windowMs });
    const rows: Row[] = [];
    for (const scenario of scenarios) {
      const counted: Operations[] = [];
      for (let each = 0; each < repetitions; each += 1) counted.push(await countOnce(scenario, product, twilio));
      rows.push(rowOf(scenario, counted));
    }
    await product.close();
    return rows;
  };
  const rows = [
    ...(await count(0, [...atOnce, idleInbox])),
    await countNewProcess(twilio),
    ...(await count(burstWindowMs, [...inBursts, ...wholeTurns])),
  ];
  twilio.close();
  return {
    title: `Operations, counted at the ports (median of ${repetitions})`,
    columns: [...columns],
    rows,
    notes: [
      "An invocation is a request to a function, a delivery to a step or a task. A read is a returned document or a query.",
      "The tenant has no outgoing webhooks. A task is published when it is due, which counts where it is scheduled.",
      "Configurations are cached, unless the row says otherwise. Pointers to them are read again after a second.",
      "The choice of outgoing webhooks is read again after five seconds, the tokens that sign reports after a minute.",
    ],
  };
}

interface CountOptions {
  readonly windowMs: number;
  readonly dataDir?: string;
  readonly configured?: boolean;
  readonly platform?: Platform;
  /** Receives the log. Without it only errors are logged. */
  readonly logTo?: { write(line: string): void };
}

/** Opens the product for counting, with models that answer immediately, the given burst window and no outgoing webhooks. */
export function openCountedProduct(twilio: QuietTwilio, given: CountOptions): Promise<Product> {
  return openProduct({
    models: instantModels(withTicket),
    twilioBaseUrl: twilio.url,
    yaml: (yaml) =>
      yaml.replace("whatsapp: 1500", `whatsapp: ${given.windowMs}`).replaceAll(/^ *webhook_url: .*\n/gm, ""),
    logLevel: given.logTo ? "info" : "error",
    ...given,
  });
}

let customers = 0;

/** Counts a scenario's operations from its start until the product is idle. */
export async function countOnce(scenario: Scenario, product: Product, twilio: QuietTwilio): Promise<Operations> {
  const run = { product, twilio, customer: `+9198${String(++customers).padStart(8, "0")}` };
  await scenario.prepare(run);
  await untilIdle(product);
  if (!scenario.isCold) await renewPointers(product);
  product.reset();
  twilio.reset();
  await scenario.act(run);
  await untilIdle(product);
  const operations = operationsOf(product, twilio);
  if (scenario.leavesBurst) {
    await sleep(burstWindowMs);
    await untilIdle(product);
  }
  return operations;
}

/**
 * The operations as Google's services bill them: a scheduled event is pushed by Cloud Tasks to an endpoint, which
 * publishes it.
 */
export function operationsOf(product: Pick<Product, "counts" | "requests">, twilio: QuietTwilio): Operations {
  const { deliveries, reads, commits, writes, deletes, publishes, schedules } = product.counts();
  return {
    invocations: product.requests() + deliveries + schedules,
    reads,
    commits,
    writes: writes + deletes,
    publishes: publishes + schedules,
    schedules,
    sends: twilio.sends(),
  };
}

/** Counts in a new process with existing data and empty caches. */
async function countNewProcess(twilio: QuietTwilio): Promise<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), "bench-again-"));
  const before = await openCountedProduct(twilio, { windowMs: 0, dataDir });
  await chat({ product: before, twilio, customer: "somebody" }, "Hello");
  await before.close();
  const after = await openCountedProduct(twilio, { windowMs: 0, dataDir, configured: true });
  const counted = await countOnce(ofNewProcess, after, twilio);
  await after.close();
  rmSync(dataDir, { recursive: true });
  return rowOf(ofNewProcess, [counted]);
}

/**
 * Refreshes the cached pointers like an activation in this process. They are then valid for a second, and the tenant's
 * choice of outgoing webhooks for five.
 */
async function renewPointers({ composition }: Product): Promise<void> {
  const { configs, platform, now } = composition;
  const active = await configs.active(tenantId);
  await configs.activate(tenantId, "default", active?.version ?? 1, "benchmark");
  await findRoute(platform.documents, "whatsapp", "+14155238886");
  await composition.hasWebhookReceivers(tenantId);
  await areReportsReceived({ documents: platform.documents, configs, now }, tenantId);
}

async function untilIdle({ counts }: Product): Promise<void> {
  for (let before = "", now = JSON.stringify(counts()); before !== now; now = JSON.stringify(counts())) {
    before = now;
    await sleep(settledMs);
  }
}

function rowOf({ name, goals }: Scenario, counted: readonly Operations[]): Row {
  const figures = columns.map((column) => {
    const atMost = goals?.[column];
    const value = median(counted.map((operations) => operations[column]));
    return [column, { value, ...(atMost === undefined ? {} : { atMost }) }] as const;
  });
  return { name, figures: Object.fromEntries(figures) };
}
