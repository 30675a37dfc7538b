import type { CallView } from "../../../engines/calls/routes/views.ts";
import { colourText, localTime, withoutControls } from "../output.ts";

/** `3:07`; nothing for a call that lasted no time. */
export function durationText(ms: number): string {
  if (ms === 0) return "";
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function costText(cost: CallView["cost"]): string {
  if (cost === null) return "";
  return cost.total === null ? "not priced" : `$${cost.total}`;
}

/** A call in a few lines. */
export function callLines(call: CallView): readonly string[] {
  const { status, outcome, reason, cost, due_at: dueAt } = call;
  const how = [outcome ?? status, ...(reason === null ? [] : [`(${withoutControls(reason)})`])].join(" ");
  const spent = cost === null ? [] : partsOf(cost);
  return [
    `${colourText("bold", call.call_id)}  ${how}`,
    `${call.direction} call with ${call.customer_address ?? "a withheld number"}, ${durationText(call.duration_ms) || "no time"}`,
    ...(call.conversation_id === null ? [] : [`conversation ${call.conversation_id}`]),
    ...(dueAt === null ? [] : [`The next attempt is due at ${localTime(dueAt)}.`]),
    ...call.attempts.map(({ at, outcome: result, code }) =>
      `attempt ${localTime(at)}  ${result ?? "lasts"} ${code ?? ""}`.trimEnd(),
    ),
    ...spent,
  ];
}

function partsOf(cost: NonNullable<CallView["cost"]>): readonly string[] {
  const parts = (["transport", "stt", "llm", "tts", "telephony", "platform"] as const).map(
    (part) => `${part} ${cost[part] ?? "?"}`,
  );
  const unpriced = cost.unpriced.length === 0 ? [] : [`No price is known for ${cost.unpriced.join(", ")}.`];
  return [`cost ${costText(cost)}: ${parts.join(", ")}`, ...unpriced];
}
