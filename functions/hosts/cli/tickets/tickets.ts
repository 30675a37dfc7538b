import type { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import { TicketView } from "../../../engines/tickets/routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable, shortenLine } from "../output.ts";

type Ticket = z.infer<typeof TicketView>;
type JsonOptions = ServerOptions & { readonly json?: boolean };

export interface TicketOptions extends JsonOptions {
  readonly ticket: string;
}

const path = "/v1/tickets";

export async function listTickets(
  options: ServerOptions & ListOptions & { readonly status?: Ticket["status"] },
): Promise<void> {
  const api = await connect(options, "operator");
  const { status } = options;
  const { items, more } = await collect(options.limit, async (query) => {
    const page = await api.get(path, { query: { ...query, ...(status ? { status } : {}) }, reply: pageOf(TicketView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print(status ? "There are no such tickets." : "There are no tickets.");
  printTable(
    ["id", "help desk", "status", "priority", "who has it", "created", "subject"],
    items.map((each) => [
      each.id,
      each.external_id ?? each.error_code ?? "",
      each.status,
      each.priority,
      each.assigned_to ?? "",
      localTime(each.created_at),
      shortenLine(each.subject, 60),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function showTicket(options: TicketOptions): Promise<void> {
  const api = await connect(options, "operator");
  const ticket = await api.get(`${path}/:id`, { params: { id: options.ticket }, reply: TicketView });
  if (options.json) return printJson(ticket);
  show(ticket);
}

export async function changeTicket(
  options: TicketOptions & { readonly status?: Ticket["status"]; readonly assign?: string; readonly comment?: string },
): Promise<void> {
  const { ticket, status, assign, comment } = options;
  if (status === undefined && assign === undefined && comment === undefined)
    throw new Failure("Pass --status, --assign or --comment.", { exitCode: 2 });
  const api = await connect(options, "operator");
  let changed: Ticket | undefined;
  if (status !== undefined || assign !== undefined) {
    const body = { ...(status ? { status } : {}), ...(assign === undefined ? {} : { assigned_to: assign || null }) };
    changed = await api.send("PATCH", `${path}/${encodeURIComponent(ticket)}`, body, TicketView);
  }
  if (comment !== undefined)
    changed = await api.send("POST", `${path}/${encodeURIComponent(ticket)}/comments`, { text: comment }, TicketView);
  if (changed && options.json) printJson(changed);
  else if (changed) show(changed);
}

function show(ticket: Ticket): void {
  const { id, external_id, status, priority, assigned_to, conversation_id, subject, description, comments } = ticket;
  print(`${id}${external_id === null ? "" : ` (help desk: ${external_id})`}  ${status}, ${priority}`);
  print(`with ${assigned_to ?? "nobody"}, conversation ${conversation_id}`);
  print(`\n${subject}\n${description}`);
  for (const { by, at, text } of comments) print(`\n${localTime(at)} ${by}: ${text}`);
}
