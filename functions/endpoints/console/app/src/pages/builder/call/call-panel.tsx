import { useState } from "react";
import { m } from "#messages";
import { noticeOf, statusOf } from "../../../../../../widget/web/call-status.js";
import { Button } from "../../../components/button.tsx";
import { Problem } from "../../../components/status.tsx";
import { useLocale } from "../../../language/use-locale.ts";
import { ChatTurns } from "../chat/chat-turns.tsx";
import { CallTime } from "./call-time.tsx";
import { callWords } from "./call-words.ts";
import "./call.css";
import { useDraftCall } from "./use-draft-call.ts";

export interface CallPanelProps {
  readonly client: string;
  readonly config: string;
  readonly agentName: string;
  readonly yaml: string;
  readonly isValid: boolean;
}

/** A call to the agent of the text beside it, stored or not. Nothing of it reaches anybody. */
export function CallPanel({ client, config, agentName, yaml, isValid }: CallPanelProps) {
  const { dial, state, call, isOutdated } = useDraftCall(client, config);
  const words = callWords(useLocale());
  const isOn = state !== undefined && state.phase !== "ended";
  const notice = state && noticeOf(state, words);
  return (
    <section className="chat call" aria-label={m.call_title()} data-agent={isOn ? state.agent : undefined}>
      <header>
        <h2>{m.call_title()}</h2>
        {!isOn && (
          <Button look="primary" busy={dial.isPending} disabled={!isValid} onClick={() => dial.mutate(yaml)}>
            {dial.isPending ? m.chat_begins() : state ? m.call_again() : m.call_begin()}
          </Button>
        )}
        {isOn && (
          <div className="actions">
            {state.silent && <Button onClick={() => call()?.wake()}>{words.wake}</Button>}
            {state.hears && (
              <Button aria-pressed={state.muted} onClick={() => call()?.mute()}>
                {state.muted ? words.unmute : words.mute}
              </Button>
            )}
            <Button look="danger" onClick={() => call()?.hangUp()}>
              {words.hangUp}
            </Button>
          </div>
        )}
      </header>
      {!isValid && !isOn && <p className="hint">{m.chat_invalid()}</p>}
      {isOutdated(yaml) && <p className="hint">{m.call_outdated()}</p>}
      <Problem error={dial.error} />
      {state && (
        <p className="call-status" role="status">
          <span>{statusOf(state, words, agentName)}</span> <CallTime state={state} />
        </p>
      )}
      {state?.detail !== undefined && (
        <p className="notice" data-tone="bad" dir="auto">
          {state.detail}
        </p>
      )}
      {notice !== undefined && <p className="hint">{notice}</p>}
      <ChatTurns label={words.captions} newest={state?.captions}>
        {state === undefined && (
          <li className="chat-empty">
            <p>{m.call_empty()}</p>
            <p className="quiet">{m.call_empty_what()}</p>
          </li>
        )}
        {state?.captions.map(({ by, text, open }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: captions keep their order, and the last one may change.
          <li key={index}>
            <p className="bubble" data-by={by} data-open={open || undefined} dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ChatTurns>
      {isOn && (
        <SayByTyping label={words.placeholder} isLive={state.phase === "live"} onSay={(text) => call()?.say(text)} />
      )}
    </section>
  );
}

/** What is typed is heard by the agent, as if it was said. */
function SayByTyping({
  label,
  isLive,
  onSay,
}: {
  readonly label: string;
  readonly isLive: boolean;
  onSay(text: string): void;
}) {
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === "") return;
        onSay(text.trim());
        setText("");
      }}
    >
      <input
        className="input"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={4000}
        disabled={!isLive}
        onChange={(event) => setText(event.target.value)}
      />
      <Button look="primary" type="submit" disabled={!isLive}>
        {m.call_say()}
      </Button>
    </form>
  );
}
