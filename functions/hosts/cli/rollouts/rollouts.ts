import { pageOf } from "../../../../shared/http/paging.ts";
import { RolloutView } from "../../../engines/rollouts/views.ts";
import type { ApiClient } from "../api/client.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

interface StartOptions extends ServerOptions {
  readonly version: number;
  readonly config?: string;
  readonly percents?: readonly number[];
  readonly minMinutes?: number;
  readonly minConversations?: number;
  readonly json?: boolean;
}

export async function startRollout(options: StartOptions): Promise<void> {
  const { version, config, percents, minMinutes, minConversations } = options;
  const api = await connect(options, "admin");
  const body = {
    version,
    ...(config === undefined ? {} : { config }),
    ...(percents === undefined ? {} : { percents }),
    ...(minMinutes === undefined ? {} : { min_minutes: minMinutes }),
    ...(minConversations === undefined ? {} : { min_conversations: minConversations }),
  };
  show(await api.post("/v1/rollouts", { body, reply: RolloutView }), options);
}

type OneOptions = ServerOptions & { readonly id?: string; readonly json?: boolean };

export async function showRollout(options: OneOptions): Promise<void> {
  show(await requireRollout(await connect(options), options.id), options);
}

export async function listRollouts(options: ServerOptions & ListOptions): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const page = await api.get("/v1/rollouts", { query: { limit, cursor }, reply: pageOf(RolloutView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("No version was rolled out yet. Begin with `rollout start VERSION`.");
  printTable(
    ["id", "status", "configuration", "stage", "begun", "by"],
    items.map((rollout) => [
      rollout.rollout_id,
      rollout.status,
      `${rollout.config} version ${rollout.version}`,
      `${rollout.stages[rollout.stage]?.percent ?? 0} %`,
      localTime(rollout.requested_at),
      rollout.requested_by,
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function advanceRollout(options: OneOptions): Promise<void> {
  await change(options, "/v1/rollouts/:id/advance", {});
}

export async function rollBack(options: OneOptions & { readonly reason?: string }): Promise<void> {
  const { reason } = options;
  await change(options, "/v1/rollouts/:id/rollback", reason === undefined ? {} : { reason });
}

async function change(
  options: OneOptions,
  path: "/v1/rollouts/:id/advance" | "/v1/rollouts/:id/rollback",
  body: object,
): Promise<void> {
  const api = await connect(options, "admin");
  const { rollout_id: id } = await requireRollout(api, options.id);
  show(await api.post(path, { params: { id }, body, reply: RolloutView }), options);
}

/** The named rollout, or the client's newest. */
async function requireRollout(api: ApiClient, id: string | undefined): Promise<RolloutView> {
  if (id !== undefined) return api.get("/v1/rollouts/:id", { params: { id }, reply: RolloutView });
  const { items } = await api.get("/v1/rollouts", { query: { limit: 1 }, reply: pageOf(RolloutView) });
  const [newest] = items;
  if (newest === undefined) throw new Failure("No version was rolled out yet. Begin with `rollout start VERSION`.");
  return newest;
}

function show(rollout: RolloutView, { json = false }: { readonly json?: boolean }): void {
  if (json) {
    printJson(rollout);
    return;
  }
  const { rollout_id: id, status, config, version, from_version: from, ended } = rollout;
  print(`${id}  ${status}  version ${version} of ${config} in place of version ${from}`);
  if (ended) print(`  ${ended.reason} (${ended.by}, ${localTime(ended.at)})`);
  printTable(
    ["stage", "since", "with it", "escalated", "errors", "guard", "low ratings", "verdict"],
    rollout.stages.map(({ percent, since, candidate, current, verdict }) => [
      `${percent} %`,
      since === null ? "" : localTime(since),
      `${candidate.conversations} / ${current.conversations}`,
      `${candidate.escalated} / ${current.escalated}`,
      `${candidate.failed} / ${current.failed}`,
      `${candidate.guarded} / ${current.guarded}`,
      `${candidate.low_ratings} / ${current.low_ratings}`,
      verdict === null ? "" : `${verdict.result}: ${verdict.why}`,
    ]),
  );
  if (rollout.counted_at !== null) note(`New version / version before, as of ${localTime(rollout.counted_at)}.`);
}
