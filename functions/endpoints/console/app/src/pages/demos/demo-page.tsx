import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import type { DemoView } from "../../../../../../engines/demo/views.ts";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { ConfirmButton } from "../../components/confirm.tsx";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Notice, Problem, Status } from "../../components/status.tsx";
import { Time } from "../../components/time.tsx";
import { DemoActivity } from "./demo-activity.tsx";
import { stateOf } from "./demo-words.ts";

const refreshMs = 1_000;

/** One demo: how far it is, its link and its end, and what visitors did. */
export function DemoPage() {
  const { client = "", demo: id = "" } = useParams({ strict: false }) as { client?: string; demo?: string };
  const { data, error } = useQuery({
    queryKey: ["demos", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/demos/:id", { params: { id }, client, signal }),
    refetchInterval: ({ state }) => (/building|removing/.test(state.data?.status ?? "") ? refreshMs : false),
  });
  if (data === undefined)
    return <Page title={m.nav_demos()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const { name, status, progress, problem, notes } = data;
  const isGone = status === "removing" || status === "removed";
  return (
    <Page title={name} actions={isGone ? undefined : <RemoveDemo client={client} demo={data} />}>
      <p>
        <Status tone={stateOf(data).tone}>{stateOf(data).name()}</Status>
      </p>
      {status === "building" && <Progress label={progress.now} done={progress.done} total={progress.total} />}
      {problem !== null && <Problem error={new Error(problem)} />}
      {notes.length > 0 && (
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {!isGone && <DemoLink client={client} demo={data} />}
      {!isGone && <DemoActivity client={client} id={id} />}
    </Page>
  );
}

function DemoLink({ client, demo }: { readonly client: string; readonly demo: DemoView }) {
  const queries = useQueryClient();
  const { demo_id: id, state, expires_at, has_password } = demo;
  const { mutate, mutateAsync, variables, isPending, error, data } = useMutation({
    mutationFn: (body: { state?: "live" | "paused"; expires_in_days?: number; renew_link?: boolean }) =>
      api("PATCH", "/v1/demos/:id", { params: { id }, body, client }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["demos", client] }),
  });
  return (
    <section aria-label={m.demo_link()}>
      <h2>{m.demo_link()}</h2>
      <p>
        {has_password ? m.demo_has_password() : m.demo_has_no_password()} {m.ends_at()}:{" "}
        {expires_at === null ? "–" : <Time at={expires_at} />}
      </p>
      {data?.url && (
        <Notice>
          <p>{m.demo_link_once()}</p>
          <a href={data.url} target="_blank" rel="noreferrer">
            {data.url}
          </a>
        </Notice>
      )}
      {/* What the form sends, it tells itself. */}
      <Problem error={variables?.expires_in_days === undefined ? error : null} />
      <Form
        submit={m.demo_change_end()}
        look="plain"
        send={(values) => mutateAsync({ expires_in_days: Number(textOf(values, "days")) })}
        actions={
          <>
            <Button busy={isPending} onClick={() => mutate({ renew_link: true })}>
              {m.demo_renew()}
            </Button>
            <Button busy={isPending} onClick={() => mutate({ state: state === "live" ? "paused" : "live" })}>
              {state === "live" ? m.demo_pause() : m.demo_resume()}
            </Button>
          </>
        }
      >
        <Field
          name="days"
          pointer="expires_in_days"
          type="number"
          min={1}
          max={365}
          defaultValue={14}
          label={m.demo_days()}
          required
        />
      </Form>
    </section>
  );
}

function RemoveDemo({ client, demo: { demo_id: id, name } }: { readonly client: string; readonly demo: DemoView }) {
  const queries = useQueryClient();
  const remove = async () => {
    await api("DELETE", "/v1/demos/:id", { params: { id }, client });
    await queries.invalidateQueries({ queryKey: ["demos", client] });
  };
  return <ConfirmButton label={m.remove()} question={m.demo_remove_question({ name })} act={remove} />;
}
