import { pageOf } from "../../../../shared/http/paging.ts";
import { CallView } from "../../../engines/calls/routes/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";
import { costText, durationText } from "./call-lines.ts";

export async function listCalls(
  options: ServerOptions & ListOptions & { readonly status?: CallView["status"] },
): Promise<void> {
  const api = await connect(options, "operator");
  const { status } = options;
  const { items, more } = await collect(options.limit, async (paging) => {
    const query = { ...paging, ...(status ? { status } : {}) };
    const page = await api.get("/v1/calls", { query, reply: pageOf(CallView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print(status ? "There are no such calls." : "There are no calls.");
  printTable(
    ["id", "began", "direction", "customer", "status", "outcome", "duration", "cost"],
    items.map((call) => [
      call.call_id,
      localTime(call.opened_at ?? call.due_at ?? call.created_at),
      call.direction,
      call.customer_address ?? "withheld",
      call.status,
      call.outcome ?? "",
      durationText(call.duration_ms),
      costText(call.cost),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}
