import { z } from "zod";
import { placeOf } from "../../../../shared/knowledge/chunk.ts";
import { UnansweredQuestions } from "../../../engines/knowledge/questions/question-routes.ts";
import { PassageView } from "../../../engines/knowledge/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import type { ListOptions } from "../options.ts";
import { localTime, print, printJson, printTable, shortenLine } from "../output.ts";

const Found = z.object({ items: z.array(PassageView) });

export async function search(
  options: ServerOptions & ListOptions & { readonly query: string; readonly base?: string },
): Promise<void> {
  const { query, base, limit } = options;
  const api = await connect(options);
  const body = { query, limit, ...(base === undefined ? {} : { base }) };
  const { items } = await api.post("/v1/knowledge/search", { body, reply: Found });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("Nothing was found.");
  for (const item of items) print(`${placeOf(item)}\n  ${shortenLine(item.text, 300)}\n`);
}

export async function showUnanswered(
  options: ServerOptions & ListOptions & { readonly since?: string },
): Promise<void> {
  const { since, limit } = options;
  const api = await connect(options);
  const reply = await api.get("/v1/knowledge/unanswered", { query: { since, limit }, reply: UnansweredQuestions });
  if (options.json) return printJson(reply.items);
  if (reply.items.length === 0) return print("Every question was answered.");
  printTable(
    ["question", "conversations", "asked", "last"],
    reply.items.map(({ question, conversations, asked, last_asked_at }) => [
      shortenLine(question, 80),
      String(conversations),
      String(asked),
      localTime(last_asked_at),
    ]),
  );
}
