import { useMutation } from "@tanstack/react-query";
import { m } from "#messages";
import type { ResearchTaskView } from "../../../../../../engines/research-tasks/views.ts";
import { send } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { saveFile } from "../../components/save-file.ts";
import { Problem, Status } from "../../components/status.tsx";
import { timeText } from "../../components/time.tsx";
import { personName } from "./task-words.ts";

interface OfTask {
  readonly client: string;
  readonly task: ResearchTaskView;
}

/** What somebody found out, what it rests on, and what the reviewer said. */
export function TaskAnswer({ client, task }: OfTask) {
  const { answer, review } = task;
  if (answer === null) return null;
  return (
    <section className="answer" aria-label={m.task_answer()}>
      <h2>{m.task_answer()}</h2>
      <p className="quiet">{m.task_said({ name: personName(task, answer.by), time: timeText(answer.at) })}</p>
      <p>{answer.text}</p>
      {answer.evidence.length > 0 && (
        <ul>
          {answer.evidence.map(({ kind, value }) => (
            <li key={`${kind} ${value}`}>
              {kind === "url" ? (
                <a href={value} target="_blank" rel="noreferrer noopener">
                  {value}
                </a>
              ) : kind === "file" ? (
                <TaskFile client={client} task={task} id={value} />
              ) : (
                value
              )}
            </li>
          ))}
        </ul>
      )}
      {review !== null && (
        <p>
          <Status tone={review.accepted ? "good" : "bad"}>
            {review.accepted ? m.task_accepted() : m.task_returned()}
          </Status>{" "}
          {review.comment} ({m.task_said({ name: personName(task, review.by), time: timeText(review.at) })})
        </p>
      )}
    </section>
  );
}

/** A file, which is saved and never shown: it is somebody else's, and a link cannot say whose client it is. */
function TaskFile({ client, task, id }: OfTask & { readonly id: string }) {
  const name = task.files.find(({ file_id }) => file_id === id)?.name ?? id;
  const { mutate, isPending, error } = useMutation({
    async mutationFn() {
      const path = `/v1/research-tasks/${task.task_id}/files/${id}`;
      saveFile(await (await send("GET", path, { client })).blob(), name);
    },
  });
  return (
    <>
      <Button look="quiet" busy={isPending} onClick={() => mutate()}>
        ⤓ {name}
      </Button>
      <Problem error={error} />
    </>
  );
}
