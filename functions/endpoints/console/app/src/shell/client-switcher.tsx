import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../api/api.ts";

const listed = 100;

/** Goes to another client. The newest hundred are offered; the board and the command menu find the others. */
export function ClientSwitcher({ current }: { readonly current: string | undefined }) {
  const navigate = useNavigate();
  const isInbox = useRouterState({ select: ({ location }) => location.pathname.startsWith("/inbox") });
  const { data } = useQuery({
    queryKey: ["clients", "switcher"],
    queryFn: ({ signal }) => api("GET", "/v1/clients", { query: { limit: listed }, signal }),
  });
  const clients = data?.items ?? [];
  const isListed = current === undefined || clients.some(({ client_id }) => client_id === current);
  return (
    <select
      className="input switcher"
      aria-label={m.client_switcher()}
      value={current ?? ""}
      onChange={(event) => {
        const client = event.target.value;
        if (client === "") void navigate({ to: "/clients" });
        else if (isInbox) void navigate({ to: "/inbox/{-$conversation}", params: {}, search: { client } });
        else void navigate({ to: "/clients/$client/overview", params: { client } });
      }}
    >
      <option value="">{m.all_clients()}</option>
      {!isListed && <option value={current}>{current}</option>}
      {clients.map(({ client_id, name }) => (
        <option key={client_id} value={client_id}>
          {name}
        </option>
      ))}
    </select>
  );
}
