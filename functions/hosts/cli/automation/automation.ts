import { setTimeout as wait } from "node:timers/promises";
import { pageOf } from "../../../../shared/http/paging.ts";
import { AutomationMergeView } from "../../../engines/automation/merge/merge-routes.ts";
import { AutomationSummary, AutomationView } from "../../../engines/automation/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable, shortenLine } from "../output.ts";
import { printCost } from "./cost.ts";
import { printReplay } from "./replay.ts";

const pollMs = 500;

interface CreateOptions extends ServerOptions {
  readonly prd: string;
  readonly whatsapp?: string;
  readonly template?: string;
  readonly replay?: number;
  readonly replayUsd?: string;
  readonly again?: boolean;
  readonly wait?: boolean;
  readonly json?: boolean;
}

export async function createAutomation(options: CreateOptions): Promise<void> {
  const { prd, whatsapp, template, again = false, replay: conversations, replayUsd: max_usd } = options;
  const api = await connect(options, "admin");
  const channels = whatsapp === undefined ? [] : [{ type: "whatsapp", phone_number: whatsapp }];
  const replay = {
    ...(conversations === undefined ? {} : { conversations }),
    ...(max_usd === undefined ? {} : { max_usd }),
  };
  const body = { prd_id: prd, channels, replay, again, ...(template === undefined ? {} : { template }) };
  let run = await api.post("/v1/automation", { body, reply: AutomationView });
  let said = "";
  while (options.wait && (run.status === "generating" || run.status === "checking")) {
    const { done, total, now } = run.progress;
    const of = done === total && run.replay !== null ? run.replay : { done, total };
    const line = of.total === 0 ? now : `${now} ${of.done} of ${of.total}`;
    if (line !== said) note(line);
    said = line;
    await wait(pollMs);
    run = await api.get("/v1/automation/:id", { params: { id: run.automation_id }, reply: AutomationView });
  }
  if (options.json) printJson(run);
  else printRun(run);
  if (run.status === "blocked" || run.status === "failed") throw new Failure("The configuration cannot be activated.");
}

export async function listAutomation(options: ServerOptions & ListOptions): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const page = await api.get("/v1/automation", { query: { limit, cursor }, reply: pageOf(AutomationSummary) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("No configuration was written yet. Begin with `automation create --prd ID`.");
  printTable(
    ["id", "status", "configuration", "requirements", "asked for", "by"],
    items.map((run) => [
      run.automation_id,
      run.status,
      run.version === null ? run.config : `${run.config} version ${run.version}`,
      run.prd_id === null ? `experiment ${run.experiment_id}` : `${run.prd_id} version ${run.prd_version}`,
      localTime(run.requested_at),
      run.requested_by,
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

type OneOptions = ServerOptions & { readonly id: string; readonly json?: boolean };

export async function showAutomation(options: OneOptions): Promise<void> {
  const api = await connect(options);
  const run = await api.get("/v1/automation/:id", { params: { id: options.id }, reply: AutomationView });
  if (options.json) printJson(run);
  else printRun(run);
}

/** The second person's agreement, where the client needs two. */
export async function approveAutomation(options: OneOptions): Promise<void> {
  const api = await connect(options, "admin");
  const run = await api.post("/v1/automation/:id/approve", {
    params: { id: options.id },
    body: {},
    reply: AutomationView,
  });
  if (options.json) return printJson(run);
  const next = run.experiment_id === null ? "It may be activated now." : "The experiment activates it now.";
  print(`Version ${run.version} of ${run.config} is approved by ${run.approved_by}. ${next}`);
}

export async function activateAutomation(options: OneOptions): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: options.id };
  const run = await api.post("/v1/automation/:id/activate", { params, body: {}, reply: AutomationView });
  if (options.json) return printJson(run);
  print(`Version ${run.version} of ${run.config} is active. \`config rollback\` takes it back.`);
}

/** Merges with what people changed since. Without a choice for each conflict it prints them and changes nothing. */
export async function mergeAutomation(options: OneOptions & { readonly take?: readonly string[] }): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: options.id };
  const found = await api.get("/v1/automation/:id/merge", { params, reply: AutomationMergeView });
  if (found.edited_version === null) return print("Nobody has changed the configuration since it was written.");
  const choices = (options.take ?? []).map(choiceOf);
  const open = found.conflicts.filter(({ path }) => !choices.some((choice) => choice.path === path));
  for (const { path, base, generated, edited } of open) {
    print(path);
    for (const [name, text] of Object.entries({ base, generated, edited }))
      print(`  ${name}: ${text?.replaceAll("\n", "\n    ") ?? "(not there)"}`);
  }
  if (open.length > 0)
    throw new Failure("Both sides changed these places. Choose with --take PATH=generated or --take PATH=edited.");
  const body = { edited_version: found.edited_version, choices };
  const run = await api.post("/v1/automation/:id/merge", { params, body, reply: AutomationView });
  if (options.json) return printJson(run);
  print(`Merged as version ${run.version} of ${run.config}, which is checked now. Follow it with \`automation show\`.`);
}

function choiceOf(text: string): { path: string; take: "generated" | "edited" } {
  const at = text.lastIndexOf("=");
  const [path, take] = [text.slice(0, at), text.slice(at + 1)];
  if (path !== "" && (take === "generated" || take === "edited")) return { path, take };
  throw new Failure(`--take ${text} names no side. Write PATH=generated or PATH=edited.`);
}

function printRun(run: AutomationView): void {
  print(`${run.automation_id}  ${run.status}  ${run.progress.now}`);
  if (run.needs_approval) print("  A second person has to approve it, who did not generate or merge it.");
  if (run.approved_by !== null && run.approved_at !== null)
    print(`  Approved by ${run.approved_by}, ${localTime(run.approved_at)}`);
  for (const { name, verdict, details } of run.checks)
    print(`  ${name}: ${verdict}${details.map((each) => `\n    ${each}`).join("")}`);
  const unmet = run.scenarios.filter(({ outcome }) => outcome !== "passed");
  print(`  ${run.scenarios.length - unmet.length} of ${run.scenarios.length} scenarios passed`);
  for (const { id, says, reply, detail } of unmet)
    print(`    ${id}  "${shortenLine(says, 60)}" → "${shortenLine(reply ?? "", 60)}"  ${detail}`);
  printReplay(run);
  printCost(run);
  for (const assumption of run.assumptions) print(`  Assumed: ${assumption}`);
}
