import { z } from "zod";
import { eventType } from "../event-type.ts";

/** What is looked for each day. `by-hand`: a person wrote the task. */
export const playbookNames = [
  "usage-drop",
  "rating-drop",
  "sentiment-drop",
  "quality-drop",
  "rising-handoffs",
  "falling-resolution",
  "rising-errors",
  "knowledge-gap",
  "missing-tool",
  "by-hand",
] as const;
export type PlaybookName = (typeof playbookNames)[number];

/** A figure of the evidence, now and before. Null: nothing was counted then. */
export const TaskFigure = z.object({
  name: z.string(),
  value: z.number(),
  before: z.number().nullable(),
  unit: z.literal(["per-day", "share", "rating", "score", "per-conversation", "conversations", "times"]),
});
export type TaskFigure = z.infer<typeof TaskFigure>;

/** A client's day begins: its figures are to be looked at. `round` names the chain: another chain's events are void. */
export const successLookDue = eventType("success-look-due", z.object({ round: z.string(), day: z.string() }));

/** A quarter is over in the client's zone, or late events may have corrected it: its review is to be made. */
export const successQuarterEnded = eventType("success-quarter-ended", z.object({ quarter: z.string() }));

export const SuccessTaskTold = z.object({
  taskId: z.string(),
  playbook: z.literal(playbookNames),
  /** What it is about, such as a tool's name or a question without personal data. Null: the whole client. */
  subject: z.string().nullable(),
  /** The same for one playbook and subject. */
  cause: z.string(),
  /** The month in which the figure was found bad, in the client's zone. */
  period: z.string(),
  at: z.string(),
  change: z.discriminatedUnion("type", [
    z.object({ type: z.literal("found"), points: z.number(), figures: z.array(TaskFigure), day: z.string() }),
    z.object({ type: z.literal("recovered"), figures: z.array(TaskFigure), day: z.string() }),
    z.object({ type: z.literal("written"), by: z.string(), title: z.string(), text: z.string() }),
  ]),
});
export type SuccessTaskTold = z.infer<typeof SuccessTaskTold>;

/** A playbook found a cause, or the figure recovered. */
export const successTaskTold = eventType("success-task-told", SuccessTaskTold);

/** A person acts on a task. */
export const successTaskActed = eventType(
  "success-task-acted",
  z.object({
    taskId: z.string(),
    by: z.string(),
    at: z.string(),
    note: z.string(),
    act: z.discriminatedUnion("type", [
      z.object({ type: z.literal("done") }),
      z.object({ type: z.literal("dismiss") }),
      z.object({ type: z.literal("reopen") }),
      z.object({ type: z.literal("note") }),
      z.object({ type: z.literal("snooze"), until: z.string() }),
      z.object({ type: z.literal("assign"), owner: z.string().nullable() }),
    ]),
  }),
);
export type SuccessTaskActed = z.infer<typeof successTaskActed.schema>;

/** A task was opened, or closed itself: who subscribed is to be told. */
export const successTaskChanged = eventType(
  "success-task-changed",
  z.object({
    taskId: z.string(),
    change: z.literal(["opened", "recovered"]),
    playbook: z.literal(playbookNames),
    title: z.string(),
    why: z.string(),
    at: z.string(),
  }),
);
export type SuccessTaskChanged = z.infer<typeof successTaskChanged.schema>;

export const KnowledgeGapFound = z.object({
  gapId: z.string(),
  /** The most asked wording. Without what names a person, as all wordings. */
  question: z.string(),
  examples: z.array(z.string()),
  languages: z.array(z.string()),
  /** Of the questions (`UnansweredQuestion.groupKey`). */
  keys: z.array(z.string()),
  conversations: z.number().int(),
  /** Of the last 14 days. */
  recently: z.number().int(),
  conversationIds: z.array(z.string()),
});
export type KnowledgeGapFound = z.infer<typeof KnowledgeGapFound>;

/** Several conversations asked what no source answers. */
export const knowledgeGapFound = eventType("knowledge-gap-found", KnowledgeGapFound);

/** An article is to be drafted for a gap. */
export const knowledgeArticleDue = eventType("knowledge-article-due", z.object({ gapId: z.string() }));

/** A person approves an article for a gap, or rejects the gap for good. */
export const knowledgeGapDecided = eventType(
  "knowledge-gap-decided",
  z.object({
    gapId: z.string(),
    decision: z.literal(["approve", "reject"]),
    title: z.string(),
    text: z.string(),
    base: z.string(),
    by: z.string(),
    at: z.string(),
  }),
);
export type KnowledgeGapDecided = z.infer<typeof knowledgeGapDecided.schema>;
