import { useQuery } from "@tanstack/react-query";
import { api } from "../../../api/api.ts";
import { useInbox } from "../inbox-context.ts";
import { matchingReplies } from "./slash.ts";
import { type Suggestion, useSuggestions } from "./suggestions.tsx";

/** The saved replies that a search finds, filled in for the conversation's customer. Undefined: nothing is searched. */
export function useSavedReplies(conversation: string, query: string | undefined) {
  const { client } = useInbox();
  const { data, isPending } = useQuery({
    queryKey: ["canned-replies", client, conversation],
    enabled: query !== undefined,
    queryFn: ({ signal }) =>
      api("GET", "/v1/canned-replies", { query: { conversation_id: conversation }, client, signal }),
  });
  const replies =
    query === undefined ? [] : matchingReplies(data?.items ?? [], query).filter(({ text }) => text !== "");
  return useSuggestions<Suggestion>(query, replies, isPending);
}
