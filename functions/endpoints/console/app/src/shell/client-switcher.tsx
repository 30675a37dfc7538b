import { useNavigate, useRouterState } from "@tanstack/react-router";
import { m } from "#messages";
import { useNewestClients } from "./use-newest-clients.ts";

/** Goes to another client. The newest hundred are offered; the board and the command menu find the others. */
export function ClientSwitcher({ current }: { readonly current: string | undefined }) {
  const navigate = useNavigate();
  const isInbox = useRouterState({ select: ({ location }) => location.pathname.startsWith("/inbox") });
  const clients = useNewestClients();
  const shown = clients.find(({ client_id }) => client_id === current)?.name ?? current ?? "";
  const isListed = current === undefined || clients.some(({ client_id }) => client_id === current);
  return (
    <select
      className="input switcher"
      aria-label={m.client_switcher()}
      value={current ?? ""}
      // A name that is cut keeps its beginning.
      dir={/^\p{Script=Latin}/u.test(shown) ? "ltr" : undefined}
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
