import { stringify } from "yaml";
import { z } from "zod";
import { isSpoken } from "../../../../shared/channels/definitions.ts";
import { createErrorMap, type Explanation, explainIssue, type KnownKeys } from "../../../../shared/config/explain.ts";
import { locateProblem } from "../../../../shared/config/reading/locate-problem.ts";
import { byPosition, type ConfigProblem, formatPath } from "../../../../shared/config/reading/problem.ts";
import { readYaml } from "../../../../shared/config/reading/yaml-document.ts";
import { channelNames } from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { ModelScript } from "../stage/model-script.ts";
import { stepKinds } from "../steps/index.ts";
import { Moment, ScenarioText } from "./forms.ts";

const keys = stepKinds.map(({ key }) => key);

const ScenarioStep = z
  .strictObject(Object.fromEntries(stepKinds.map(({ key, form }) => [key, form.optional()])))
  .superRefine((step, { addIssue }) => {
    const given = Object.keys(step);
    if (given.length === 1) return;
    addIssue(
      given.length === 0
        ? `is empty\nWrite one of ${keys.join(", ")}.`
        : `has ${given.length} keys: ${given.join(", ")}\nWrite each as a separate step, so that their order is clear.`,
    );
  });

/** Scenarios cannot play voice calls. */
const Channel = z.literal(channelNames.filter((channel) => !isSpoken(channel)));

const Scenario = z
  .strictObject({
    name: ScenarioText,
    about: ScenarioText.optional(),
    tenant: TenantId.optional(),
    tenant_file: ScenarioText.optional(),
    at: Moment.optional(),
    channel: Channel,
    customer: z.strictObject({ address: ScenarioText.optional(), name: ScenarioText.default("Asha Rao") }).prefault({}),
    /** Further customers, or the same one on other channels. A step refers to them with `as: <name>`. */
    customers: z
      .record(
        z.string().regex(/^[a-z]\w*$/, "must be one word, such as ravi"),
        z.strictObject({ address: ScenarioText, name: ScenarioText.optional(), channel: Channel.optional() }),
      )
      .default({}),
    config: z.record(z.string(), z.unknown()).default({}),
    model: z.array(ModelScript).default([]),
    steps: z.array(ScenarioStep).min(1),
  })
  .superRefine(({ tenant, tenant_file }, { addIssue }) => {
    if ((tenant === undefined) === (tenant_file === undefined))
      addIssue(
        "must name one tenant\nWrite either `tenant`, in config/tenants/, or `tenant_file`, relative to this file.",
      );
  });

type Written = z.infer<typeof Scenario>;

export interface ScenarioStep {
  readonly key: string;
  readonly given: unknown;
  /** The step as written in the file, on one line. */
  readonly written: string;
  /** Line in the file, from 1. */
  readonly line: number;
}

export interface Scenario extends Omit<Written, "steps"> {
  readonly file: string;
  readonly steps: readonly ScenarioStep[];
}

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads a scenario, or returns all problems of its file. Never throws. */
export function readScenario(file: string, text: string): ReadScenario {
  const read = readYaml(file, text);
  if (!read.ok) return read;
  const { document } = read;
  if (document.data === null || typeof document.data !== "object") return { ok: false, problems: [noScenario(file)] };
  const known: KnownKeys = new Map();
  const parsed = Scenario.safeParse(document.data, { error: createErrorMap(known, document.sourceOf) });
  if (!parsed.success) {
    const found = parsed.error.issues.flatMap((issue) => explainIssue(issue, known));
    const problems = withoutEchoes(found).map((explanation) => locateProblem(file, document, explanation));
    return { ok: false, problems: problems.sort(byPosition) };
  }
  const steps = parsed.data.steps.map((step, index) => {
    const [[key = "", given] = []] = Object.entries(step);
    const written = `${key}: ${onOneLine(Object(Object(document.data).steps[index])[key])}`;
    return { key, given, written, line: document.positionOf(["steps", index, key], "key").line };
  });
  return { ok: true, scenario: { ...parsed.data, file, steps } };
}

function onOneLine(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();
}

/** A misspelt key also makes its step empty. Only the first problem is reported. */
function withoutEchoes(found: readonly Explanation[]): readonly Explanation[] {
  const misspelt = new Set(
    found.filter(({ code }) => code === "unknown-key").map(({ path }) => formatPath(path.slice(0, -1))),
  );
  return found.filter(({ code, path }) => code !== "invalid" || !misspelt.has(formatPath(path)));
}

function noScenario(file: string): ConfigProblem {
  const message = "The file contains no scenario.";
  const remedy = "Start it with `name:`, `tenant:`, `channel:` and `steps:`. See docs/simulate.md for an example.";
  return { file, line: 1, column: 1, path: "", code: "wrong-type", message, remedy };
}
