import { useState } from "react";
import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import "./chat.css";
import { ChatTurns } from "./chat-turns.tsx";
import { TurnDetails } from "./turn-details.tsx";
import { useDraftChat } from "./use-draft-chat.ts";

/** A conversation with the text beside it, stored or not. Nothing of it reaches anybody. */
export function TestChat({
  client,
  config,
  yaml,
  isValid,
}: {
  readonly client: string;
  readonly config: string;
  readonly yaml: string;
  readonly isValid: boolean;
}) {
  const { turns, send, isOutdated, restart } = useDraftChat(client, config);
  const [text, setText] = useState("");
  const say = (said: string, choiceId?: string) => {
    setText("");
    send.mutate({ yaml, text: said, ...(choiceId === undefined ? {} : { choiceId }) });
  };
  const last = turns.at(-1)?.turn;
  return (
    <section className="chat" aria-label={m.chat_title()}>
      <header>
        <h2>{m.chat_title()}</h2>
        {turns.length > 0 && <Button onClick={restart}>{m.chat_restart()}</Button>}
      </header>
      {isOutdated(yaml) && <p className="hint">{m.chat_outdated()}</p>}
      <ChatTurns label={m.chat_said()}>
        {turns.length === 0 && !send.isPending && (
          <li className="chat-empty">
            <p>{m.chat_empty()}</p>
            <p className="quiet">{m.chat_empty_what()}</p>
          </li>
        )}
        {turns.map((said) => (
          <li key={said.turn.turn_id}>
            {said.turn.messages.map(({ message_id, text: own }) => (
              <p key={message_id} className="bubble" data-by="customer">
                {own}
              </p>
            ))}
            {[...(said.turn.reply ? [said.turn.reply] : []), ...said.turn.more].map((reply) => (
              <p key={reply.message_id} className="bubble" data-by="agent">
                {reply.text}
              </p>
            ))}
            {said.turn.escalation_reason !== null && (
              <p className="hint">{m.chat_escalated({ reason: said.turn.escalation_reason })}</p>
            )}
            <TurnDetails said={said} />
          </li>
        ))}
        {send.isPending && (
          <li>
            <p className="bubble" data-by="customer">
              {send.variables.text}
            </p>
            <Progress label={turns.length === 0 ? m.chat_begins() : m.chat_answers()} />
          </li>
        )}
      </ChatTurns>
      {last?.reply && !send.isPending && (last.reply.choices.length > 0 || last.more.length > 0) && (
        <div className="actions">
          {[...last.reply.choices, ...last.more.flatMap(({ choices }) => choices)].map(({ id, label }) => (
            <Button key={id} onClick={() => say(label, id)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      <Problem error={send.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") say(text.trim());
        }}
      >
        <input
          className="input"
          aria-label={m.chat_message()}
          placeholder={isValid ? m.chat_message() : m.chat_invalid()}
          value={text}
          maxLength={4000}
          disabled={!isValid}
          onChange={(event) => setText(event.target.value)}
        />
        <Button look="primary" type="submit" busy={send.isPending} disabled={!isValid}>
          {m.chat_send()}
        </Button>
      </form>
    </section>
  );
}
