import type { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import { ReplayedConversationView } from "../../../engines/automation/replay/views.ts";
import type { AutomationView } from "../../../engines/automation/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { note, print, printJson } from "../output.ts";

type Turn = z.infer<typeof ReplayedConversationView>["turns"][number];

/** Recent conversations as the old and the new version answered them. Without --all, only those with a difference. */
export async function showReplay(
  options: ServerOptions & ListOptions & { readonly id: string; readonly all?: boolean },
): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const page = await api.get("/v1/automation/:id/replay", {
      params: { id: options.id },
      query: { limit, cursor },
      reply: pageOf(ReplayedConversationView),
    });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("No conversation was replayed. `automation show` says why.");
  const shown = options.all ? items : items.filter(({ verdict }) => verdict !== "same");
  for (const { conversation_id: id, channel, verdict, turns } of shown) {
    print(`${id}  ${channel}  ${verdict ?? "running"}`);
    for (const turn of turns) if (options.all || turn.differences.length > 0) printTurn(turn);
  }
  if (shown.length < items.length) note(`${items.length - shown.length} are the same. --all prints them too.`);
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

function printTurn({ says, old, new: now, differences }: Turn): void {
  print(`  customer: ${indented(says)}`);
  print(`    old: ${indented(answerText(old))}`);
  print(`    new: ${indented(answerText(now))}`);
  for (const { kind, verdict, old: before, new: after } of differences)
    print(`    ${verdict === "look" ? "look at" : verdict}: ${kind}: ${before} → ${after}`);
}

function answerText(answer: Turn["old"]): string {
  if (answer === null) return "(not asked any more)";
  const { text, handoff } = answer;
  return text ?? (handoff === null ? "(no answer)" : `(handed over: ${handoff})`);
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n      ");
}

/** How the conversations fared, in one line. */
export function printReplay({ automation_id: id, replay }: AutomationView): void {
  if (replay === null) return;
  const { total, same, better, worse, look, left_out: left, spent_usd: usd, unpriced_answers: unpriced } = replay;
  print(`  Replay of ${total} conversations: ${same} same, ${better} better, ${worse} worse, ${look} to look at`);
  if (left > 0) print(`    ${left} left out`);
  for (const { server, host, tools } of replay.unknown_tools)
    print(`    not-replayable: the MCP server ${server} (${host}) is new, answered without ${tools.join(", ")}`);
  print(`    Cost: ${usd} US dollars${unpriced > 0 ? `, and ${unpriced} answers without a list price` : ""}`);
  if (better + worse + look > 0) note(`Side by side: \`automation replay ${id}\`.`);
}
