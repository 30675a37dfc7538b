import { pageOf } from "../../../../shared/http/paging.ts";
import { IncidentView } from "../../../engines/sla/incidents/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

export async function listIncidents(
  options: ServerOptions & ListOptions & { readonly status?: "open" | "closed" },
): Promise<void> {
  const { status } = options;
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const page = await api.get("/v1/incidents", { query: { limit, cursor, status }, reply: pageOf(IncidentView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("There are no incidents.");
  printTable(
    ["id", "status", "severity", "title", "began", "ended"],
    items.map(({ incident_id, severity, title, opened_at, closed_at, ...each }) => [
      ...[incident_id, each.status, severity, title, localTime(opened_at)],
      closed_at === null ? "" : localTime(closed_at),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function openIncident(
  options: ServerOptions & { readonly title: string; readonly channel?: readonly string[]; readonly page?: boolean },
): Promise<void> {
  const { title, channel: channels = [], page = false } = options;
  const api = await connect(options);
  const body = { title, channels, severity: page ? "page" : "ticket" };
  const { incident_id } = await api.post("/v1/incidents", { body, reply: IncidentView });
  print(`Opened: ${incident_id}`);
}

export async function closeIncident(
  options: ServerOptions & { readonly id: string; readonly text: string },
): Promise<void> {
  const { id, text } = options;
  const api = await connect(options);
  await api.post("/v1/incidents/:id/close", { params: { id }, body: { text }, reply: IncidentView });
  print(`Closed: ${id}`);
}
