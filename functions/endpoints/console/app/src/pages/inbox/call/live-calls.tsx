import { useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { useNow } from "../list/use-now.ts";
import { customerName } from "../words.ts";
import { callTime } from "./call-acts.ts";
import "./call.css";

const everyMs = 5_000;

/** The calls that run now, above the list: also those that ask for nobody. */
export function LiveCalls({ client, onOpen }: { readonly client: string; onOpen(id: string): void }) {
  const { data } = useQuery({
    queryKey: ["calls", client, "live"],
    refetchInterval: everyMs,
    queryFn: ({ signal }) => api("GET", "/v1/calls", { query: { status: "open", limit: 50 }, client, signal }),
  });
  const nowMs = useNow(1_000);
  const calls = (data?.items ?? []).flatMap((call) => {
    return call.conversation_id === null ? [] : [{ ...call, conversationId: call.conversation_id }];
  });
  if (calls.length === 0) return null;
  return (
    <section className="live-calls" aria-label={m.inbox_calls_live()}>
      <h2>{m.inbox_calls_live()}</h2>
      {calls.map(
        ({ call_id: id, conversationId, customer_address: address, opened_at: opened, created_at: created }) => (
          <button key={id} type="button" className="live-row" onClick={() => onOpen(conversationId)}>
            <span className="call-live">{m.inbox_live()}</span>
            <span dir="auto">{customerName({ name: null, address: address ?? m.inbox_call_withheld() })}</span>
            <time>{callTime(opened ?? created, nowMs)}</time>
          </button>
        ),
      )}
    </section>
  );
}
