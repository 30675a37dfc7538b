import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { m } from "#messages";
import type { CallView } from "../../../../../../../engines/calls/routes/views.ts";
import { Button } from "../../../components/button.tsx";
import { write } from "../composer/mode.ts";
import { useInbox } from "../inbox-context.ts";
import type { Item } from "../item.ts";
import { useNow } from "../list/use-now.ts";
import { useStore } from "../store.ts";
import { type CallAct, callActs, callKeys, callTime } from "./call-acts.ts";
import { translatingSince, whisperTo } from "./call-state.ts";
import { useCall, useCalls } from "./use-call.ts";
import "./call.css";

interface CallPanelProps {
  readonly client: string;
  readonly conversation: Item;
  readonly isMine: boolean;
}

/** The live call of a conversation, above its messages: how long it lasts, and what the person can do in it. */
export function CallPanel(props: CallPanelProps) {
  const call = useCalls(props.client, props.conversation).find(({ status }) => status === "open");
  if (call === undefined) return null;
  return <LiveCall key={call.call_id} call={call} {...props} />;
}

const texts: Readonly<Record<CallAct, () => string>> = {
  listen: m.inbox_call_listen,
  speak: m.inbox_call_speak,
  whisper: m.inbox_call_whisper,
  mute: m.inbox_call_mute,
  leave: m.inbox_call_leave,
  end: m.inbox_call_end,
};

function LiveCall({ call, client, isMine, conversation }: CallPanelProps & { readonly call: CallView }) {
  const { call_id: id, has_room: hasRoom } = call;
  const { isAdmin } = useInbox();
  const joined = useCall(client, id);
  const { part, isMuted, status, caption, refused } = joined;
  const since = useStore(translatingSince);
  const nowMs = useNow(500);
  const queries = useQueryClient();
  const acts = callActs({ hasRoom, part, isMine });
  const deeds: Readonly<Record<CallAct, () => unknown>> = {
    listen: () => joined.join("listen"),
    speak: () => joined.join("speak"),
    whisper: () => write("whisper"),
    mute: joined.mute,
    leave: joined.leave,
    end: () =>
      joined.end().then(() => queries.invalidateQueries({ queryKey: ["calls", client, conversation.conversation_id] })),
  };

  const latest = useRef({ acts, deeds });
  useEffect(() => {
    latest.current = { acts, deeds };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { acts: possible, deeds: does } = latest.current;
      const act = event.altKey ? possible.find((each) => callKeys[each] === event.code) : undefined;
      if (act === undefined) return;
      event.preventDefault();
      void does[act]();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  useEffect(() => {
    whisperTo.set(() => (isMine ? undefined : id));
    return () => whisperTo.set(() => undefined);
  }, [id, isMine]);

  return (
    <section className="call-panel" data-part={part} aria-label={m.inbox_call_live()}>
      <span className="call-live">{m.inbox_live()}</span>
      <time>{callTime(call.opened_at ?? call.created_at, nowMs)}</time>
      <span role="status" className="call-status">
        {status || (hasRoom ? "" : m.inbox_call_without_room())}
      </span>
      {refused && isAdmin && (
        <Button look="danger" onClick={() => void joined.join("speak", true)}>
          {m.inbox_take_anyway()}
        </Button>
      )}
      <Button
        look="quiet"
        aria-pressed={since !== undefined}
        onClick={() => translatingSince.set((before) => (before === undefined ? new Date().toISOString() : undefined))}
      >
        {m.inbox_translate()}
      </Button>
      {acts.map((act) => (
        <Button
          key={act}
          look={act === "speak" ? "primary" : act === "end" ? "danger" : "plain"}
          aria-keyshortcuts={`Alt+${callKeys[act].slice(-1)}`}
          title={`Alt+${callKeys[act].slice(-1)}`}
          onClick={() => void deeds[act]()}
        >
          {act === "mute" && isMuted ? m.inbox_call_unmute() : texts[act]()}
        </Button>
      ))}
      {caption !== "" && (
        <p className="call-caption" dir="auto">
          {caption}
        </p>
      )}
    </section>
  );
}
