import { m } from "#messages";
import type { InspectedTurn } from "../chat/use-draft-chat.ts";

/** What the customer wrote, and what was answered. */
export function TurnSaid({ turn }: Pick<InspectedTurn, "turn">) {
  const replies = [...(turn.reply ? [turn.reply] : []), ...turn.more];
  return (
    <ol className="turn-said" aria-label={m.chat_said()}>
      {turn.messages.map(({ message_id, text }) => (
        <li key={message_id} className="bubble" data-by="customer" dir="auto">
          {text}
        </li>
      ))}
      {replies.map(({ message_id, text }) => (
        <li key={message_id} className="bubble" data-by="agent" dir="auto">
          {text}
        </li>
      ))}
      {replies.length === 0 && <li className="quiet">{m.inspect_no_reply()}</li>}
      {turn.escalation_reason !== null && (
        <li className="hint">{m.inspect_handed_over({ reason: turn.escalation_reason })}</li>
      )}
    </ol>
  );
}
