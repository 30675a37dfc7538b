import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

/** Every rule of .dependency-cruiser.cjs, with the forbidden imports of a small tree that break it. */
const bad: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  "shared-stands-alone": [["shared/agent/a.ts", "functions/app/compose.ts"]],
  "app-below-engines": [
    ["functions/app/a.ts", "functions/engines/payments/index.ts"],
    ["functions/app/b.ts", "functions/index.ts"],
  ],
  "engines-below-endpoints": [["functions/engines/routing/a.ts", "functions/endpoints/index.ts"]],
  "voice-runner-beside-endpoints": [["functions/endpoints/voice.ts", "voice-runner/main.ts"]],
  "endpoints-below-hosts": [
    ["functions/endpoints/a.ts", "functions/hosts/local/start.ts"],
    ["voice-runner/a.ts", "functions/hosts/local/start.ts"],
  ],
  "engines-speak-by-events": [["functions/engines/routing/b.ts", "functions/engines/payments/index.ts"]],
  "shared-layer-1": [["shared/runtime/a.ts", "shared/security/tokens/tokens.ts"]],
  "shared-layer-2": [["shared/http/a.ts", "shared/channels/sms.ts"]],
  "shared-layer-3": [["shared/tools/a.ts", "shared/config/schema.ts"]],
  "shared-layer-4": [["shared/config/a.ts", "shared/agent/graph.ts"]],
  "platform-and-events-import-nothing-of-ours": [
    ["shared/platform/a.ts", "shared/runtime/step.ts"],
    ["shared/events/a.ts", "shared/platform/bus.ts"],
  ],
  "contracts-read-little": [
    ["shared/contracts/a.ts", "shared/security/tokens/tokens.ts"],
    ["shared/customers/a.ts", "shared/tools/tool.ts"],
  ],
  "google-only-behind-the-ports": [["shared/backup/a.ts", "@google-cloud/storage"]],
  "functions-framework-only-in-hosts": [["functions/endpoints/b.ts", "@google-cloud/functions-framework"]],
  "stand-ins-only-outside-the-product": [["functions/hosts/deployed/a.ts", "emulators/gemini.ts"]],
  "no-test-in-the-product": [["shared/time/a.ts", "shared/time/clock.fixture.ts"]],
  "pure-files": [
    ["shared/schema/a.ts", "crypto"],
    ["shared/contracts/b.ts", "shared/platform/open.ts"],
    ["functions/engines/routing/state.ts", "shared/environment.ts"],
    ["shared/events/b.ts", "twilio"],
  ],
  "no-development-package-in-the-product": [["shared/time/b.ts", "esbuild"]],
};

/** Permitted imports that resemble the forbidden ones. */
const good: readonly (readonly [from: string, to: string])[] = [
  ["functions/endpoints/c.ts", "functions/index.ts"],
  ["functions/index.ts", "functions/engines/payments/index.ts"],
  ["functions/engines/payments/c.ts", "functions/engines/payments/index.ts"],
  ["functions/hosts/local/c.ts", "emulators/gemini.ts"],
  ["functions/hosts/deployed/c.ts", "@google-cloud/functions-framework"],
  ["functions/hosts/build/c.ts", "esbuild"],
  ["shared/platform/c.ts", "shared/environment.ts"],
  ["shared/platform/gcp/c.ts", "@google-cloud/storage"],
  ["shared/channels/c.ts", "twilio"],
  ["shared/contracts/c.ts", "shared/events/index.ts"],
  ["shared/agent/c.ts", "shared/config/schema.ts"],
  ["shared/time/c.test.ts", "shared/agent/graph.ts"],
  ["tests/flows/c.ts", "functions/hosts/local/start.ts"],
];

/** Two cycles: one of types only, one through a dynamic import. */
const circle = {
  "shared/telemetry/one.ts": 'import type { Two } from "./two.ts";\nexport type One = Two | 1;\n',
  "shared/telemetry/two.ts": 'import type { Three } from "./three.ts";\nexport type Two = Three | 2;\n',
  "shared/telemetry/three.ts": 'export type { One as Three } from "./one.ts";\n',
  "shared/telemetry/lazy.ts": 'export const open = () => import("./lazy-too.ts");\n',
  "shared/telemetry/lazy-too.ts": 'export { open } from "./lazy.ts";\n',
};

