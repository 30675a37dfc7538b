import { m } from "#messages";
import type { DifferenceKind } from "../../../../../../../shared/agent/comparison/answer.ts";
import type { AutomationView } from "../../../../../../engines/automation/views.ts";

type Tone = "neutral" | "good" | "warning" | "bad" | "active";
interface Word {
  readonly tone: Tone;
  name(): string;
}

export const statusWords: Readonly<Record<AutomationView["status"], Word>> = {
  generating: { tone: "active", name: m.automation_generating },
  checking: { tone: "active", name: m.automation_checking },
  ready: { tone: "good", name: m.automation_ready },
  blocked: { tone: "bad", name: m.automation_blocked },
  failed: { tone: "bad", name: m.automation_failed },
  activated: { tone: "good", name: m.automation_activated },
};

export const verdictWords: Readonly<Record<AutomationView["checks"][number]["verdict"], Word>> = {
  passed: { tone: "good", name: m.automation_passed },
  failed: { tone: "bad", name: m.automation_check_failed },
  "not-enough": { tone: "warning", name: m.automation_not_enough },
};

export const outcomeWords: Readonly<Record<AutomationView["scenarios"][number]["outcome"], Word>> = {
  pending: { tone: "active", name: m.automation_pending },
  passed: { tone: "good", name: m.automation_passed },
  failed: { tone: "bad", name: m.automation_check_failed },
  "not-checked": { tone: "warning", name: m.automation_not_checked },
};

export const checkNames: Readonly<Record<AutomationView["checks"][number]["name"], () => string>> = {
  schema: m.automation_check_schema,
  trace: m.automation_check_trace,
  missing: m.automation_check_missing,
  scenarios: m.automation_check_scenarios,
  replay: m.automation_check_replay,
};

export const turnWords: Readonly<Record<"same" | "better" | "worse" | "look", Word>> = {
  same: { tone: "neutral", name: m.automation_replay_same },
  better: { tone: "good", name: m.automation_replay_better },
  worse: { tone: "bad", name: m.automation_replay_worse },
  look: { tone: "warning", name: m.automation_replay_look },
};

export const differenceNames: Readonly<Record<DifferenceKind, () => string>> = {
  answer: m.automation_difference_answer,
  guard: m.automation_difference_guard,
  handoff: m.automation_difference_handoff,
  tools: m.automation_difference_tools,
  "tool-failed": m.automation_difference_tool_failed,
  "not-replayable": m.automation_difference_not_replayable,
  language: m.automation_difference_language,
  source: m.automation_difference_source,
  facts: m.automation_difference_facts,
  cost: m.automation_difference_cost,
};

export const issueWords: Readonly<Record<"open" | "closed" | "completed" | "deleted", Word>> = {
  open: { tone: "active", name: m.automation_issue_open },
  closed: { tone: "neutral", name: m.automation_issue_closed },
  completed: { tone: "good", name: m.automation_issue_completed },
  deleted: { tone: "neutral", name: m.automation_issue_deleted },
};

export const pullRequestWords: Readonly<Record<NonNullable<AutomationView["pull_request"]>["state"], Word>> = {
  none: { tone: "neutral", name: m.automation_pull_none },
  open: { tone: "active", name: m.automation_pull_open },
  merged: { tone: "good", name: m.automation_pull_merged },
  closed: { tone: "warning", name: m.automation_pull_closed },
};
