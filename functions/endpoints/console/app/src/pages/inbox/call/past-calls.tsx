import { useMutation } from "@tanstack/react-query";
import { m } from "#messages";
import type { CallView } from "../../../../../../../engines/calls/routes/views.ts";
import { api } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { clockText } from "../conversation/clock.ts";
import type { Item } from "../item.ts";
import { spaced } from "../words.ts";
import { callTime } from "./call-acts.ts";
import { useCalls } from "./use-call.ts";

/** The conversation's calls that have ended, with their recordings. */
export function PastCalls({ client, conversation }: { readonly client: string; readonly conversation: Item }) {
  const ended = useCalls(client, conversation).filter(({ status }) => status === "ended");
  if (ended.length === 0) return null;
  return (
    <section>
      <h3>{m.inbox_calls_past()}</h3>
      <ul className="past-calls">
        {ended.map((call) => (
          <PastCall key={call.call_id} client={client} call={call} />
        ))}
      </ul>
    </section>
  );
}

const directions: Readonly<Record<CallView["direction"], () => string>> = {
  inbound: m.inbox_call_inbound,
  outbound: m.inbox_call_outbound,
  web: m.inbox_call_web,
};

function PastCall({ client, call }: { readonly client: string; readonly call: CallView }) {
  const { call_id: id, direction, opened_at: opened, created_at: created, outcome, duration_ms: ms } = call;
  // The recording's link is asked for when it is played: it works for ten minutes.
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: () => api("GET", "/v1/calls/:id", { params: { id }, client }),
  });
  const what = [
    directions[direction](),
    ...(outcome === null ? [] : [spaced(outcome.replaceAll("-", " "))]),
    callTime(new Date(0).toISOString(), ms),
  ];
  return (
    <li>
      <b>{clockText(opened ?? created)}</b> {what.join(" · ")}
      {data === undefined && (
        <Button busy={isPending} onClick={() => mutate()}>
          {m.inbox_call_play()}
        </Button>
      )}
      {error && <span className="quiet"> {m.inbox_call_not_loaded()}</span>}
      {data?.recording === null && <span className="quiet"> {m.inbox_call_not_recorded()}</span>}
      {data?.recording && (
        // biome-ignore lint/a11y/useMediaCaption: the transcript is the conversation.
        <audio controls autoPlay src={data.recording.url} aria-label={m.inbox_call_play()} />
      )}
    </li>
  );
}
