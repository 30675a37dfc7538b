import { useQuery } from "@tanstack/react-query";
import { api } from "../../../api/api.ts";
import { useInbox } from "../inbox-context.ts";

/** The client's labels. */
export function useLabels() {
  const { client } = useInbox();
  const { data } = useQuery({
    queryKey: ["labels", client],
    queryFn: ({ signal }) => api("GET", "/v1/labels", { client, signal }),
    staleTime: 60_000,
  });
  return data?.items ?? [];
}
