import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "../../../api/api.ts";
import type { InboxModel } from "../inbox-model.ts";
import type { Macro } from "./macro-draft.ts";

const none: readonly Macro[] = [];

/** The client's macros, and running one on a conversation. */
export function useMacros({ client, conversation, queue, problem }: InboxModel) {
  const { data, error } = useQuery({
    queryKey: ["macros", client],
    queryFn: ({ signal }) => api("GET", "/v1/macros", { client, signal }),
    staleTime: 60_000,
  });
  const run = useCallback(
    async (macro: string, on: string): Promise<void> => {
      try {
        const body = { conversation_id: on };
        const answer = await api("POST", "/v1/macros/:id/run", { params: { id: macro }, body, client });
        conversation(on).take(answer);
        queue.take(answer);
        await conversation(on).refresh();
      } catch (failed) {
        problem.set(() => (failed instanceof Error ? failed : new Error(String(failed))));
      }
    },
    [client, conversation, queue, problem],
  );
  return { macros: data?.items ?? none, error, run };
}
