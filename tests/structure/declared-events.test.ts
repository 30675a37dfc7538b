import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import * as events from "../../shared/events/index.ts";
import { projectRoot } from "../../shared/project-root.ts";

/**
 * A step that publishes what it does not declare fails when it does so (shared/runtime/declared.ts). This test finds an
 * event that engines create and no step declares, also on paths that no other test takes.
 */

const Manifest = z.object({
  functions: z.array(z.object({ name: z.string(), kind: z.string(), publishes: z.array(z.string()) })),
});
const { functions } = Manifest.parse(JSON.parse(readFileSync(join(projectRoot, "terraform/functions.json"), "utf8")));

/** What steps publish, and what they schedule: the function of due events publishes that. */
const declared = new Set(
  functions.filter(({ kind }) => kind === "step" || kind === "task").flatMap(({ publishes }) => publishes),
);

/** The API may publish everything. It creates these in its routes. */
const ofRoutesAlone = /-routes\.ts$|\/routes\.ts$/;

/** Every `newEvent(type, …)` of engines and contracts, and what a step's `gather` makes with `envelopeOf(type, …)`. */
function created(): readonly { readonly file: string; readonly type: string }[] {
  const files = globSync(
    ["functions/engines/**/*.ts", "functions/app/**/*.ts", "shared/contracts/**/*.ts", "shared/tools/**/*.ts"],
    {
      cwd: projectRoot,
    },
  ).filter((file) => !file.endsWith(".test.ts") && !ofRoutesAlone.test(file));
  const types = events as Readonly<Record<string, unknown>>;
  return files.flatMap((file) =>
    [
      ...readFileSync(join(projectRoot, file), "utf8").matchAll(
        file.endsWith("-step.ts") ? /\b(?:newEvent|envelopeOf)\(\s*(\w+),/g : /\bnewEvent\(\s*(\w+),/g,
      ),
    ].flatMap(([, name = ""]) => {
      const event = types[name];
      return typeof event === "object" && event !== null && "type" in event ? [{ file, type: String(event.type) }] : [];
    }),
  );
}

it("some step declares every event that engines create", () => {
  const all = created();
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter(({ type }) => !declared.has(type))).toEqual([]);
});

it("every declared event is created somewhere", () => {
  const types = new Set(created().map(({ type }) => type));
  // Providers report these; the senders publish them (shared/channels/opt-out).
  const bySenders = new Set(["opt-out-reported", "marketing-preference-reported", "turn-failed"]);
  // Tools publish these (shared/tools).
  const byTools = new Set(["ticket-created", "lab-order-placed"]);
  expect([...declared].filter((type) => !types.has(type) && !bySenders.has(type) && !byTools.has(type))).toEqual([]);
});
