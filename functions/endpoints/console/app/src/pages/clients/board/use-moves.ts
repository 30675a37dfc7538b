import { type InfiniteData, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ClientView } from "../../../../../../../engines/accounts/client-routes.ts";
import { api } from "../../../api/api.ts";
import type { ListPage } from "../../../api/use-list.ts";
import { withClient, without } from "./moved-client.ts";

type Column = InfiniteData<ListPage<ClientView>>;

/** A column's list among the queries. All begin with the same two words. */
export function columnKey(stage: ClientView["stage"], search: string): readonly [string, string, string, string] {
  return ["clients", "board", stage, search];
}

const moving = ["clients", "move"];

/** Changes of cards: a move is shown at once and taken back if the API refuses it. */
export function useMoves(search: string) {
  const queries = useQueryClient();
  const move = useMutation({
    mutationKey: moving,
    mutationFn: ({ client, stage }: { readonly client: ClientView; readonly stage: ClientView["stage"] }) =>
      api("PATCH", "/v1/clients/:id", { params: { id: client.client_id }, body: { stage } }),
    async onMutate({ client, stage }) {
      await queries.cancelQueries({ queryKey: ["clients", "board"] });
      const keys = [columnKey(client.stage, search), columnKey(stage, search)] as const;
      const before = keys.map((key) => [key, queries.getQueryData<Column>(key)] as const);
      const moved = { ...client, stage, stage_since: new Date().toISOString() };
      queries.setQueryData<Column>(keys[0], (known) => known && without(known, client.client_id));
      queries.setQueryData<Column>(keys[1], (known) => known && withClient(known, moved));
      return before;
    },
    onError(_error, _wish, before) {
      for (const [key, column] of before ?? []) queries.setQueryData(key, column);
    },
    // The last one reads the lists: while another move is on its way, they would take that one back for a moment.
    async onSettled() {
      if (queries.isMutating({ mutationKey: moving }) === 1) await queries.invalidateQueries({ queryKey: ["clients"] });
    },
  });
  const takeOn = useMutation({
    mutationFn: (client: ClientView) =>
      api("PATCH", "/v1/clients/:id", { params: { id: client.client_id }, body: { owner: "me" } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["clients"] }),
  });
  return { move, takeOn };
}
