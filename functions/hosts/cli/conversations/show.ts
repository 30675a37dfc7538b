import { pageOf } from "../../../../shared/http/paging.ts";
import { ConversationView } from "../../../engines/conversation/conversation-view.ts";
import { TurnView } from "../../../engines/conversation/routes/turn-view.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { wordWrap } from "../chat/word-wrap.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { colourText, localTime, note, print, printJson, shortenLine, withoutControls } from "../output.ts";

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
    `${colourText("bold", id)}  ${colourText(status === "escalated" ? "yellow" : "green", status)}`,
    `${withoutControls(who)} by ${channel}, on configuration ${config.name} version ${config.version}`,
  ];
  if (escalation !== null) {
    const operator = escalation.operator === null ? "not assigned yet" : `with ${withoutControls(escalation.operator)}`;
    lines.push(colourText("yellow", `Escalated ${localTime(escalation.at)} for ${escalation.reason}: ${operator}`));
  }
  return lines.join("\n");
}

function turnLines(turn: TurnView): string[] {
  const thought = turn.model.name === "" ? "" : `, ${Math.round(turn.model.ms)} of it ${turn.model.name}`;
  const took = `${Math.round(turn.duration_ms)} ms${thought}`;
  return [
    colourText("dim", `${localTime(turn.at)}  ${took}`),
    ...turn.messages.map(({ text }) => `${colourText(["bold", "cyan"], "customer")}  ${indented(text)}`),
    ...turn.tool_calls.map(toolLine),
    ...(turn.reply === null ? [] : [`${colourText(["bold", "green"], "agent")}     ${indented(turn.reply.text)}`]),
    ...(turn.citations.length === 0
      ? []
      : [
          colourText(
            "dim",
            `          Sources: ${withoutControls(turn.citations.map(({ title }) => title).join(" · "))}`,
          ),
        ]),
    ...(turn.escalation_reason === null
      ? []
      : [colourText("yellow", `          Escalated: ${withoutControls(turn.escalation_reason)}`)]),
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
  const outcome = error === null ? "" : ` – ${shortenLine(error, 80)}`;
  const call = `${name}(${shortenLine(JSON.stringify(given), 80)})`;
  return colourText("dim", `          ${mark} ${withoutControls(call)} ${Math.round(durationMs)} ms${outcome}`);
}

/** Indents the text after its label, which takes ten columns. */
function indented(text: string): string {
  const width = Math.min(process.stdout.columns ?? Number.POSITIVE_INFINITY, 100);
  const wrap = wordWrap({ width, indent: 10 });
  return wrap.feed(withoutControls(text)) + wrap.flush();
}
