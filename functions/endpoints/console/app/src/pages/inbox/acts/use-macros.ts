import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import type { PageCommand } from "../../../shell/page-commands.ts";
import type { InboxParts } from "../inbox-context.ts";

/** The client's macros, as commands for the open conversation. */
export function useMacros(parts: InboxParts, id: string | undefined): readonly PageCommand[] {
  const { client, conversation, queue, problem } = parts;
  const { data } = useQuery({
    queryKey: ["macros", client],
    queryFn: ({ signal }) => api("GET", "/v1/macros", { client, signal }),
    staleTime: 60_000,
  });
  return useMemo(() => {
    if (id === undefined) return [];
    async function run(macro: string, on: string): Promise<void> {
      try {
        const body = { conversation_id: on };
        const answer = await api("POST", "/v1/macros/:id/run", { params: { id: macro }, body, client });
        conversation(on).take(answer);
        queue.take(answer);
        await conversation(on).refresh();
      } catch (error) {
        problem.set(() => (error instanceof Error ? error : new Error(String(error))));
      }
    }
    return (data?.items ?? []).map(({ macro_id: macro, name }) => ({
      ...{ id: `macro_${macro}`, label: m.inbox_macro({ name }) },
      run: () => void run(macro, id),
    }));
  }, [data, id, client, conversation, queue, problem]);
}
