import { z } from "zod";
import { eventType } from "../event-type.ts";

/** An address of the client that customers write to. */
export const AutomationChannel = z.object({
  type: z.literal(["whatsapp", "sms"]),
  /** E.164. */
  phoneNumber: z.string(),
});
export type AutomationChannel = z.infer<typeof AutomationChannel>;

/** How many recent conversations are replayed at most, and what their replay may cost: a decimal of US dollars. */
export const ReplayWish = z.object({ conversations: z.number().int(), maxUsd: z.string() });
export type ReplayWish = z.infer<typeof ReplayWish>;

/** Somebody asked for a configuration from an approved version of a requirements document. */
export const automationRequested = eventType(
  "automation-requested",
  z.object({
    runId: z.string(),
    requirementsId: z.string(),
    /** An approved version. */
    version: z.number().int(),
    researchId: z.string().nullable(),
    configName: z.string(),
    /** A file name of config/templates without its ending. Null: that of the industry, if the client has no configuration yet. */
    template: z.string().nullable(),
    channels: z.array(AutomationChannel),
    replay: ReplayWish.default({ conversations: 0, maxUsd: "0" }),
    by: z.string(),
    at: z.string(),
  }),
);
export type AutomationRequested = z.infer<typeof automationRequested.schema>;

const RunEvent = z.object({ runId: z.string() });

/** A run's configuration is written. Its checks begin. */
export const automationGenerated = eventType("automation-generated", RunEvent);

/** Time to look at the conversations that a run's scenarios began. */
export const automationLookDue = eventType("automation-look-due", RunEvent.extend({ look: z.number().int() }));

/** The checks of a run have ended a while ago: its sandbox can go. */
export const automationSandboxDue = eventType("automation-sandbox-due", RunEvent);

const ReplayEvent = RunEvent.extend({
  /** The round of checks, from 0: each merge begins another. */
  round: z.number().int(),
});

/** Time to look at the conversations that are replayed for a run. */
export const automationReplayDue = eventType("automation-replay-due", ReplayEvent.extend({ look: z.number().int() }));

/** Whose words a text quotes: `mark` is what the text begins with, or the id of a scenario. */
export const AutomationQuote = z.object({ mark: z.string(), conversationId: z.string() });
export type AutomationQuote = z.infer<typeof AutomationQuote>;

/** The replay of a run has ended, or cannot go on. `round` is null where only the run is known. */
export const automationReplayed = eventType(
  "automation-replayed",
  RunEvent.extend({
    round: z.number().int().nullable(),
    verdict: z.literal(["passed", "failed", "not-enough"]),
    details: z.array(z.string()),
    /** The conversations that the details are of. */
    quoted: z.array(AutomationQuote).default([]),
  }),
);

/** The sandboxes of a replay can go. */
export const automationReplaySandboxDue = eventType("automation-replay-sandbox-due", ReplayEvent);

/** Somebody merges a written configuration with what people changed since. */
export const automationMerged = eventType(
  "automation-merged",
  RunEvent.extend({
    /** The active version that was looked at. */
    editedVersion: z.number().int(),
    /** Whose value is taken, by the place of the configuration. */
    choices: z.record(z.string(), z.literal(["generated", "edited"])),
    by: z.string(),
    at: z.string(),
  }),
);

/** Somebody who did not write the checked configuration of a run agrees to its activation. */
export const automationApproved = eventType("automation-approved", RunEvent.extend({ by: z.string(), at: z.string() }));

/** Somebody activates the configuration of a run that passed its checks. */
export const automationActivated = eventType(
  "automation-activated",
  RunEvent.extend({ by: z.string(), at: z.string() }),
);

/** Somebody wants an experiment's variant for all customers: its stored version is checked before, like a written one. */
export const automationVersionSubmitted = eventType(
  "automation-version-submitted",
  RunEvent.extend({
    experimentId: z.string(),
    /** The variant. */
    arm: z.string(),
    configName: z.string(),
    version: z.number().int(),
    /** The version that the variant was made from. */
    baseVersion: z.number().int(),
    /** Who wrote the variant. */
    authors: z.array(z.string()),
    replay: ReplayWish,
    by: z.string(),
    at: z.string(),
  }),
);
export type AutomationVersionSubmitted = z.infer<typeof automationVersionSubmitted.schema>;

/** The checks of an experiment's variant have ended, or a second person has approved it since. */
export const automationSettled = eventType(
  "automation-settled",
  RunEvent.extend({
    experimentId: z.string(),
    outcome: z.literal(["ready", "blocked", "failed"]),
    /** Who agreed to the version without having written it. Null: nobody yet. */
    approvedBy: z.string().nullable(),
    /** What the failed checks found, for people. Empty when it is ready. */
    reasons: z.array(z.string()),
    /** Whose corrections the reasons quote. */
    quoted: z.array(AutomationQuote).default([]),
  }),
);
export type AutomationSettled = z.infer<typeof automationSettled.schema>;

/** The checks of a run cannot go on, because of an error that no repetition mends. */
export const automationBrokeOff = eventType("automation-broke-off", RunEvent);
