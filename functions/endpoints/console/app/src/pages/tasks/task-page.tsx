import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import type { ResearchTaskView } from "../../../../../../engines/research-tasks/views.ts";
import { useSession } from "../../api/session.ts";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { listText } from "../../components/region.ts";
import { Problem, Status } from "../../components/status.tsx";
import { Time, timeText } from "../../components/time.tsx";
import { AnswerTask } from "./answer-task.tsx";
import { ReviewTask } from "./review-task.tsx";
import { TakeTask, WaiveTask } from "./take-task.tsx";
import { TaskAnswer } from "./task-answer.tsx";
import { evidenceKinds, isLate, personName, taskStatuses } from "./task-words.ts";
import { useTask } from "./use-task.ts";

/** One question: what is asked and by when, and what the person who looks at it can do. */
export function TaskPage() {
  const { client = "", task: id = "" } = useParams({ strict: false }) as { client?: string; task?: string };
  const session = useSession();
  const { data: task, error } = useTask({ client, id });
  if (task === undefined)
    return <Page title={m.nav_tasks()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const isEnded = task.status === "reviewed" || task.status === "waived";
  const mayAct = session.may("research:write") && !isEnded;
  const isMine = task.assignee === `person:${session.person_id}`;
  return (
    <Page title={task.question} actions={mayAct ? <WaiveTask client={client} task={task} /> : undefined}>
      <TaskFacts client={client} task={task} />
      {task.answer !== null && <TaskAnswer client={client} task={task} />}
      {mayAct && (task.status === "open" || task.status === "returned") && <TakeTask client={client} task={task} />}
      {mayAct && task.status === "claimed" && isMine && <AnswerTask client={client} task={task} />}
      {mayAct &&
        task.status === "answered" &&
        (isMine ? <p>{m.task_reviewer_other()}</p> : <ReviewTask client={client} task={task} />)}
    </Page>
  );
}

function TaskFacts({ client, task }: { readonly client: string; readonly task: ResearchTaskView }) {
  const { assignee, claimed_until, waived, evidence_wanted: wanted } = task;
  return (
    <dl className="facts">
      <dt>{m.tasks_filter_status()}</dt>
      <dd>
        <Status tone={taskStatuses[task.status].tone}>{taskStatuses[task.status].name()}</Status>
      </dd>
      <dt>{m.research_business()}</dt>
      <dd>
        <Link
          to={"/clients/$client/research/$research" as string}
          params={{ client, research: task.research_id } as never}
        >
          {task.business}
        </Link>
      </dd>
      <dt>{m.task_why()}</dt>
      <dd>{task.why}</dd>
      <dt>{m.task_evidence_wanted()}</dt>
      <dd>
        {wanted.length === 0
          ? m.task_evidence_none()
          : m.task_evidence_any({ kinds: listText(wanted.map((kind) => evidenceKinds[kind]())) })}
      </dd>
      <dt>{m.task_due()}</dt>
      <dd>
        <Time at={task.due_at} /> {isLate(task) && <Status tone="bad">{m.task_late()}</Status>}
      </dd>
      <dt>{m.task_has_it()}</dt>
      <dd>
        {assignee === null
          ? m.task_nobody()
          : claimed_until === null
            ? personName(task, assignee)
            : m.task_until({ name: personName(task, assignee), time: timeText(claimed_until) })}
      </dd>
      {waived !== null && (
        <>
          <dt>{m.task_waived_because()}</dt>
          <dd>
            {waived.reason} ({m.task_said({ name: personName(task, waived.by), time: timeText(waived.at) })})
          </dd>
        </>
      )}
    </dl>
  );
}
