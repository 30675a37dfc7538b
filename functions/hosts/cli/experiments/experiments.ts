import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parse } from "yaml";
import { pageOf } from "../../../../shared/http/paging.ts";
import { ExperimentView } from "../../../engines/experiments/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

export type OneOptions = ServerOptions & { readonly id: string; readonly json?: boolean };

export async function listExperiments(options: ServerOptions & ListOptions): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const page = await api.get("/v1/experiments", { query: { limit, cursor }, reply: pageOf(ExperimentView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("There is no experiment yet. Begin with `experiments create FILE`.");
  printTable(
    ["id", "name", "status", "goal", "variants", "created"],
    items.map((each) => [
      each.experiment_id,
      each.name,
      each.status,
      each.goal,
      each.arms.map(({ key, verdict }) => (verdict && verdict !== "control" ? `${key} (${verdict})` : key)).join(", "),
      localTime(each.created_at),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function createExperiment(
  options: ServerOptions & { readonly file: string; readonly json?: boolean },
): Promise<void> {
  const { file } = options;
  const given: unknown = parse(file === "-" ? await text(process.stdin) : await readFile(file, "utf8"));
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new Failure(
      `${file} is not a description of an experiment. Write \`name:\` and \`arms:\`, see docs/experiments.md.`,
    );
  const api = await connect(options, "admin");
  const created = await api.post("/v1/experiments", { body: given, reply: ExperimentView });
  if (options.json) return printJson(created);
  print(`${created.experiment_id}  ${created.name}\n${created.plan.says}`);
  note(`Start it with \`experiments start --client ${options.client} ${created.experiment_id}\`.`);
}

export async function showExperiment(options: OneOptions): Promise<void> {
  const api = await connect(options);
  const params = { id: options.id };
  printExperiment(await api.get("/v1/experiments/:id", { params, reply: ExperimentView }), options);
}

export async function startExperiment(options: OneOptions): Promise<void> {
  await act(options, "start", {});
}

export async function lookAtExperiment(options: OneOptions): Promise<void> {
  await act(options, "look", {});
}

export async function stopExperiment(options: OneOptions & { readonly reason: string }): Promise<void> {
  await act(options, "stop", { reason: options.reason });
}

async function act(options: OneOptions, verb: "start" | "look" | "stop", body: object): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: options.id };
  printExperiment(await api.post(`/v1/experiments/:id/${verb}`, { params, body, reply: ExperimentView }), options);
}

export function printExperiment(experiment: ExperimentView, { json }: { readonly json?: boolean }): void {
  if (json) {
    printJson(experiment);
    return;
  }
  const { goal, plan, warnings, reason, looked_at: lookedAt } = experiment;
  print(`${experiment.experiment_id}  ${experiment.name}  ${experiment.status}${reason === "" ? "" : `: ${reason}`}`);
  print(plan.says);
  for (const line of promotionLines(experiment)) print(line);
  for (const warning of warnings) print(`Warning: ${warning}`);
  printTable(
    ["variant", "version", "share", "customers", goal, "lift", "interval", "verdict"],
    experiment.arms.map((arm) => {
      const figures = arm.figures.find(({ metric }) => metric === goal);
      const [low, high] = figures?.interval ?? [];
      const interval = low === undefined || high === undefined ? "" : `${percent(low)} to ${percent(high)}`;
      return [
        ...[arm.key, String(arm.version ?? ""), percent(arm.weight), String(arm.measured)],
        ...[figures ? figures.mean.toPrecision(4) : "", figures?.lift == null ? "" : percent(figures.lift), interval],
        arm.closed ?? arm.verdict ?? "",
      ];
    }),
  );
  if (lookedAt !== null) note(`Looked at ${localTime(lookedAt)}. The intervals hold at every look.`);
}

function promotionLines({ promotion }: ExperimentView): readonly string[] {
  if (promotion === null) return [];
  const { arm, automation_id: run, state, reasons, rollout_id: rollout } = promotion;
  if (state === "done")
    return rollout === null ? [] : [`The variant ${arm} is rolled out in stages: \`rollout status ${rollout}\`.`];
  if (state === "checking") return [`The variant ${arm} is checked: \`automation show ${run}\`.`];
  if (state === "approval")
    return [`A second person has to approve the variant ${arm}: \`automation approve ${run}\`.`];
  return [`The variant ${arm} was refused: \`automation show ${run}\`.`, ...reasons.map((reason) => `  ${reason}`)];
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
