import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEmulators } from "../../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack } from "../../../emulators/google/start.ts";
import {
  atOnce,
  burstWindowMs,
  columns,
  idleInbox,
  type Operations,
  type Scenario,
  wholeTurns,
} from "../chat/scenarios.ts";
import { type QuietTwilio, startQuietTwilio } from "../chat/twilio.ts";
import { countOnce, openCountedProduct } from "../operations.ts";
import type { Product } from "../product.ts";
import type { Figure, Row, Section } from "../report.ts";
import { median } from "../statistics.ts";
import { openGoogle } from "./google-platform.ts";
import { turnPrices } from "./google-prices.ts";
import { countWireCalls, type WireCalls } from "./google-wire.ts";

const title = "Operations on Google's emulators, and their list price";
const wireColumns = ["wire reads", "wire commits", "wire publishes"] as const;

/**
 * Measures the turns with goals on the Google Cloud platform: operations of Firestore, Pub/Sub and Cloud Tasks at the
 * ports and at the wire, and the list price of a thousand turns. Skipped if Google's emulators are not found.
 */
export async function googleSection(repetitions: number): Promise<Section> {
  const found = findEmulators(process.env.GOOGLE_EMULATORS_DIR);
  if (!found.found) return { title, columns: [], rows: [], notes: [`skipped: ${found.notice}`] };
  const stack = await startGoogleStack(found, anyPorts);
  const twilio = await startQuietTwilio();
  const rows: PricedRow[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), "bench-google-"));
  const count = async (windowMs: number, scenarios: readonly Scenario[]) => {
    const log = {
      bytes: 0,
      write(line: string) {
        log.bytes += Buffer.byteLength(line);
      },
    };
    const product = await open(stack, twilio, { dataDir, windowMs, logTo: log });
    for (const scenario of scenarios) rows.push(await measure(scenario, { product, twilio, repetitions, log }));
    await product.close();
  };
  try {
    await count(0, [...atOnce.filter(({ goals }) => goals), idleInbox]);
    await count(burstWindowMs, wholeTurns);
    return {
      title,
      columns: [...columns, ...wireColumns, "log bytes", "CPU", "1,000 cost"],
      rows: rows.map(({ name, figures }) => ({ name, figures })),
      notes: [
        "At the wire, gRPC calls of Google's clients are counted by method; the sweeper's queries are among them.",
        "CPU is that of this process over the turn, including the caller, the Twilio stand-in and idle waiting.",
        "Cost: list prices of google-prices.ts in US cents, with Cloud Armor and logs, without models and messages.",
        "An instance that waits for a model or a burst serves other turns.",
        ...rows.map(({ name, prices }) => `${name}: ${prices}`),
      ],
    };
  } finally {
    twilio.close();
    await stack.close();
    rmSync(dataDir, { recursive: true });
  }
}

function open(
  stack: GoogleStack,
  twilio: QuietTwilio,
  given: { readonly dataDir: string; readonly windowMs: number; readonly logTo: { write(line: string): void } },
): Promise<Product> {
  return openGoogle(stack, given.dataDir).then((platform) => openCountedProduct(twilio, { ...given, platform }));
}

interface PricedRow extends Row {
  /** The price by service. */
  readonly prices: string;
}

interface Counted {
  readonly operations: Operations;
  readonly wire: WireCalls;
  readonly deliveries: number;
  readonly requests: number;
  readonly logBytes: number;
  readonly cpuSeconds: number;
}

async function measure(
  scenario: Scenario,
  given: {
    readonly product: Product;
    readonly twilio: QuietTwilio;
    readonly repetitions: number;
    readonly log: { bytes: number };
  },
): Promise<PricedRow> {
  const counted: Counted[] = [];
  for (let each = 0; each < given.repetitions; each += 1) counted.push(await countAll(scenario, given));
  const of = (value: (each: Counted) => number) => median(counted.map(value));
  const operations = Object.fromEntries(
    columns.map((column) => [column, of((each) => each.operations[column])]),
  ) as Operations;
  const logBytes = of((each) => each.logBytes);
  const cpuSeconds = of((each) => each.cpuSeconds);
  const prices = turnPrices({
    ...operations,
    deliveries: of((each) => each.deliveries),
    requests: of((each) => each.requests),
    logBytes,
    cpuSeconds,
  });
  const cents = (dollars: number) => dollars * 1_000 * 100;
  const sum = Object.values(prices).reduce((total, price) => total + price, 0);
  const figures = columns.map((column): [string, Figure] => {
    const atMost = scenario.goals?.[column];
    return [column, { value: operations[column], ...(atMost === undefined ? {} : { atMost }) }];
  });
  return {
    name: scenario.name,
    figures: {
      ...Object.fromEntries(figures),
      "wire reads": { value: of(({ wire }) => wire.reads) },
      "wire commits": { value: of(({ wire }) => wire.commits) },
      "wire publishes": { value: of(({ wire }) => wire.publishes) },
      "log bytes": { value: logBytes },
      CPU: { value: cpuSeconds * 1_000, unit: " ms" },
      "1,000 cost": { value: cents(sum), unit: " ¢" },
    },
    prices: Object.entries(prices)
      .map(([service, price]) => `${service} ${cents(price).toFixed(3)} ¢`)
      .join(", "),
  };
}

async function countAll(
  scenario: Scenario,
  {
    product,
    twilio,
    log,
  }: { readonly product: Product; readonly twilio: QuietTwilio; readonly log: { bytes: number } },
): Promise<Counted> {
  const wire = countWireCalls();
  const begun = { logBytes: 0, cpu: process.cpuUsage() };
  const act: Scenario["act"] = async (run) => {
    wire.reset();
    begun.logBytes = log.bytes;
    begun.cpu = process.cpuUsage();
    await scenario.act(run);
  };
  const operations = await countOnce({ ...scenario, act }, product, twilio);
  const { user, system } = process.cpuUsage(begun.cpu);
  wire.stop();
  return {
    operations,
    wire: wire.calls(),
    deliveries: product.counts().deliveries,
    requests: product.requests(),
    logBytes: log.bytes - begun.logBytes,
    cpuSeconds: (user + system) / 1e6,
  };
}
