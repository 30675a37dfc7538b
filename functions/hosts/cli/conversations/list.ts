import { pageOf } from "../../../../shared/http/paging.ts";
import { ConversationView } from "../../../engines/conversation/conversation-view.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable, shortenLine } from "../output.ts";

export async function listConversations(
  options: ServerOptions & ListOptions & { readonly status?: ConversationView["status"] },
): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const query = { limit, cursor, status: options.status };
    const page = await api.get("/v1/conversations", { query, reply: pageOf(ConversationView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0)
    return print(`${options.client} has no ${options.status ?? ""} conversations.`.replace("  ", " "));
  printTable(
    ["id", "status", "channel", "customer", "turns", "updated", "last message"],
    items.map((each) => [
      each.conversation_id,
      each.status,
      each.channel,
      shortenLine(each.customer.name ?? each.customer.address, 24),
      String(each.turn_count),
      localTime(each.updated_at),
      shortenLine(each.last_message?.text ?? "", 40),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}
