import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import "./requirements.css";

/** An interview as a chat: its open questions, and the answers so far. */
export function InterviewPage() {
  const { client = "", interview: id = "" } = useParams({ strict: false }) as { client?: string; interview?: string };
  const queries = useQueryClient();
  const queryKey = ["interviews", client, id];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api("GET", "/v1/prd/sessions/:id", { params: { id }, client, signal }),
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
        <Form
          submit={m.requirements_send()}
          clears
          send={(values) => {
            const body = { text: textOf(values, "text") };
            return api("POST", "/v1/prd/sessions/:id/messages", { params: { id }, body, client });
          }}
          onSent={(state) => queries.setQueryData(queryKey, state)}
        >
          <TextField name="text" label={m.requirements_answer()} rows={4} maxLength={4_000} required />
        </Form>
      )}
    </Page>
  );
}
