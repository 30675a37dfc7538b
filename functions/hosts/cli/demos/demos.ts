import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { pageOf } from "../../../../shared/http/paging.ts";
import { DemoView, DemoViews } from "../../../engines/demo/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

interface CreateOptions extends Omit<ServerOptions, "client"> {
  readonly client?: string;
  readonly business?: string;
  readonly site?: string;
  readonly research?: string;
  readonly file?: string | undefined;
  readonly name?: string;
  readonly industry?: string;
  readonly language?: string;
  readonly password?: string;
  readonly days?: number;
  readonly seed?: string;
  readonly json?: boolean;
}

type DemoVerb = "show" | "views" | "pause" | "resume" | "remove";

const pollMs = 300;

/** Makes a demo and tells each of its parts. @throws Failure when it could not be made */
export async function createDemo(options: CreateOptions): Promise<void> {
  const { password, days, seed, json } = options;
  const { client, research } = await madeFrom(options);
  const api = await connect({ ...options, client }, "admin");
  const body = {
    ...(await configOf(options, research)),
    ...(research ? { research_id: research } : {}),
    ...(password ? { password } : {}),
    ...(days ? { expires_in_days: days } : {}),
    ...(seed ? { seed } : {}),
  };
  const { url, ...opened } = await api.post("/v1/demos", { body, reply: DemoView });
  let demo: DemoView = { ...opened, url };
  let told = "";
  while (demo.status === "building") {
    const { done, total, now } = demo.progress;
    if (now !== told) note(`${done}/${total} ${now}`);
    told = now;
    await sleep(pollMs);
    demo = await api.get("/v1/demos/:id", { params: { id: demo.demo_id }, reply: DemoView });
  }
  if (demo.status !== "ready")
    throw new Failure(`The demo ${demo.demo_id} could not be made: ${demo.problem ?? demo.status}`);
  if (json) return printJson({ ...demo, url });
  for (const each of demo.notes) note(each);
  print(`The demo ${demo.demo_id} answers at ${url}`);
  note(`The address is shown only now. It ends ${demo.expires_at === null ? "never" : localTime(demo.expires_at)}.`);
}

/** Whose demo it is, and from which research. `--business` is researched first. @throws Failure */
async function madeFrom(
  options: CreateOptions,
): Promise<{ readonly client: string; readonly research: string | undefined }> {
  const { client, business, site, research } = options;
  if (business !== undefined) {
    if (research !== undefined) throw new Failure("Give --research or --business, not both.");
    const { reportedRun, startResearch } = await import("../research/run-research.ts");
    const started = await startResearch({ ...options, business });
    const { report } = await reportedRun(started);
    note(`The research found ${report.facts.length} facts.`);
    return { client: started.client, research: started.id };
  }
  if (site !== undefined) throw new Failure("Give the name of the business with --business.");
  if (client === undefined) throw new Failure("Name the client with --client, or a business with --business.");
  return { client, research };
}

/** What the call sends of the file or the options. With a research, what is left out comes from its facts. */
async function configOf({ file, name, industry, language }: CreateOptions, research: string | undefined) {
  if (file !== undefined) return { yaml: await readFile(file, "utf8") };
  const own = {
    ...(name === undefined ? {} : { business_name: name }),
    ...(language === undefined ? {} : { language }),
  };
  if (industry !== undefined || research === undefined)
    return { config: { industry: industry ?? "healthcare", ...own } };
  if (Object.keys(own).length > 0) throw new Failure("Give --industry too: --name and --language need it.");
  return {};
}

export async function listDemos(options: ServerOptions & ListOptions): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const page = await api.get("/v1/demos", { query: { limit, cursor }, reply: pageOf(DemoView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("There are no demos. Make one with `demo create`.");
  const rows = items.map(({ demo_id, name, status, state, expires_at }) => [
    ...[demo_id, name, status === "ready" ? state : status, expires_at === null ? "" : localTime(expires_at)],
  ]);
  printTable(["id", "business", "state", "until"], rows);
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function onDemo(
  verb: DemoVerb,
  options: ServerOptions & { readonly id: string; readonly json?: boolean },
): Promise<void> {
  const { id, json } = options;
  const api = await connect(options, verb === "show" || verb === "views" ? undefined : "admin");
  const call = { params: { id }, reply: DemoView };
  if (verb === "views") {
    const seen = await api.get("/v1/demos/:id/views", { params: { id }, reply: DemoViews });
    if (json) return printJson(seen);
    print(
      `${seen.views} views by ${seen.visitors} visitors, ${seen.chats} chats, ${seen.cost.model_calls} calls of models`,
    );
    for (const question of seen.questions) print(`  ${question}`);
    return;
  }
  const path = `/v1/demos/${encodeURIComponent(id)}`;
  const change = (state: string) => api.send("PATCH", path, { state }, DemoView);
  const demo = await {
    show: () => api.get("/v1/demos/:id", call),
    pause: () => change("paused"),
    resume: () => change("live"),
    remove: () => api.delete("/v1/demos/:id", call),
  }[verb]();
  if (json) return printJson(demo);
  const { name, status, state, progress, problem, notes } = demo;
  print(`${name}: ${status === "ready" ? state : status}, ${progress.done}/${progress.total} ${progress.now}`);
  for (const each of [problem ?? "", ...notes].filter((text) => text !== "")) note(each);
}
