import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import type { ClientView } from "../../../../../../engines/accounts/client-routes.ts";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Time } from "../../components/time.tsx";
import { EditClient } from "./edit-client.tsx";
import { Journey } from "./journey/journey.tsx";
import { stageName, stages } from "./stage-name.ts";

/** One client: what is known of it, and how far the work has come. */
export function ClientPage() {
  const session = useSession();
  const { client = "" } = useParams({ strict: false });
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ["clients", "one", client],
    queryFn: ({ signal }) => api("GET", "/v1/clients/:id", { params: { id: client }, signal }),
  });
  const change = useMutation({
    mutationFn: (body: { stage?: (typeof stages)[number]; approval?: ClientView["approval"] }) =>
      api("PATCH", "/v1/clients/:id", { params: { id: client }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["clients"] }),
  });
  if (data === undefined)
    return <Page title={client}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const mayChange = session.is_agency && session.may("clients:write");
  return (
    <Page
      title={data.name}
      actions={
        mayChange && (
          <DialogButton label={m.client_edit()} look="plain">
            {(close) => <EditClient client={data} onDone={close} />}
          </DialogButton>
        )
      }
    >
      <dl className="facts">
        <dt>{m.stage()}</dt>
        <dd>
          {mayChange ? (
            <select
              className="input search"
              aria-label={m.stage()}
              value={data.stage}
              disabled={change.isPending}
              onChange={(event) => {
                const stage = stages.find((each) => each === event.target.value);
                if (stage !== undefined) change.mutate({ stage });
              }}
            >
              {stages.map((stage) => (
                <option key={stage} value={stage}>
                  {stageName(stage)}
                </option>
              ))}
            </select>
          ) : (
            <Status>{stageName(data.stage)}</Status>
          )}
        </dd>
        <dt>{m.approval()}</dt>
        <dd>
          {mayChange ? (
            <select
              className="input search"
              aria-label={m.approval()}
              value={data.approval}
              disabled={change.isPending}
              onChange={(event) => change.mutate({ approval: event.target.value === "two" ? "two" : "one" })}
            >
              <option value="one">{m.approval_one()}</option>
              <option value="two">{m.approval_two()}</option>
            </select>
          ) : (
            <Status>{data.approval === "two" ? m.approval_two() : m.approval_one()}</Status>
          )}
        </dd>
        <dt>{m.website()}</dt>
        <dd>
          {data.website === null ? (
            "–"
          ) : (
            <a href={data.website} rel="noreferrer">
              {data.website}
            </a>
          )}
        </dd>
        <dt>{m.client_id()}</dt>
        <dd>{data.client_id}</dd>
        <dt>{m.board_owner()}</dt>
        <dd>{data.owner_name ?? data.owner ?? "–"}</dd>
        <dt>{m.added()}</dt>
        <dd>
          <Time at={data.created_at} />
        </dd>
      </dl>
      <Problem error={change.error} />
      <Journey client={client} />
    </Page>
  );
}
