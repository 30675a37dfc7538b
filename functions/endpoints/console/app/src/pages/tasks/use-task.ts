import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ResearchTaskView } from "../../../../../../engines/research-tasks/views.ts";
import { api } from "../../api/api.ts";

/** Others may take a task while somebody looks at it. */
const refreshMs = 15_000;

/** A task, as it is now. */
export function useTask({ client, id }: { readonly client: string; readonly id: string }) {
  return useQuery({
    queryKey: ["task", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/research-tasks/:id", { params: { id }, client, signal }),
    refetchInterval: refreshMs,
  });
}

/** Shows what the API says a task has become. */
export function useTaskChange(client: string): (task: ResearchTaskView) => Promise<void> {
  const queries = useQueryClient();
  return async (task) => {
    queries.setQueryData(["task", client, task.task_id], task);
    await queries.invalidateQueries({ queryKey: ["tasks"] });
  };
}
