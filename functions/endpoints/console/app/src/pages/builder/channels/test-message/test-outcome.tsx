import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../../../api/api.ts";
import { useSession } from "../../../../api/session.ts";
import { Progress } from "../../../../components/progress.tsx";
import { Problem, Status } from "../../../../components/status.tsx";
import { failureText } from "./failure-words.ts";

const lookMs = 1_500;
/** Providers that report a delivery do so within seconds. Some never do. */
const watchedMs = 90_000;

const words = {
  queued: { tone: "active", name: m.channel_test_queued },
  waiting: { tone: "warning", name: m.channel_test_waiting },
  sent: { tone: "active", name: m.channel_test_sent },
  delivered: { tone: "good", name: m.channel_test_delivered },
  read: { tone: "good", name: m.channel_test_read },
  failed: { tone: "bad", name: m.channel_test_failed },
  skipped: { tone: "bad", name: m.channel_test_skipped },
} as const;
const isUnderWay = (status: keyof typeof words | undefined) => status === "queued" || status === "sent";

/** What became of a test message, while its provider reports. */
export function TestOutcome({ client, id }: { readonly client: string; readonly id: string }) {
  const { may } = useSession();
  const [until] = useState(() => Date.now() + watchedMs);
  const { data, error } = useQuery({
    queryKey: ["test-message", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/messages/:id", { params: { id }, client, signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.status ?? "queued") && Date.now() < until ? lookMs : false),
  });
  if (data === undefined) return error ? <Problem error={error} /> : <Progress label={m.channel_test_queued()} />;
  const { status, reason } = data;
  return (
    <div className="form" role="status">
      <p>
        <Status tone={words[status].tone}>{words[status].name()}</Status>
      </p>
      {isUnderWay(status) && <Progress label={m.channel_test_reports()} />}
      {status === "sent" && <p className="quiet">{m.channel_test_sent_what()}</p>}
      {reason !== null && (
        <>
          <p>{failureText(reason)}</p>
          <p className="quiet">
            {m.channel_test_code()} <code>{reason}</code>
          </p>
        </>
      )}
      {may("conversations:operate") && (
        <Link
          to={"/inbox/{-$conversation}" as string}
          params={{ conversation: data.conversation_id } as never}
          search={{ client } as never}
        >
          {m.inspect_conversation()}
        </Link>
      )}
    </div>
  );
}
