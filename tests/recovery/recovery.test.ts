import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { openBackup } from "../../shared/backup/backup-file.ts";
import { newRecoveryKey, parseRecoveryKey } from "../../shared/backup/backup-key.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { client, entries, entryAt, fillClient, latest, latestFile, stranger, strangersSecret } from "./busy-client.ts";
import { command, killWhen } from "./command.ts";

const writer = new URL(import.meta.resolve("./busy-client.ts"));

let folder: string;
let dataDir: string;
let restored: string;
let file: string;
let keyFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recovery-"));
  dataDir = join(folder, "data");
  restored = join(folder, "restored");
  file = join(folder, "client.backup");
  keyFile = join(folder, "backup.key");
  writeFileSync(keyFile, newRecoveryKey());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const backUp = () => ["backup", "-c", client, "--to", file, "--key-file", keyFile, "--data-dir", dataDir];
const restore = (...more: string[]) => [
  "restore",
  "--from",
  file,
  "--key-file",
  keyFile,
  "--data-dir",
  restored,
  ...more,
];

test("a backup under load restores everything that was acknowledged", async () => {
  const load = startLoad(dataDir);
  await load.acknowledged(150);
  const startedAt = performance.now();
  const backup = await command(...backUp());
  const backupMs = performance.now() - startedAt;
  expect(backup).toMatchObject({ code: 0, stdout: `${file}\n` });
  const lines = await load.kill();
  rmSync(dataDir, { recursive: true });

  const instant = Date.parse(/as it was at (\S+Z)/.exec(backup.stderr)?.[1] ?? "");
  const restoreStartedAt = performance.now();
  expect(await command(...restore())).toMatchObject({ code: 0, stdout: `Restored ${client}.\n` });
  const restoreMs = performance.now() - restoreStartedAt;

  const before = (what: string) => lines.filter((line) => line.what === what && line.at < instant);
  const lastAcknowledged = Math.max(...before("acknowledged").map(({ place }) => place));
  const lastStarted = Math.max(...before("began").map(({ place }) => place), lastAcknowledged + 1);
  expect(lines.some(({ at }) => at > instant)).toBe(true); // the writer kept running
  await withPlatform(restored, async ({ documents, blobs }) => {
    const newest = (await documents.get(client, latest, "entry"))?.data.place ?? -1;
    expect(newest).toBeGreaterThanOrEqual(lastAcknowledged);
    expect(newest).toBeLessThanOrEqual(lastStarted);
    for (let place = 0; place <= newest; place += 1) {
      const entry = await documents.get(client, entries, String(place));
      expect(entry?.data).toEqual(entryAt(place));
      const named = await blobs.get(client, entryAt(place).file);
      expect(textOf(named?.body)).toBe(`file of ${place - (place % 10)}`);
    }
    expect(await documents.get(client, entries, String(newest + 1))).toBeUndefined();
    const overwritten = Number(textOf((await blobs.get(client, latestFile))?.body));
    expect([newest, newest + 1]).toContain(overwritten); // written just before the entry
    expect(await documents.get(stranger, latest, "0")).toBeUndefined();
  });
  expect(await contentsOf(file)).not.toContain(strangersSecret);
  expect(await contentsOf(file)).toContain("entries");
  console.info(
    `rehearsal: ${lastAcknowledged} entries, backup ${Math.round(backupMs)} ms, restore ${Math.round(restoreMs)} ms`,
  );
});

test("a killed backup and a killed restore resume where they stopped", async () => {
  await fillClient(dataDir, { documents: 2_000, files: 60 });
  const unfinished = `${file}.unfinished`;
  await killWhen(() => existsSync(unfinished) && statSync(unfinished).size > 5_000_000, ...backUp());
  expect(existsSync(file)).toBe(false);
  const written = statSync(unfinished).size;
  const head = readFileSync(unfinished).subarray(0, 4_000_000);

  await withPlatform(dataDir, ({ documents }) =>
    documents.commit(client, [{ type: "put", collection: entries, id: "later", data: entryAt(7) }]),
  );
  const startedAt = performance.now();
  const finished = await command(...backUp());
  const backupMs = performance.now() - startedAt;
  expect(finished).toMatchObject({ code: 0, stderr: expect.stringContaining("Resumed the unfinished backup") });
  expect(statSync(file).size).toBeGreaterThan(written);
  expect(readFileSync(file).subarray(0, head.length).equals(head)).toBe(true);
  expect(readdirSync(join(dataDir, "snapshots"))).toEqual([]);

  const blobsIn = join(restored, "blobs", client);
  await killWhen(() => existsSync(blobsIn) && readdirSync(blobsIn).length > 10, ...restore());
  const kept = readdirSync(blobsIn).slice(0, 5);
  const restoreStartedAt = performance.now();
  const ended = await command(...restore());
  const restoreMs = performance.now() - restoreStartedAt;
  expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining("Resumed the unfinished restore") });
  expect(readdirSync(blobsIn)).toEqual(expect.arrayContaining(kept)); // not written again

  await withPlatform(dataDir, (source) =>
    withPlatform(restored, async (target) => {
      for (let place = 0; place < 2_000; place += 1)
        expect((await target.documents.get(client, entries, String(place)))?.data).toEqual(entryAt(place));
      expect(await target.documents.get(client, entries, "later")).toBeUndefined(); // written after the instant
      for (const { name } of await source.blobs.list(client, "")) {
        const [there, here] = await Promise.all([source.blobs.get(client, name), target.blobs.get(client, name)]);
        expect(here?.info.contentType).toBe(there?.info.contentType);
        expect(Buffer.from(here?.body ?? []).equals(there?.body ?? Buffer.of(1))).toBe(true);
      }
      expect(await target.blobs.list(client, "")).toHaveLength(60);
    }),
  );
  console.info(`60 MB: rest of the backup ${Math.round(backupMs)} ms, rest of the restore ${Math.round(restoreMs)} ms`);
});

