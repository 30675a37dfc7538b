import { type ResearchReport, researchReportModel } from "../../../../shared/contracts/lifecycle/research.ts";
import type { VillageSnapshot } from "../../../../shared/contracts/lifecycle/village.ts";
import {
  type InterviewMessageWritten,
  type InterviewStarted,
  interviewMessageWritten,
  interviewReminderDue,
  interviewStarted,
  requirementsEdited,
} from "../../../../shared/events/index.ts";
import { absent, type Documents, put } from "../../../../shared/platform/documents.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { requirements } from "../document/requirements.ts";
import { openedRequirements } from "../document/steps.ts";
import { operationsOfAnswers } from "./derive/derive-items.ts";
import { questionsText, withNextBatch } from "./hear-message.ts";
import type { interviewGraph } from "./interview-graph.ts";
import { openOperations } from "./open-operations.ts";
import { promptsOf } from "./research-prompts.ts";
import { type Interview, interviewLimits, interviews, openQuestions } from "./session.ts";
import { publishedVillage } from "./village-hints.ts";

const reminderMs = 3 * 24 * 3_600_000;

interface Known {
  readonly report: ResearchReport | undefined;
  readonly village: VillageSnapshot | undefined;
}

/** Opens the interview and its document together, with what research found, and asks the first question. */
export function startInterviewStep({ documents }: { readonly documents: Documents }) {
  return step<InterviewStarted, Interview, Known | undefined>({
    name: "prd-start-interview",
    on: interviewStarted,
    schedules: [interviewReminderDue],
    document: interviews,
    documentId: ({ data }) => data.interviewId,
    async gather(known, { data, tenantId }) {
      if (known) return undefined;
      const { researchId, at } = data;
      const report =
        researchId === null ? undefined : (await documents.get(tenantId, researchReportModel, researchId))?.data.state;
      const village = await publishedVillage(documents, report?.business.industry ?? null, new Date(at));
      return { report, village };
    },
    decide(known, { data }, found, now) {
      if (known) return undefined;
      const report = found?.report;
      const { interviewId: id, requirementsId, language, by, at } = data;
      const empty: Interview = {
        id,
        requirementsId,
        language,
        status: "asking",
        batch: 0,
        asked: [],
        answers: {},
        messages: [],
        research: report === undefined ? null : { run: report.run_id, prompts: [...promptsOf(report, language)] },
        village: found?.village ?? null,
        remindedAt: null,
        by,
        createdAt: at,
        updatedAt: at,
      };
      const begun = withNextBatch(empty);
      const document = { ...begun, messages: [{ from: "interview" as const, text: questionsText(begun, true), at }] };
      const opened = newOwned(openedRequirements(data));
      return {
        document,
        writes: [put(requirements.collection, requirementsId, opened, { ifVersion: absent })],
        schedule: [reminder(document, now)],
      };
    },
  });
}

/** Hears a message, changes the document by what it says, and asks on. */
export function hearStep({ hear }: { readonly hear: ReturnType<typeof interviewGraph> }) {
  return step<InterviewMessageWritten, Interview, Awaited<ReturnType<typeof hear>>>({
    name: "prd-hear",
    on: interviewMessageWritten,
    publishes: [requirementsEdited],
    schedules: [interviewReminderDue],
    document: interviews,
    documentId: ({ data }) => data.interviewId,
    async gather(known, { tenantId, data }, { signal }) {
      if (!known) throw new TerminalError("interview-not-found", `There is no interview "${data.interviewId}".`);
      if (known.status === "finished")
        throw new TerminalError("interview-finished", "The interview is finished. Change the document itself.");
      return hear(known, data.text, { payer: tenantId, signal });
    },
    decide(known, { data }, { interview, reply }, now) {
      if (!known) return undefined;
      const { text, by, at } = data;
      const said = [
        ...known.messages,
        { from: "person" as const, text, at },
        { from: "interview" as const, text: reply, at },
      ];
      const document: Interview = {
        ...interview,
        messages: said.slice(-interviewLimits.messages),
        remindedAt: null,
        updatedAt: at,
      };
      const { id, requirementsId, language } = document;
      const answers = { before: mapOf(known), after: mapOf(document) };
      const operations = [
        ...operationsOfAnswers({ session: id, language, research: document.research }, answers),
        ...openOperations(known, document),
      ];
      const edit = { requirementsId, operations, by, via: "interview" as const, at };
      return {
        document,
        publish: operations.length === 0 ? [] : [newEvent(requirementsEdited, requirementsId, edit)],
        schedule: document.status === "asking" ? [reminder(document, now)] : [],
      };
    },
  });
}

/** Reminds of questions that have waited for three days. The answers so far stay, however long it takes. */
export const remindOfInterview = step({
  name: "prd-remind",
  on: interviewReminderDue,
  document: interviews,
  documentId: ({ data }) => data.interviewId,
  decide(known, { data }, _gathered, now) {
    if (known?.status !== "asking" || known.updatedAt !== data.since || known.remindedAt !== null) return undefined;
    const at = now.toISOString();
    const open = openQuestions(known).map(({ letter, text }) => `${letter}) ${text}`);
    const words = {
      en: "These questions still wait. All answers so far are kept.",
      hi: "ये सवाल अभी बाकी हैं। अब तक के सभी जवाब सुरक्षित हैं।",
    };
    const message = { from: "interview" as const, text: [words[known.language], ...open].join("\n"), at };
    return {
      document: { ...known, remindedAt: at, messages: [...known.messages, message].slice(-interviewLimits.messages) },
    };
  },
});

function reminder({ id, updatedAt }: Interview, now: Date) {
  const due = newEvent(interviewReminderDue, id, { interviewId: id, since: updatedAt });
  return { ...due, name: `prd-reminder-${id}-${Date.parse(updatedAt)}`, at: new Date(now.getTime() + reminderMs) };
}

function mapOf({ answers }: Pick<Interview, "answers">): ReadonlyMap<string, string> {
  return new Map(Object.entries(answers));
}
