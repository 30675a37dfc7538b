import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { figureText, historyWords, successTaskTitle, taskStatusWords } from "./success-task-words.ts";
import { TaskActs } from "./task-acts.tsx";

/** One task: its evidence, what to do about it, and what was done. */
export function SuccessTaskPage() {
  const { client = "", task: id = "" } = useParams({ strict: false }) as { client?: string; task?: string };
  const mayWrite = useSession().may("success:write");
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["success-task", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/success/tasks/:id", { params: { id }, client, signal }),
  });
  const list = <T,>(items: readonly T[]) =>
    ({ items: [...items], status: "success", error: null, showMore: undefined, isLoadingMore: false }) as const;
  return (
    <Page title={data === undefined ? m.stask_what() : successTaskTitle(data)}>
      {isPending && <Progress label={m.loading()} />}
      <Problem error={error} retry={() => void refetch()} />
      {data !== undefined && (
        <>
          <p>
            <Status tone={taskStatusWords[data.status].tone}>{taskStatusWords[data.status].name()}</Status>{" "}
            {data.snoozed_until !== null && <Time at={data.snoozed_until} />} {m.stask_owner()}:{" "}
            {data.owner ?? m.stask_nobody()}
          </p>
          {mayWrite && <TaskActs client={client} task={data} />}
          {data.figures.length > 0 && (
            <section>
              <h2>{m.stask_evidence()}</h2>
              <Table
                label={m.stask_evidence()}
                list={list(data.figures)}
                keyOf={({ name }) => name}
                empty={null}
                columns={[
                  { heading: m.stask_figure(), cell: ({ name }) => <span lang="en">{name}</span> },
                  { heading: m.stask_now(), cell: ({ value, unit }) => figureText(value, unit) },
                  { heading: m.stask_before(), cell: ({ before, unit }) => figureText(before, unit) },
                ]}
              />
              {data.looked_at !== null && <p className="quiet">{m.stask_looked({ day: data.looked_at })}</p>}
            </section>
          )}
          <section>
            <h2>{m.stask_todo()}</h2>
            <p lang={data.playbook === "by-hand" ? undefined : "en"}>{data.todo}</p>
            {data.page !== null && (
              <p>
                <Link to={`/clients/${client}/${data.page}` as string}>{m.stask_more()}</Link>
              </p>
            )}
          </section>
          <section>
            <h2>{m.stask_history()}</h2>
            <ul className="tile-list">
              {data.history.map(({ type, at, by, note }) => (
                <li key={`${at} ${type} ${note}`}>
                  <strong>{historyWords[type]()}</strong> <Time at={at} />{" "}
                  <span className="quiet">{by ?? m.stask_by_playbook()}</span>
                  {note !== "" && <p>{note}</p>}
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </Page>
  );
}
