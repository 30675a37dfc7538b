import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../api/api.ts";

/** A turn and what led to its answer. `turn` is its id or its number in the conversation. */
export const turnQuery = (client: string, conversation: string, turn: string) =>
  queryOptions({
    queryKey: ["turn", client, conversation, turn],
    queryFn: ({ signal }) =>
      api("GET", "/v1/conversations/:id/turns/:turn", { params: { id: conversation, turn }, client, signal }),
  });
