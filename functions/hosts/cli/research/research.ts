import { writeFile } from "node:fs/promises";
import { pageOf } from "../../../../shared/http/paging.ts";
import { ResearchDetailView, ResearchView } from "../../../engines/research/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { note, print, printJson, printTable } from "../output.ts";
import { type ResearchWish, reportedRun, startResearch } from "./run-research.ts";
import { showReport } from "./show-report.ts";

interface ResearchOptions extends ResearchWish {
  readonly region?: string;
  readonly city?: string;
  readonly industry?: string;
  readonly instagram?: string;
  readonly facebook?: string;
  readonly placeId?: string;
  readonly deep?: boolean;
  readonly json?: boolean;
  readonly wait: boolean;
}

/** Researches a business and shows the report. Without a client it adds a prospect. @throws Failure */
export async function research(options: ResearchOptions): Promise<void> {
  const { region, city, industry, instagram, facebook, placeId: place_id, deep, json } = options;
  const research_type = deep ? "deep" : "primary";
  const started = await startResearch(options, {
    research_type,
    region,
    city,
    industry,
    instagram,
    facebook,
    place_id,
  });
  const { client, id } = started;
  if (!options.wait) return json ? printJson({ client_id: client, research_id: id }) : print(id);
  const run = await reportedRun(started);
  return json ? printJson(run) : showReport(run);
}

/** Shows a run's report, or writes it as a file to print. @throws Failure while there is none */
export async function researchReport({
  id,
  pdf,
  language,
  json,
  ...options
}: ServerOptions & {
  readonly id: string;
  readonly pdf?: string;
  readonly language: "en" | "hi";
  readonly json?: boolean;
}): Promise<void> {
  const api = await connect(options);
  const params = { id };
  if (pdf !== undefined) {
    const bytes = await api.download("/v1/research/:id/report.pdf", { params, query: { language } });
    await writeFile(pdf, bytes).catch((error: NodeJS.ErrnoException) => {
      throw new Failure(`${pdf} cannot be written (${error.code}). Choose another file with --pdf.`);
    });
    note(`${pdf}: ${bytes.length} bytes`);
    if (!json) return;
  }
  const run = await api.get("/v1/research/:id", { params, reply: ResearchDetailView });
  if (run.report === null)
    throw new Failure(`The research ${id} is ${run.status} and has no report yet. Ask again later.`);
  return json ? printJson(run.report) : showReport(run);
}

/** Shows a run of a client, with its report. */
export async function showResearch(
  options: ServerOptions & { readonly id: string; readonly json?: boolean },
): Promise<void> {
  const api = await connect(options);
  const run = await api.get("/v1/research/:id", { params: { id: options.id }, reply: ResearchDetailView });
  if (options.json) printJson(run);
  else showReport(run);
}

/** Stops a run. What it has read is reported. */
export async function cancelResearch(options: ServerOptions & { readonly id: string }): Promise<void> {
  const api = await connect(options, "admin");
  const run = await api.post("/v1/research/:id/cancel", { params: { id: options.id }, reply: ResearchDetailView });
  print(`The research ${run.research_id} is ${run.status}.`);
}

export async function listResearch(options: ServerOptions & ListOptions): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async (query) => {
    const page = await api.get("/v1/research", { query, reply: pageOf(ResearchView) });
    return { items: page.items, next: page.next_cursor };
  });
  if (options.json) return printJson(items);
  printTable(
    ["id", "business", "status", "facts", "started"],
    items.map((run) => [run.research_id, run.business.name, run.status, String(run.facts), run.created_at]),
  );
  if (more) note("There are more. Raise --limit.");
}
