import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import type { ResearchTaskView } from "../../../../../../engines/research-tasks/views.ts";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { CheckField, SelectField } from "../../components/field.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { ClientField } from "./client-field.tsx";
import { isLate, personName, taskStatuses } from "./task-words.ts";

type TaskStatus = keyof typeof taskStatuses;
const statuses = Object.keys(taskStatuses) as readonly TaskStatus[];

/** Questions to people, those due soonest first: a client's, or those of all clients where the address names none. */
export function TasksPage() {
  const { client: ofPage } = useParams({ strict: false });
  const [chosen, setChosen] = useState("");
  const client = ofPage ?? (chosen === "" ? undefined : chosen);
  const [status, setStatus] = useState<TaskStatus | "">("");
  const [isMine, setMine] = useState(false);
  const [isOverdue, setOverdue] = useState(false);
  const list = useList(["tasks", client ?? "", status, String(isMine), String(isOverdue)], (cursor, signal) => {
    const filters = {
      ...(status === "" ? {} : { status }),
      ...(isMine ? { assignee: "me" } : {}),
      ...(isOverdue ? { due: new Date().toISOString() } : {}),
    };
    const query = { limit: 30, ...filters, ...(cursor === undefined ? {} : { cursor }) };
    return api("GET", "/v1/research-tasks", { query, client, signal });
  });
  return (
    <Page title={ofPage === undefined ? m.tasks_of_all() : m.nav_tasks()} intro={m.tasks_intro()}>
      <div className="filters">
        {ofPage === undefined && <ClientField value={chosen} onChange={setChosen} />}
        <SelectField
          label={m.tasks_filter_status()}
          name="status"
          value={status}
          onChange={({ target }) => setStatus(statuses.find((each) => each === target.value) ?? "")}
          options={[
            { value: "", label: m.tasks_all() },
            ...statuses.map((each) => ({ value: each, label: taskStatuses[each].name() })),
          ]}
        />
        <CheckField label={m.tasks_mine()} checked={isMine} onChange={({ target }) => setMine(target.checked)} />
        <CheckField
          label={m.tasks_overdue()}
          checked={isOverdue}
          onChange={({ target }) => setOverdue(target.checked)}
        />
      </div>
      <Table
        label={m.nav_tasks()}
        list={list}
        keyOf={({ task_id }) => task_id}
        empty={
          <Empty title={m.tasks_none()}>
            <p>{m.tasks_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.task_question(),
            cell: ({ client_id, task_id: task, question }) => (
              <Link to={"/clients/$client/tasks/$task" as string} params={{ client: client_id, task } as never}>
                {question}
              </Link>
            ),
          },
          ...(client === undefined
            ? [{ heading: m.tasks_client(), cell: (task: ResearchTaskView) => task.client_name ?? task.client_id }]
            : []),
          { heading: m.research_business(), cell: ({ business }) => business },
          {
            heading: m.tasks_filter_status(),
            cell: (task) => <Status tone={taskStatuses[task.status].tone}>{taskStatuses[task.status].name()}</Status>,
          },
          {
            heading: m.task_has_it(),
            cell: (task) => (task.assignee === null ? "–" : personName(task, task.assignee)),
          },
          {
            heading: m.task_due(),
            cell: (task) => (
              <>
                <Time at={task.due_at} /> {isLate(task) && <Status tone="bad">{m.task_late()}</Status>}
              </>
            ),
          },
        ]}
      />
    </Page>
  );
}
