import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEmulators } from "../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack } from "../../emulators/google/start.ts";
import { sandboxBaseUrls, sandboxSecrets } from "../../emulators/sandbox/local.ts";
import { hostsOf } from "../../functions/hosts/local/google.ts";
import { until } from "../contracts/open-platform.ts";
import { openClinic } from "../flows/stage/clinic.ts";
import { newCustomer, newWord } from "../flows/stage/flow.ts";
import { type NodeProcess, startNode } from "../flows/stage/node-process.ts";
import { type Outside, startOutside } from "../flows/stage/outside.ts";
import { type Product, startProduct } from "../flows/stage/product.ts";

/** docs/runbooks/region-down.md, rehearsed: one instance in each of two regions, and the home region's is killed. */
const [lost, healthy] = ["asia-south1", "asia-southeast1"] as const;
const messages = 12;
const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

(emulators.found ? describe : describe.skip)("a lost region", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "region-"));
  let google: GoogleStack;
  let outside: Outside;
  let home: Product;
  let standby: NodeProcess;
  let standbyUrl: string;
  let settings: Record<string, string>;

  beforeAll(async () => {
    if (!emulators.found) return;
    google = await startGoogleStack(emulators, anyPorts);
    outside = await startOutside();
    const ports = { [lost]: await freePort(), [healthy]: await freePort() };
    const urls = Object.entries(ports).map(([region, port]) => [region, `http://127.0.0.1:${port}/tasks`]);
    settings = { GCP_LOCATION: lost, GCP_REGIONS: JSON.stringify(Object.fromEntries(urls)) };
    home = await startProduct(outside, google, {
      ...settings,
      GCP_REGION: lost,
    });
    copyFileSync(join(home.dataDir, "keyring.json"), join(dataDir, "keyring.json"));
    writeFileSync(join(dataDir, "door-port"), String(ports[healthy]));
    standby = startNode(
      "functions/hosts/local/main.ts",
      ["--port", "0", "--data-dir", dataDir, "--platform", "gcp-emulators"],
      {
        NODE_ENV: "test",
        GEMINI_BASE_URL: outside.geminiUrl,
        GEMINI_API_KEY: "any key",
        ...sandboxBaseUrls(outside.sandboxUrl),
        TENANT_API_BASE_URL: `${outside.sandboxUrl}/tenant`,
        ...sandboxSecrets(),
        ...hostsOf(google),
        ...settings,
        GCP_REGION: healthy,
      },
    );
    standbyUrl = await standby.printed(/^ready (http\S+)/m);
  }, 120_000);
  afterAll(async () => {
    await standby?.signal("SIGTERM");
    home?.remove();
    await outside?.stop();
    await google?.close();
    rmSync(dataDir, { recursive: true, force: true });
  }, 60_000);

  it("loses and doubles no message in flight, and one command moves the events", async () => {
    const atOnce = await openClinic(home);
    const inBursts = await openClinic(home, { burstWindowMs: 4_000 });
    const customers = Array.from({ length: messages }, (_, index) => ({
      customer: newCustomer(),
      word: newWord(),
      to: (index % 3 === 0 ? inBursts : atOnce).whatsapp,
    }));
    for (const { word } of customers) {
      const text = `The answer to ${word}.`;
      await outside.script(word, { text, delayMs: 500 }, { text }, { text });
    }
    const write = (url: string, { customer, word, to }: (typeof customers)[number]) =>
      outside.inbound(url, { to, from: customer, body: `Please, ${word}` });
    const inFlight = customers.slice(0, messages / 2);
    const after = customers.slice(messages / 2);

    const accepted = await Promise.all(inFlight.map((each) => write(home.url, each)));
    await home.kill();
    const lostAt = Date.now();
    // The load balancer sends webhooks to the healthy region. It accepts them before anybody has moved anything.
    accepted.push(...(await Promise.all(after.map((each) => write(standbyUrl, each)))));
    expect(accepted.flatMap(({ statuses }) => statuses)).toEqual(customers.map(() => 200));

    const moving = startNode("functions/hosts/cli/main.ts", ["regions", "move", healthy, "--data-dir", dataDir], {
      PLATFORM: "gcp",
      GOOGLE_CLOUD_PROJECT: "demo-agent-platform",
      GCP_BUCKET: "agent-platform",
      GCP_QUEUE: "events",
      ...settings,
      ...hostsOf(google),
    });
    await moving.printed(new RegExp(`(${healthy} handles events) \\(before: ${lost}\\)`));
    const movedAt = Date.now();
    const answers = ({ customer }: { customer: string }) => outside.sentTo(`whatsapp:${customer}`);
    await until("every customer has an answer", async () => {
      const counts = await Promise.all(customers.map(async (each) => (await answers(each)).length));
      return counts.every((count) => count > 0);
    });
    const lastAt = Date.now();

    const counts = await Promise.all(customers.map(async (each) => (await answers(each)).length));
    const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(0)} s`;
    process.stdout.write(
      `region failover: ${customers.length} messages (${inFlight.length} in flight), ` +
        `${counts.filter((count) => count === 0).length} lost, ${counts.filter((count) => count > 1).length} doubled; ` +
        `move ran ${seconds(lostAt, movedAt)}, all answered ${seconds(movedAt, lastAt)} after it\n`,
    );
    expect(counts).toEqual(customers.map(() => 1));
  }, 120_000);
});

if (!emulators.found)
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
