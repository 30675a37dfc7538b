import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { durableSubscription, handled, tenant, written } from "./durable-writer.ts";
import { until } from "./open-platform.ts";

const kills = 6;
const writer = new URL(import.meta.url.replace("embedded-durability.test", "durable-writer"));

test(`acknowledged documents and events survive ${kills} kills`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "durability-"));
  const acknowledged: string[] = [];
  for (let run = 0; run < kills; run += 1) {
    const lines = await runAndKill(dataDir, `run${run}`, 20 + Math.floor(Math.random() * 300));
    acknowledged.push(...lines);
  }
  const ids = (kind: string) =>
    acknowledged.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1));
  expect(ids("document").length).toBeGreaterThan(kills);

  const platform = sealedPlatform(openEmbedded({ dataDir }));
  try {
    for (const id of ids("document"))
      for (const half of ["a", "b"])
        expect((await platform.documents.get(tenant, written, `${id}-${half}`))?.data).toEqual({ id });

    platform.bus.subscribe(durableSubscription(platform));
    await platform.bus.start();
    await platform.scheduler.start();
    const missing = new Set(ids("event"));
    const everythingHandled = async () => {
      for (const id of missing) if (await platform.documents.get(tenant, handled, id)) missing.delete(id);
      return missing.size === 0;
    };
    // Shorter than a lease: deliveries that were running when the process died must not wait for their leases to
    // expire.
    await until("every acknowledged event was handled", everythingHandled);
  } finally {
    await platform.close(1_000);
    rmSync(dataDir, { recursive: true });
  }
});

/**
 * Runs the writer until it has acknowledged `enough` operations, kills it at once, and returns the acknowledged ones.
 */
async function runAndKill(dataDir: string, run: string, enough: number): Promise<readonly string[]> {
  const script = "const [url, ...args] = process.argv.slice(1); (await import(url)).writeUntilKilled(...args);";
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--input-type=module", "--eval", script, writer.href, dataDir, run],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
    if (output.split("\n").length > enough) child.kill("SIGKILL");
  });
  const signal = await new Promise((resolve) => child.once("close", (_code, killedBy) => resolve(killedBy)));
  expect(signal).toBe("SIGKILL");
  return output.slice(0, output.lastIndexOf("\n")).split("\n");
}
