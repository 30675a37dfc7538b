import { useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import { timeText } from "../../../components/time.tsx";
import { useInbox } from "../inbox-context.ts";
import { channelName } from "../words.ts";
import { Part } from "./part.tsx";

/** The customer's other conversations, on every channel. One click opens one. */
export function PastConversations({
  client,
  customerId,
  current,
}: {
  readonly client: string;
  readonly customerId: string;
  readonly current: string;
}) {
  const { open } = useInbox();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["customer-conversations", client, customerId],
    queryFn: ({ signal }) =>
      api("GET", "/v1/customers/:id/conversations", { client, params: { id: customerId }, signal }),
  });
  const others = (data?.items ?? []).filter(({ conversation_id }) => conversation_id !== current);
  return (
    <Part title={m.inbox_other_conversations()}>
      {isPending && <Progress label={m.loading()} />}
      <Problem error={error} retry={() => void refetch()} />
      {data && others.length === 0 && <p className="quiet">{m.inbox_other_conversations_none()}</p>}
      {others.length > 0 && (
        <ul className="past-conversations">
          {others.map(({ conversation_id: id, channel, last_inbound_at: at }) => (
            <li key={id}>
              <Button look="quiet" onClick={() => open(id)}>
                {channelName(channel)} {at !== null && timeText(at)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
