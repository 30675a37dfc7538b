import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSZip from "jszip";
import { serve } from "../../../emulators/http.ts";
import { download } from "./download.ts";
import { installModel, Manifest, type ModelInManifest } from "./install.ts";
import type { Source } from "./sources.ts";

const weights = Buffer.from("the weights of a model");
const folder = mkdtempSync(join(tmpdir(), "models-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => rmSync(join(folder, "model.bin"), { force: true }));

const model: ModelInManifest = {
  name: "toy",
  for: "a test",
  license: "MIT",
  official: "https://models.example/toy",
  file: "model.bin",
  sha256: createHash("sha256").update(weights).digest("hex"),
  bytes: weights.length,
  package: { registry: "pypi", name: "toy", version: "1.0", license: "MIT", entry: "toy/model.bin" },
};

function source(name: string, content: Buffer | null): Source & { asked: number } {
  return {
    name,
    asked: 0,
    async fetch(_wanted, to) {
      this.asked += 1;
      if (content === null) throw new Error("unreachable\nand more");
      const path = join(to, `${name}.whl`);
      writeFileSync(path, await new JSZip().file(model.package.entry, content).generateAsync({ type: "nodebuffer" }));
      return path;
    },
  };
}

it("takes the first source that is reachable, says what it does, and asks no more when it is there", async () => {
  const said: string[] = [];
  const [down, up] = [source("down", null), source("up", weights)];
  for (let time = 0; time < 2; time += 1)
    await installModel(model, { folder, sources: [down, up], say: (line) => said.push(line) });
  expect(readFileSync(join(folder, "model.bin"))).toEqual(weights);
  expect([down.asked, up.asked]).toEqual([1, 1]);
  expect(said.join("\n")).toContain("license MIT");
  expect(said).toContain("  down failed: unreachable");
  expect(said.at(-1)).toContain("is installed");
});

it("never uses a file with another checksum", async () => {
  const sources = [source("forged", Buffer.from("something else"))];
  await expect(installModel(model, { folder, sources, say: () => {} })).rejects.toThrow(/SHA-256/);
  expect(existsSync(join(folder, "model.bin"))).toBe(false);
});

it("replaces a file that was damaged", async () => {
  writeFileSync(join(folder, "model.bin"), "half");
  await installModel(model, { folder, sources: [source("up", weights)], say: () => {} });
  expect(readFileSync(join(folder, "model.bin"))).toEqual(weights);
});

it("goes on with a download that broke off", async () => {
  const ranges: (string | undefined)[] = [];
  const server = await serve({
    port: 0,
    fetch(_request, { received }) {
      const { range } = received.headers;
      ranges.push(range);
      const from = Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
      return new Response(new Uint8Array(weights.subarray(from)), { status: range === undefined ? 200 : 206 });
    },
  });
  const path = join(folder, "file.whl");
  writeFileSync(`${path}.part`, weights.subarray(0, 7));
  await download(server.url, path);
  expect(readFileSync(path)).toEqual(weights);
  expect(ranges).toEqual(["bytes=7-"]);
  await server.close();
});

it("has a manifest that names license, checksum, official address and package of each model", () => {
  const { models } = Manifest.parse(JSON.parse(readFileSync(join(import.meta.dirname, "manifest.json"), "utf8")));
  expect(models.map(({ name }) => name)).toContain("multilingual-e5-small-q4");
});
