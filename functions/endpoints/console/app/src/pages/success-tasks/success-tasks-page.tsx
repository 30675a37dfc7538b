import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { useList } from "../../api/use-list.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Field, SelectField, TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { successTaskTitle, taskStatusWords } from "./success-task-words.ts";

type TaskStatus = keyof typeof taskStatusWords;
const statuses = Object.keys(taskStatusWords) as readonly TaskStatus[];

/** What the client's figures ask somebody to do. */
export function SuccessTasksPage() {
  const { client = "" } = useParams({ strict: false });
  const mayWrite = useSession().may("success:write");
  const [status, setStatus] = useState<TaskStatus | "">("open");
  const list = useList(["success-tasks", client, status], (cursor, signal) => {
    const query = {
      limit: 30,
      ...(status === "" ? {} : { status }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    return api("GET", "/v1/success/tasks", { query, client, signal });
  });
  return (
    <Page title={m.nav_success_tasks()} intro={m.stask_intro()} actions={mayWrite && <NewTask client={client} />}>
      <div className="filters">
        <SelectField
          label={m.stask_filter()}
          name="status"
          value={status}
          onChange={({ target }) => setStatus(statuses.find((each) => each === target.value) ?? "")}
          options={[
            { value: "", label: m.stask_all() },
            ...statuses.map((each) => ({ value: each, label: taskStatusWords[each].name() })),
          ]}
        />
      </div>
      <Table
        label={m.nav_success_tasks()}
        list={list}
        keyOf={({ task_id }) => task_id}
        empty={
          <Empty title={m.stask_none()}>
            <p>{m.stask_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.stask_what(),
            cell: (task) => (
              <Link
                to={"/clients/$client/success/tasks/$task" as string}
                params={{ client, task: task.task_id } as never}
              >
                {successTaskTitle(task)}
              </Link>
            ),
          },
          {
            heading: m.stask_state(),
            cell: (task) => (
              <Status tone={taskStatusWords[task.status].tone}>{taskStatusWords[task.status].name()}</Status>
            ),
          },
          { heading: m.stask_evidence(), cell: ({ why }) => <span lang="en">{why}</span> },
          { heading: m.stask_owner(), cell: ({ owner }) => owner ?? "–" },
          { heading: m.stask_opened(), cell: ({ opened_at }) => <Time at={opened_at} /> },
        ]}
      />
    </Page>
  );
}

function NewTask({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  return (
    <DialogButton label={m.stask_new()}>
      {(close) => (
        <Form
          submit={m.stask_new()}
          onCancel={close}
          send={(values) => {
            const body = { title: textOf(values, "title"), text: textOf(values, "text") };
            return api("POST", "/v1/success/tasks", { body, client });
          }}
          onSent={() => {
            close();
            return queries.invalidateQueries({ queryKey: ["success-tasks", client] });
          }}
        >
          <Field name="title" label={m.stask_title()} required maxLength={200} />
          <TextField
            name="text"
            label={m.stask_text()}
            hint={m.stask_text_hint()}
            required
            rows={4}
            maxLength={2_000}
          />
        </Form>
      )}
    </DialogButton>
  );
}
