import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { EditOperation } from "../../../../../../engines/prd/document/operation.ts";
import type { RequirementsView } from "../../../../../../engines/prd/document/views.ts";
import { api } from "../../api/api.ts";

/** How soon an editor sees what others and the interview changed. */
const refreshMs = 1_500;

export interface OfDocument {
  readonly client: string;
  readonly prd: string;
}

/** A requirements document as it stands now, whoever changes it, and ways to change it. Once on a page. */
export function useRequirements(of: OfDocument) {
  const { client, prd } = of;
  const { data, error } = useQuery({
    queryKey: ["requirements", client, prd],
    queryFn: ({ signal }) => api("GET", "/v1/prds/:id", { params: { id: prd }, client, signal }),
    refetchInterval: refreshMs,
  });
  return { data, error, ...useEdits(of) };
}

/** Ways to change a document. What the server answers is shown at once. */
export function useEdits({ client, prd }: OfDocument) {
  const queries = useQueryClient();
  const queryKey = ["requirements", client, prd];
  const params = { id: prd };
  const show = async (view: RequirementsView) => {
    // A reading that began before the change would bring back what was.
    await queries.cancelQueries({ queryKey, exact: true });
    queries.setQueryData<RequirementsView>(queryKey, (known) => {
      return known !== undefined && known.revision > view.revision ? known : view;
    });
    await queries.invalidateQueries({ queryKey: [...queryKey, "versions"] });
    await queries.invalidateQueries({ queryKey: [...queryKey, "diff"] });
  };
  const edit = useMutation({
    mutationFn: (operations: readonly EditOperation[]) =>
      api("PATCH", "/v1/prds/:id", { params, body: { operations: [...operations] }, client }),
    onSuccess: show,
  });
  const undo = useMutation({
    mutationFn: () => api("POST", "/v1/prds/:id/undo", { params, body: {}, client }),
    onSuccess: show,
  });
  return { edit, undo, show };
}

export type Requirements = ReturnType<typeof useRequirements>;
export type Item = RequirementsView["items"][number];
