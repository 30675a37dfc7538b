import { useQuery } from "@tanstack/react-query";
import { api } from "../../../api/api.ts";
import { translatingSince } from "../call/call-state.ts";
import { useInbox } from "../inbox-context.ts";
import type { Message } from "../item.ts";
import { useStore } from "../store.ts";

/** What a customer said, in this person's language, while that is wanted. Each line is translated once. */
export function Translation({ message }: { readonly message: Message }) {
  const { client, openId } = useInbox();
  const conversation = useStore(openId) ?? "";
  const since = useStore(translatingSince);
  const { message_id: messageId, role, text, at } = message;
  const isWanted = since !== undefined && role === "customer" && text !== "" && at >= since;
  const { data } = useQuery({
    queryKey: ["translation", client, conversation, messageId],
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      api("POST", "/v1/conversations/:id/translate", {
        params: { id: conversation },
        body: { message_id: messageId, language: navigator.language },
        client,
        signal,
      }),
  });
  if (!isWanted || data === undefined) return null;
  return (
    <p className="translation" dir="auto">
      {data.text}
    </p>
  );
}
