import { useMutation, useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import type { AutomationView } from "../../../../../../engines/automation/views.ts";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Problem } from "../../components/status.tsx";

/**
 * The button of a ready run: a second person's approval where the client needs one, and then the activation. An experiment
 * activates its variant by itself.
 */
export function Activation({ client, run }: { readonly client: string; readonly run: AutomationView }) {
  const queries = useQueryClient();
  const params = { id: run.automation_id };
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      run.needs_approval
        ? api("POST", "/v1/automation/:id/approve", { params, client })
        : api("POST", "/v1/automation/:id/activate", { params, client }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["automation", client] }),
  });
  if (run.experiment_id !== null && !run.needs_approval) return null;
  return (
    <>
      <Button look="primary" busy={isPending} onClick={() => mutate()}>
        {run.needs_approval ? m.automation_approve() : m.automation_activate()}
      </Button>
      <Problem error={error} />
    </>
  );
}