/** An import that cannot be resolved. */
const unresolvable = { "shared/telemetry/nowhere.ts": 'import "./not-there.ts";\n' };

const packages = ["@google-cloud/storage", "@google-cloud/functions-framework", "twilio", "esbuild"];
const config = resolve(".dependency-cruiser.cjs");
const cruiser = resolve("node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
  readonly cycle?: readonly { readonly name: string }[];
}

/** Writes the tree into a temporary folder and returns the violations of the rules. */
async function violations(files: Readonly<Record<string, string>>): Promise<readonly Violation[]> {
  const folder = await mkdtemp(join(tmpdir(), "dependency-rules-"));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    const present = folders.filter((each) => existsSync(join(folder, each)));
    const command = [cruiser, "--config", config, "--output-type", "json", ...present];
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: folder, maxBuffer: 1e8 });
    return JSON.parse(stdout).summary.violations;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const folders = ["shared", "functions", "voice-runner", "emulators", "tests"];

function pathTo(to: string): (from: string) => string {
  if (!/^(shared|functions|voice-runner|emulators|tests)\//.test(to)) return () => to;
  return (from) => `${"../".repeat(from.split("/").length - 1)}${to}`;
}

/** The small tree: each file of `imports` with its one import, and an empty file for each imported one. */
function treeOf(imports: readonly (readonly [from: string, to: string])[]): Record<string, string> {
  const targets = imports.map(([, to]) => to).filter((to) => /\.ts$/.test(to));
  const dependencies = Object.fromEntries(packages.filter((name) => name !== "esbuild").map((name) => [name, "1"]));
  const manifest = { dependencies, devDependencies: { esbuild: "1" } };
  return {
    "package.json": JSON.stringify(manifest),
    ...Object.fromEntries(packages.map((name) => [`node_modules/${name}/index.js`, ""])),
    ...Object.fromEntries(targets.map((file) => [file, "export const value = 1;\n"])),
    ...Object.fromEntries(
      imports.map(([from, to]) => [from, `import { value } from "${pathTo(to)(from)}";\nvalue;\n`]),
    ),
  };
}

it("breaks each rule by its forbidden imports, and no rule by permitted ones", async () => {
  const all = Object.values(bad).flat();
  const found = await violations({ ...treeOf([...all, ...good]), ...unresolvable });
  const byRule = Map.groupBy(found, ({ rule }) => rule.name);
  const expected = [...all.map(([from]) => from), ...Object.keys(unresolvable)];
  expect([...new Set(found.map(({ from }) => from))].sort()).toEqual(expected.sort());
  expect(byRule.get("resolvable")?.map(({ from }) => from)).toEqual(Object.keys(unresolvable));
  for (const [rule, imports] of Object.entries(bad))
    for (const [from, to] of imports)
      expect(byRule.get(rule)).toContainEqual(expect.objectContaining({ from, to: expect.stringContaining(to) }));
});

it("detects cycles through types, re-exports and dynamic imports", async () => {
  const found = await violations({ ...treeOf(good), ...circle });
  expect(found.map(({ rule }) => rule.name)).toEqual(found.map(() => "no-circle"));
  const circles = found.map(({ cycle = [] }) => cycle.map(({ name }) => name).sort());
  expect(circles.sort()).toEqual([
    ["shared/telemetry/lazy-too.ts", "shared/telemetry/lazy.ts"],
    ["shared/telemetry/one.ts", "shared/telemetry/three.ts", "shared/telemetry/two.ts"],
  ]);
});

it("has a forbidden import for every rule", async () => {
  const { default: rules } = (await import(config)) as { default: { forbidden: readonly { name: string }[] } };
  const names = rules.forbidden.map(({ name }) => name);
  const shown = [...Object.keys(bad), "no-circle", "resolvable"];
  expect(names.toSorted()).toEqual(shown.sort());
});
