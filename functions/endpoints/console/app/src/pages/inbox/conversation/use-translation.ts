import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../api/api.ts";
import { translatingSince } from "../call/call-state.ts";
import { useInbox } from "../inbox-context.ts";
import type { Message } from "../item.ts";
import { useStore } from "../store.ts";

/** What a customer said, in this person's language: on demand, and by itself in calls. Each line is translated once. */
export function useTranslation({ message_id: messageId, role, text, at }: Message) {
  const { client, openId } = useInbox();
  const conversation = useStore(openId) ?? "";
  const since = useStore(translatingSince);
  const [isAsked, setAsked] = useState(false);
  const isPossible = role === "customer" && text !== "";
  const isWanted = isPossible && (isAsked || (since !== undefined && at >= since));
  const { data, error, isFetching, refetch } = useQuery({
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
  return {
    text: isWanted ? data?.text : undefined,
    error: isWanted ? error : null,
    isLoading: isFetching,
    /** Undefined: it is translated already, or there is nothing to translate. */
    ask: isPossible && data === undefined ? () => (isAsked ? void refetch() : setAsked(true)) : undefined,
  };
}
