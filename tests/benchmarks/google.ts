import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEmulators } from "../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack } from "../../emulators/google/start.ts";
import { openGoogle } from "./google-platform.ts";
import { turnPrice } from "./google-prices.ts";
import { countOnce, openCountedProduct } from "./operations.ts";
import type { Product } from "./product.ts";
import type { Figure, Row, Section } from "./report.ts";
import { atOnce, columns, type Operations, type Scenario } from "./scenarios.ts";
import { median } from "./statistics.ts";
import { type QuietTwilio, startQuietTwilio } from "./twilio.ts";

const title = "Operations on Google's emulators, and their list price";
const cpuTurns = 40;

/**
 * Measures the turns with goals on the Google Cloud platform: operations of Firestore, Pub/Sub and Cloud Tasks, and the
 * list price of a thousand turns. Skipped if Google's emulators are not found.
 */
export async function googleSection(repetitions: number): Promise<Section> {
  const found = findEmulators(process.env.GOOGLE_EMULATORS_DIR);
  if (!found.found) return { title, columns: [], rows: [], notes: [`skipped: ${found.notice}`] };
  const stack = await startGoogleStack(found, anyPorts);
  const twilio = await startQuietTwilio();
  const dataDir = mkdtempSync(join(tmpdir(), "bench-google-"));
  try {
    const product = await open(stack, twilio, dataDir);
    const rows: Row[] = [];
    for (const scenario of atOnce.filter(({ goals }) => goals)) {
      rows.push(await measure(scenario, { product, twilio, repetitions }));
    }
    await product.close();
    return {
      title,
      columns: [...columns, "calls", "CPU", "1,000 cost"],
      rows,
      notes: [
        "Calls are gRPC calls of Google's clients to Firestore, Pub/Sub and Cloud Tasks.",
        `CPU is that of this process over ${cpuTurns} sequential turns, including the caller and the Twilio stand-in.`,
        "Cost: list prices of google-prices.ts in US cents, without models and messages. An instance that waits for a model serves other turns.",
      ],
    };
  } finally {
    twilio.close();
    await stack.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function open(stack: GoogleStack, twilio: QuietTwilio, dataDir: string): Promise<Product> {
  const platform = await openGoogle(stack, dataDir);
  return openCountedProduct(twilio, { windowMs: 0, dataDir, platform });
}

async function measure(
  scenario: Scenario,
  given: { readonly product: Product; readonly twilio: QuietTwilio; readonly repetitions: number },
): Promise<Row> {
  const { product, twilio, repetitions } = given;
  const counted: { readonly operations: Operations; readonly calls: number }[] = [];
  for (let each = 0; each < repetitions; each += 1) {
    const wire = { calls: 0 };
    const act: Scenario["act"] = async (run) => {
      wire.calls = 0;
      await scenario.act(run);
    };
    const stop = onCall(() => {
      wire.calls += 1;
    });
    const operations = await countOnce({ ...scenario, act }, product, twilio);
    stop();
    counted.push({ operations, calls: wire.calls });
  }
  const of = (column: (typeof columns)[number]) => median(counted.map(({ operations }) => operations[column]));
  const cpuSeconds = await cpuOf(scenario, product, twilio);
  const operations = Object.fromEntries(columns.map((column) => [column, of(column)])) as Operations;
  const figures = columns.map((column): [string, Figure] => {
    const atMost = scenario.goals?.[column];
    return [column, { value: operations[column], ...(atMost === undefined ? {} : { atMost }) }];
  });
  return {
    name: scenario.name,
    figures: {
      ...Object.fromEntries(figures),
      calls: { value: median(counted.map(({ calls }) => calls)) },
      CPU: { value: cpuSeconds * 1_000, unit: " ms" },
      "1,000 cost": { value: turnPrice({ ...operations, cpuSeconds }) * 1_000 * 100, unit: " ¢" },
    },
  };
}

/** CPU seconds per turn. */
async function cpuOf(scenario: Scenario, product: Product, twilio: QuietTwilio): Promise<number> {
  const run = { product, twilio, customer: `+9197${String(scenario.name.length).padStart(8, "0")}` };
  await scenario.prepare(run);
  const before = process.cpuUsage();
  for (let each = 0; each < cpuTurns; each += 1) await scenario.act(run);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / cpuTurns;
}

const billed = /^\/google\.(firestore\.v1\.Firestore|pubsub\.v1\.Publisher|cloud\.tasks\.v2\.CloudTasks)\//;

/** Calls back for each gRPC call to the platform's services, when Node opens its stream. */
function onCall(callback: () => void): () => void {
  const opened = (message: unknown) => {
    const { headers } = message as { readonly headers: Readonly<Record<string, unknown>> };
    if (billed.test(String(headers[":path"]))) callback();
  };
  subscribe("http2.client.stream.created", opened);
  return () => void unsubscribe("http2.client.stream.created", opened);
}
