import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type SubmitEvent, useId } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import "./requirements.css";

/** An interview as a chat: its open questions, and the answers so far. */
export function InterviewPage() {
  const { client = "", interview: id = "" } = useParams({ strict: false }) as { client?: string; interview?: string };
  const queries = useQueryClient();
  const field = useId();
  const queryKey = ["interviews", client, id];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api("GET", "/v1/prd/sessions/:id", { params: { id }, client, signal }),
  });
  const {
    mutate,
    isPending,
    error: refused,
  } = useMutation({
    mutationFn: ({ text }: { readonly text: string; readonly form: HTMLFormElement }) =>
      api("POST", "/v1/prd/sessions/:id/messages", { params: { id }, body: { text }, client }),
    onSuccess(state, { form }) {
      form.reset();
      queries.setQueryData(queryKey, state);
    },
  });
  if (data === undefined)
    return (
      <Page title={m.requirements_interview()}>
        {error ? <Problem error={error} /> : <Progress label={m.loading()} />}
      </Page>
    );
  const { messages, progress, prd_id: prd, status } = data;
  const document = (
    <Link to="/clients/$client/requirements/$prd" params={{ client, prd } as never}>
      {m.requirements_open_document()}
    </Link>
  );
  return (
    <Page title={m.requirements_interview()} intro={m.requirements_interview_how()} actions={document}>
      <Progress label={m.requirements_progress()} done={progress.done} total={progress.total} />
      <ol className="chat" aria-label={m.requirements_interview()}>
        {messages.map(({ from, text, at }) => (
          <li key={`${at} ${from}`} className="card" data-from={from}>
            <strong>{from === "person" ? m.requirements_you() : m.requirements_agent()}</strong>
            {text.split("\n").map((line) => (
              <p key={line}>{line}</p>
            ))}
          </li>
        ))}
      </ol>
      {status === "asking" && (
        <form
          className="form"
          onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
            event.preventDefault();
            const form = event.currentTarget;
            mutate({ text: String(new FormData(form).get("text") ?? ""), form });
          }}
        >
          <div className="field">
            <label htmlFor={field}>{m.requirements_answer()}</label>
            <textarea id={field} name="text" className="input" rows={4} maxLength={4_000} required />
          </div>
          <Problem error={refused} />
          <div className="actions">
            <Button look="primary" type="submit" busy={isPending}>
              {m.requirements_send()}
            </Button>
          </div>
        </form>
      )}
    </Page>
  );
}
