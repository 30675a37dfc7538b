import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { AutomationView } from "../../../engines/automation/views.ts";
import { EditedRequirements, RequirementsView } from "../../../engines/prd/document/views.ts";
import type { ResearchReportView } from "../../../engines/research/views.ts";
import type { ApiClient } from "../api/client.ts";
import { readAnswerEvent } from "../chat/answer-events.ts";
import { Failure } from "../failure.ts";
import { note, print } from "../output.ts";
import { type ResearchWish, reportedRun, startResearch } from "../research/run-research.ts";
import { draftRequirements } from "./draft-requirements.ts";

const pollMs = 300;

interface LifecycleOptions extends ResearchWish {
  readonly industry?: string;
  readonly whatsapp?: string;
}

type Report = z.infer<typeof ResearchReportView>;

/** From a name and a site to an agent that answers, each part with its seconds. @throws Failure when a part fails */
export async function lifecycleDemo(options: LifecycleOptions): Promise<void> {
  const { business, industry, whatsapp } = options;
  const startedAt = performance.now();
  const { api, client, report } = await runTimed("Research", async () => {
    const started = await startResearch(options, { industry });
    return { ...started, ...(await reportedRun(started)) };
  });
  const { facts, contradictions, gaps } = report;
  note(`${facts.length} facts, ${contradictions.length} contradictions, ${gaps.length} gaps`);
  const prd = await runTimed("Requirements", () => requirements(api, report));
  const run = await runTimed("Configuration", () => configuration(api, prd, whatsapp));
  const reply = await runTimed("First answer", () => firstAnswer(api, client, business));
  print(`${client} answers: ${reply}`);
  note(`Version ${run.version} of ${run.config} is active. ${seconds(startedAt)} in all.`);
  for (const assumption of run.assumptions) note(`Assumed: ${assumption}`);
  note(`Go on: npm run cli -- chat --client ${client}`);
}

/** Drafts the document, and approves it: a demo has nobody to correct it. @returns its id */
async function requirements(api: ApiClient, report: Report): Promise<string> {
  const opening = { title: `Agent of ${report.business.name}`, research_id: report.run_id };
  const { prd_id: id } = await api.post("/v1/prds", { body: opening, reply: RequirementsView });
  const operations = [...draftRequirements(report)];
  const edited = await api.send("PATCH", `/v1/prds/${encodeURIComponent(id)}`, { operations }, EditedRequirements);
  const body = { revision: edited.revision };
  await api.post("/v1/prds/:id/approve", { params: { id }, body, reply: RequirementsView });
  note(`${edited.items.length} items in ${id}, approved`);
  return id;
}

async function configuration(api: ApiClient, prd: string, whatsapp: string | undefined): Promise<AutomationView> {
  const channels = whatsapp === undefined ? [] : [{ type: "whatsapp" as const, phone_number: whatsapp }];
  const { automation_id: id } = await api.post("/v1/automation", {
    body: { prd_id: prd, channels },
    reply: AutomationView,
  });
  const run = await checkedRun(api, id);
  for (const { name, verdict, details } of run.checks)
    note(`${name}: ${verdict}${details.map((each) => `\n    ${each}`).join("")}`);
  if (run.status === "blocked" || run.status === "failed")
    throw new Failure(`The configuration cannot be activated. ${run.progress.now}`);
  return api.post("/v1/automation/:id/activate", { params: { id }, body: {}, reply: AutomationView });
}

/** Waits until the checks have ended, and tells how far they are. */
async function checkedRun(api: ApiClient, id: string): Promise<AutomationView> {
  let told = "";
  for (;;) {
    const run = await api.get("/v1/automation/:id", { params: { id }, reply: AutomationView });
    const { done, total, now } = run.progress;
    if (run.status !== "generating" && run.status !== "checking") return run;
    if (told !== `${done} ${now}`) note(`  ${now} ${done} of ${total}`);
    told = `${done} ${now}`;
    await sleep(pollMs);
  }
}

async function firstAnswer(api: ApiClient, client: string, business: string): Promise<string> {
  const body = {
    client_id: client,
    session_id: `lifecycle-${randomBytes(6).toString("hex")}`,
    message: `What does ${business} offer?`,
  };
  for await (const raw of api.stream("/v1/chat", body, AbortSignal.timeout(60_000))) {
    const event = readAnswerEvent(raw);
    if (event?.type === "message") return event.reply.reply ?? `(${event.reply.status})`;
  }
  throw new Failure("The agent did not answer.");
}

async function runTimed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  note(`${name} …`);
  const result = await work();
  note(`${name}: ${seconds(startedAt)}`);
  return result;
}

function seconds(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
