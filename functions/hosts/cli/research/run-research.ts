import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { agencyId } from "../../../../shared/security/agency.ts";
import { ClientView } from "../../../engines/accounts/client-routes.ts";
import { ResearchDetailView } from "../../../engines/research/views.ts";
import type { ApiClient } from "../api/client.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { note } from "../output.ts";

/** The business to research. Without a client a prospect is added. */
export interface ResearchWish extends Omit<ServerOptions, "client"> {
  readonly client?: string;
  readonly business: string;
  readonly site?: string;
}

export interface StartedResearch {
  readonly api: ApiClient;
  readonly client: string;
  readonly id: string;
}

const pollMs = 500;
const Started = z.object({ research_id: z.string(), status: z.literal("started") });

/** Starts a research run. `more`: further fields of the request; undefined ones are left out. */
export async function startResearch(
  wish: ResearchWish,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<StartedResearch> {
  const { business, site } = wish;
  const client = wish.client ?? (await addProspect(wish));
  const api = await connect({ ...wish, client }, "admin");
  const given = Object.entries({ site, ...more }).filter(([, value]) => value !== undefined);
  const body = { client_id: client, business, ...Object.fromEntries(given) };
  const { research_id: id } = await api.post("/v1/research", { body, reply: Started });
  note(`The research ${id} of ${client} has started.`);
  return { api, client, id };
}

/** Waits for the report, and tells each change of the sources. @throws Failure when the run was cancelled before it had one */
export async function reportedRun({ api, id }: Pick<StartedResearch, "api" | "id">) {
  let told = "";
  for (;;) {
    const run = await api.get("/v1/research/:id", { params: { id }, reply: ResearchDetailView });
    const state = run.sources.map(({ kind, done, total, now }) => `${kind} ${done}/${total ?? "?"}: ${now}`).join("; ");
    if (state !== told) note(state);
    told = state;
    if (run.report !== null) return { ...run, report: run.report };
    if (run.status === "cancelled") throw new Failure(`The research ${id} was cancelled before it had a report.`);
    await sleep(pollMs);
  }
}

async function addProspect({ business, site, token, ...options }: ResearchWish): Promise<string> {
  if (token !== undefined) throw new Failure("Name the --client that the token is for.");
  const api = await connect({ ...options, client: agencyId }, "admin");
  const body = { name: business, ...(site !== undefined && URL.canParse(site) ? { website: site } : {}) };
  const { client_id } = await api.post("/v1/clients", { body, reply: ClientView });
  note(`The prospect ${client_id} was added.`);
  return client_id;
}
