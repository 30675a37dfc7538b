import { useMutation } from "@tanstack/react-query";
import { api } from "../../../../api/api.ts";

export interface RerunWish {
  /** The version whose text it is, or was before it was changed. */
  readonly version: number;
  /** Undefined: the version as it is stored. */
  readonly yaml?: string;
}

/** What another version answered to the turn, and what differs. */
export type Rerun = Awaited<ReturnType<typeof rerunTurn>>;

function rerunTurn(
  client: string,
  params: { readonly id: string; readonly turn: string },
  { version, yaml }: RerunWish,
) {
  const body = yaml === undefined ? { version } : { yaml };
  return api("POST", "/v1/conversations/:id/turns/:turn/reruns", { params, body, client });
}

export function useRerun(client: string, conversation: string, turn: string) {
  return useMutation({
    mutationFn: (wish: RerunWish) => rerunTurn(client, { id: conversation, turn }, wish),
  });
}
