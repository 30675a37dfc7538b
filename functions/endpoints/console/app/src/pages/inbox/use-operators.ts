import { useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useInbox } from "./inbox-context.ts";

const listed = 200;

/** The operators of the client, and what each is called. */
export function useOperators() {
  const { client, me } = useInbox();
  const { data } = useQuery({
    queryKey: ["operators", client],
    queryFn: ({ signal }) => api("GET", "/v1/operators", { query: { limit: listed }, client, signal }),
    staleTime: 60_000,
  });
  const operators = data?.items ?? [];
  return {
    operators,
    /** The person's own name is "you". Who answers in the channel's own app is a colleague without a name. */
    nameOf(id: string): string {
      if (id === me) return m.inbox_you();
      if (id.startsWith("app:")) return m.inbox_colleague_in_app();
      return operators.find((operator) => operator.operator_id === id)?.name ?? id;
    },
  };
}
