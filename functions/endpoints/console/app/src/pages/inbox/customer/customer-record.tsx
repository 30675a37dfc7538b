import { useQuery, useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { ApiProblem } from "../../../api/api-problem.ts";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem, Status } from "../../../components/status.tsx";
import { Time } from "../../../components/time.tsx";
import { channelName, spaced } from "../words.ts";
import { CustomerForm } from "./customer-form.tsx";
import { Fact, Part } from "./part.tsx";

export function customerKey(client: string, id: string) {
  return ["customer", client, id] as const;
}

/** What is stored about the customer: how they are reached, what they told, what they agreed to. */
export function CustomerRecord({
  client,
  customerId,
  mayEdit,
}: {
  readonly client: string;
  readonly customerId: string;
  readonly mayEdit: boolean;
}) {
  const queries = useQueryClient();
  const queryKey = customerKey(client, customerId);
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api("GET", "/v1/customers/:id", { client, params: { id: customerId }, signal }),
    retry: (count, problem) => !isUnknown(problem) && count < 2,
  });
  if (isPending)
    return (
      <Part title={m.inbox_record()}>
        <Progress label={m.loading()} />
      </Part>
    );
  // A record begins with the first thing that is worth keeping.
  if (isUnknown(error))
    return (
      <Part title={m.inbox_record()}>
        <p className="quiet">{m.inbox_record_none()}</p>
      </Part>
    );
  if (!data)
    return (
      <Part title={m.inbox_record()}>
        <Problem error={error} retry={() => void refetch()} />
      </Part>
    );
  const fields = Object.entries(data.fields).filter(([field]) => field !== "name");
  const optOuts = Object.entries(data.opt_outs);
  return (
    <>
      <Part title={m.inbox_record()}>
        <dl className="facts">
          {data.name !== null && <Fact name={m.name()}>{data.name}</Fact>}
          {data.identities.map(({ kind, value, standing }) => (
            <Fact key={`${kind} ${value}`} name={spaced(kind)}>
              {value} {standing === "claimed" && <Status tone="warning">{m.inbox_claimed()}</Status>}
            </Fact>
          ))}
          {fields.map(([name, { value, confirmed }]) => (
            <Fact key={name} name={spaced(name)}>
              {value} {!confirmed && <Status tone="warning">{m.inbox_unconfirmed()}</Status>}
            </Fact>
          ))}
        </dl>
        {mayEdit && (
          <DialogButton look="plain" label={m.inbox_edit_customer()}>
            {(close) => (
              <CustomerForm
                client={client}
                customer={data}
                onCancel={close}
                onSent={(changed) => {
                  queries.setQueryData(queryKey, changed);
                  close();
                }}
              />
            )}
          </DialogButton>
        )}
      </Part>
      <Part title={m.inbox_consents()}>
        {data.consents.length + optOuts.length === 0 && <p className="quiet">{m.inbox_consents_none()}</p>}
        <ul className="customer-lines">
          {optOuts.map(([channel, at]) => (
            <li key={channel}>
              {channelName(channel)} <Status tone="bad">{m.inbox_opted_out()}</Status> <Time at={at} />
            </li>
          ))}
          {newestOf(data.consents).map(({ purpose, channel, granted, at, wording }) => (
            <li key={`${purpose} ${channel}`} title={wording}>
              {spaced(purpose)}, {channelName(channel)}{" "}
              <Status tone={granted ? "good" : "bad"}>{granted ? m.inbox_agreed() : m.inbox_refused()}</Status>{" "}
              <Time at={at} />
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

/** The last word of each purpose and channel. They come oldest first. */
function newestOf<C extends { readonly purpose: string; readonly channel: string }>(consents: readonly C[]): C[] {
  return [...new Map(consents.map((consent) => [`${consent.purpose} ${consent.channel}`, consent])).values()];
}

function isUnknown(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 404;
}