describe("rejects, without changing the target,", () => {
  beforeEach(async () => {
    await fillClient(dataDir, { documents: 50, files: 3 });
    expect(await command(...backUp())).toMatchObject({ code: 0 });
  });

  test("a file with one flipped byte, naming the part", async () => {
    const whole = readFileSync(file);
    for (const place of [0.2, 0.5, 0.9999]) {
      const damaged = Buffer.from(whole);
      const at = Math.floor(damaged.length * place);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      writeFileSync(file, damaged);
      const { code, stderr } = await command(...restore());
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(/Part \d+ of .* \(from byte \d+, after .+\) is damaged/),
      });
    }
    await withPlatform(restored, async ({ recovery }) => expect(await recovery.isEmpty(client)).toBe(true));
  });

  test("a truncated file, even between parts", async () => {
    const key = parseRecoveryKey(readFileSync(keyFile, "utf8"));
    if (!key) throw new Error("no key");
    const reader = await openBackup(file, key);
    let lastPartAt = 0;
    let next = reader.firstPartAt;
    for await (const part of reader.parts()) {
      lastPartAt = next;
      next = part.endsAt;
    }
    await reader.close();
    writeFileSync(file, readFileSync(file).subarray(0, lastPartAt));
    expect(await command(...restore("--check"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is incomplete"),
    });
  });

  test("another recovery key", async () => {
    writeFileSync(keyFile, newRecoveryKey());
    expect(await command(...restore())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("was not made with this recovery key"),
    });
  });

  test("another client's name, a target that has data, and a backup over a backup", async () => {
    expect(await command(...restore("-c", "someone"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`is a backup of ${client}, not of someone`),
    });
    expect(await command(...restore())).toMatchObject({ code: 0 });
    expect(await command(...restore())).toMatchObject({ code: 1, stderr: expect.stringContaining("--force") });
    expect(await command(...restore("--force"))).toMatchObject({ code: 0 });
    expect(await command(...backUp())).toMatchObject({ code: 1, stderr: expect.stringContaining("already exists") });
    await withPlatform(restored, async ({ documents }) =>
      expect((await documents.get(client, entries, "49"))?.data).toEqual(entryAt(49)),
    );
  });
});

interface Line {
  readonly what: string;
  readonly place: number;
  readonly at: number;
}

/** Starts the writer in a separate process. */
function startLoad(into: string) {
  const script = "const [url, ...args] = process.argv.slice(1); (await import(url)).writeUntilKilled(...args);";
  const child = spawn(process.execPath, ["--no-warnings", "--input-type=module", "--eval", script, writer.href, into], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = new Promise((resolve) => child.once("close", resolve));
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  return {
    async acknowledged(place: number) {
      while (!output.includes(`acknowledged ${place} `)) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async kill(): Promise<readonly Line[]> {
      child.kill("SIGKILL");
      await closed;
      const lines = output.slice(0, output.lastIndexOf("\n")).split("\n");
      return lines.map((line) => {
        const [what = "", place, at] = line.split(" ");
        return { what, place: Number(place), at: Number(at) };
      });
    },
  };
}

async function withPlatform<T>(of: string, work: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = sealedPlatform(openEmbedded({ dataDir: of }));
  try {
    return await work(platform);
  } finally {
    await platform.close(1_000);
  }
}

function textOf(body: Uint8Array | undefined): string {
  return Buffer.from(body ?? []).toString();
}

/** Everything in a backup as text, as readable with the recovery key. */
async function contentsOf(path: string): Promise<string> {
  const key = parseRecoveryKey(readFileSync(keyFile, "utf8"));
  if (!key) throw new Error("no key");
  const reader = await openBackup(path, key);
  const texts: string[] = [];
  for await (const { header, body } of reader.parts())
    texts.push(JSON.stringify(header), (header.type === "records" ? inflateRawSync(body) : body).toString("latin1"));
  await reader.close();
  return texts.join("\n");
}
