import { pageOf } from "../../../../shared/http/paging.ts";
import { ConversationView, TurnView } from "../../../engines/conversation/routes/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { wordWrap } from "../chat/word-wrap.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { coloured, harmless, localTime, note, print, printJson, shortened } from "../output.ts";

/** Shows the newest turns in chronological order. */
export async function showConversation(options: ServerOptions & ListOptions & { readonly id: string }): Promise<void> {
  const api = await connect(options);
  const params = { id: options.id };
  const conversation = await api.get("/v1/conversations/:id", { params, reply: ConversationView });
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const query = { limit, cursor };
    const page = await api.get("/v1/conversations/:id/turns", { params, query, reply: pageOf(TurnView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  const turns = items.toReversed();
  if (options.json) return printJson({ ...conversation, turns });
  print(heading(conversation));
  if (more) note(`\nEarlier turns are left out. Use --limit ${options.limit * 2}.`);
  for (const turn of turns) print(`\n${turnLines(turn).join("\n")}`);
}

function heading({ conversation_id: id, status, channel, customer, config, escalation }: ConversationView): string {
  const who = customer.name === null ? customer.address : `${customer.name} (${customer.address})`;
  const lines = [
    `${coloured("bold", id)}  ${coloured(status === "escalated" ? "yellow" : "green", status)}`,
    `${harmless(who)} by ${channel}, on configuration ${config.name} version ${config.version}`,
  ];
  if (escalation !== null) {
    const operator = escalation.operator === null ? "not assigned yet" : `with ${harmless(escalation.operator)}`;
    lines.push(coloured("yellow", `Escalated ${localTime(escalation.at)} for ${escalation.reason}: ${operator}`));
  }
  return lines.join("\n");
}

function turnLines(turn: TurnView): string[] {
  const thought = turn.model.name === "" ? "" : `, ${Math.round(turn.model.ms)} of it ${turn.model.name}`;
  const took = `${Math.round(turn.duration_ms)} ms${thought}`;
  return [
    coloured("dim", `${localTime(turn.at)}  ${took}`),
    ...turn.messages.map(({ text }) => `${coloured(["bold", "cyan"], "customer")}  ${indented(text)}`),
    ...turn.tool_calls.map(toolLine),
    ...(turn.reply === null ? [] : [`${coloured(["bold", "green"], "agent")}     ${indented(turn.reply.text)}`]),
    ...(turn.citations.length === 0
      ? []
      : [coloured("dim", `          Sources: ${harmless(turn.citations.map(({ title }) => title).join(" · "))}`)]),
    ...(turn.escalation_reason === null
      ? []
      : [coloured("yellow", `          Escalated: ${harmless(turn.escalation_reason)}`)]),
  ];
}

function toolLine({
  name,
  arguments: given,
  status,
  error,
  duration_ms: durationMs,
}: TurnView["tool_calls"][number]): string {
  const mark = status === "completed" ? "✓" : "✗";
  const outcome = error === null ? "" : ` – ${shortened(error, 80)}`;
  const call = `${name}(${shortened(JSON.stringify(given), 80)})`;
  return coloured("dim", `          ${mark} ${harmless(call)} ${Math.round(durationMs)} ms${outcome}`);
}

/** Indents the text after its label, which takes ten columns. */
function indented(text: string): string {
  const width = Math.min(process.stdout.columns ?? Number.POSITIVE_INFINITY, 100);
  const wrap = wordWrap({ width, indent: 10 });
  return wrap.feed(harmless(text)) + wrap.flush();
}
