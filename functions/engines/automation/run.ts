import { z } from "zod";
import { Expectation } from "../../../shared/agent/scenarios/expectation.ts";
import { automationProgress } from "../../../shared/contracts/lifecycle/automation-progress.ts";
import { AutomationChannel, AutomationQuote, ReplayWish } from "../../../shared/events/lifecycle/automation.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { quotesOf, quotesPerson, withoutPerson } from "./erased-run.ts";
import { CostEstimate } from "./gate/cost-estimate.ts";

/** `pending`: played and not yet answered. `not-checked`: nobody answered in time, so that nothing can be said. */
export const ScenarioOutcome = z.literal(["pending", "passed", "failed", "not-checked"]);

const PlayedScenario = z.object({
  id: z.string(),
  title: z.string(),
  requirements: z.array(z.string()),
  says: z.string(),
  expects: z.array(Expectation),
  outcome: ScenarioOutcome,
  /** The agent's reply, cut at 300 characters. Null before the answer, and where there was none. */
  reply: z.string().nullable(),
  /** What was expected and did not happen. Empty otherwise. */
  detail: z.string(),
});
export type PlayedScenario = z.infer<typeof PlayedScenario>;

const shownDetails = { count: 35, characters: 200 };

/** The verdict of one check, with the first of its findings. */
export function checkOf(name: Check["name"], verdict: Check["verdict"], details: readonly string[]): Check {
  const shown = details.slice(0, shownDetails.count).map((detail) => detail.slice(0, shownDetails.characters));
  const more = details.length - shown.length;
  return { name, verdict, details: more > 0 ? [...shown, `And ${more} more.`] : shown };
}

export const CheckName = z.literal(["schema", "trace", "missing", "scenarios", "replay"]);
const Check = z.object({
  name: CheckName,
  verdict: z.literal(["passed", "failed", "not-enough"]),
  details: z.array(z.string()),
});
export type Check = z.infer<typeof Check>;

const Traced = z.object({
  requirement: z.string(),
  links: z.array(
    z.object({
      path: z.array(z.union([z.string(), z.number()])),
      of: z.literal(["value", "line"]),
      digest: z.string(),
    }),
  ),
  scenarios: z.array(z.string()),
});

const Missing = z.object({
  kind: z.literal(["tool", "integration"]),
  name: z.string(),
  description: z.string(),
  neededBy: z.array(z.string()),
  /** As all tenants share it: see gaps/shared-gap.ts. Null in runs of before. */
  gap: z.object({ id: z.string(), name: z.string() }).nullable().default(null),
});

/** Where a run stands. `blocked`: written and checked, and a check failed. `failed`: nothing could be written. */
export const RunStatus = z.literal(["generating", "checking", "ready", "blocked", "failed", "activated"]);
export type RunStatus = z.infer<typeof RunStatus>;

/** Who asked for the checks: a person who had a configuration written, or one who promotes an experiment's variant. */
const RunOrigin = z.discriminatedUnion("type", [
  z.object({ type: z.literal("requirements") }),
  z.object({
    type: z.literal("experiment"),
    experimentId: z.string(),
    arm: z.string(),
    /** Who wrote the variant. */
    authors: z.array(z.string()),
  }),
]);

const AutomationRun = z.object({
  id: z.string(),
  origin: RunOrigin.default({ type: "requirements" }),
  /** Empty, as its version is 0, where no requirements stand behind the configuration. */
  requirementsId: z.string(),
  requirementsVersion: z.number().int(),
  researchId: z.string().nullable(),
  configName: z.string(),
  template: z.string().nullable(),
  channels: z.array(AutomationChannel),
  requestedBy: z.string(),
  requestedAt: z.string(),
  status: RunStatus,
  /** Why it failed, for people. */
  failure: z.string().nullable(),
  /** The version of the configuration that was active when this one was written. Null: none. */
  baseVersion: z.number().int().nullable(),
  /** The stored version of the generated configuration. Null until it is written, and where it is not valid. */
  version: z.number().int().nullable(),
  /** How often it was merged with edits by hand: each merge is checked again. */
  round: z.number().int().default(0),
  traces: z.array(Traced),
  mustIds: z.array(z.string()),
  missing: z.array(Missing),
  /** Gaps among `missing` that the product has since: their issues were closed as completed. */
  finishedGaps: z.array(z.object({ gapId: z.string(), url: z.string(), at: z.string() })).default([]),
  assumptions: z.array(z.string()),
  checks: z.array(Check),
  /** Whose words stand in scenarios and in the details of checks. */
  quoted: z.array(AutomationQuote).default([]),
  scenarios: z.array(PlayedScenario),
  /** Scenarios of the requirements that made room for learned ones. */
  leftOut: z.number().int().default(0),
  /** The tenant in which the scenarios are played. Nothing leaves it. */
  sandbox: z.string().nullable(),
  /** How many conversations are replayed at most, and for how much. `awaited`: the checks do not end before it does. */
  replay: ReplayWish.extend({ awaited: z.boolean() }).default({ conversations: 0, maxUsd: "0", awaited: false }),
  /** Of the version beside the one that it builds on. Null before the checks, and in runs of before. */
  cost: CostEstimate.nullable().default(null),
  /** Who merged it with edits by hand. */
  mergedBy: z.array(z.string()).default([]),
  /** Who agreed to the version without having generated or merged it. A merge makes a new version, without approval. */
  approvedBy: z.string().nullable().default(null),
  approvedAt: z.string().nullable().default(null),
  activatedBy: z.string().nullable(),
  activatedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type AutomationRun = z.infer<typeof AutomationRun>;

/** Names what belongs to one round of checks: messages, sandboxes and tasks, each used once. */
export function checkKeyOf({ id, round }: Pick<AutomationRun, "id" | "round">): string {
  return round === 0 ? id : `${id}-${round}`;
}

/** Configurations that were generated from requirements, and what their checks said. */
export const automationRuns = ownedDocument<AutomationRun>({
  name: automationProgress.name,
  state: AutomationRun,
  indexes: [["requestedAt desc"], ["requirementsId", "requestedAt desc"], ["configName", "requestedAt desc"]],
  confidential: true,
  personal: {
    fields: ["state.scenarios", "state.checks"],
    find: { by: "reading-all", pageSize: 10 },
    isAbout: ({ state }, person) => quotesPerson(state, person),
    exported: ({ state }, person) => quotesOf(state, person),
    afterErasure: (document, person) => ({ ...document, state: withoutPerson(document.state, person) }),
  },
});
