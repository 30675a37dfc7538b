import { useQuery } from "@tanstack/react-query";
import type { ClientView } from "../../../../../engines/accounts/client-routes.ts";
import { api } from "../api/api.ts";

const listed = 100;

/** The newest hundred clients, to choose one. The board and the command menu find the others. */
export function useNewestClients(): readonly ClientView[] {
  const { data } = useQuery({
    queryKey: ["clients", "switcher"],
    queryFn: ({ signal }) => api("GET", "/v1/clients", { query: { limit: listed }, signal }),
  });
  return data?.items ?? [];
}
