import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Time } from "../../components/time.tsx";
import { statuses, statusOptions, type TicketStatus, ticketStatuses } from "./ticket-words.ts";

interface Change {
  readonly status?: TicketStatus;
  readonly assigned_to?: string;
}

/** One ticket: what the customer needs, who has it, and what staff noted. */
export function TicketPage() {
  const { client = "", ticket: id = "" } = useParams({ strict: false }) as { client?: string; ticket?: string };
  const { name, may } = useSession();
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ["tickets", client, "one", id],
    queryFn: ({ signal }) => api("GET", "/v1/tickets/:id", { params: { id }, client, signal }),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ["tickets", client] });
  const change = useMutation({
    mutationFn: (body: Change) => api("PATCH", "/v1/tickets/:id", { params: { id }, body, client }),
    onSuccess: refresh,
  });
  const addNote = (values: FormData) =>
    api("POST", "/v1/tickets/:id/comments", { params: { id }, body: { text: textOf(values, "text") }, client });
  if (data === undefined)
    return <Page title={m.nav_tickets()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const { status, assigned_to, escalated, comments } = data;
  const mayChange = may("conversations:operate");
  return (
    <Page
      title={data.subject}
      actions={
        mayChange &&
        assigned_to !== name && (
          <Button look="primary" busy={change.isPending} onClick={() => change.mutate({ assigned_to: name })}>
            {m.ticket_take()}
          </Button>
        )
      }
    >
      <p dir="auto" className="text">
        {data.description}
      </p>
      {mayChange && (
        <SelectField
          label={m.ticket_state()}
          name="status"
          value={status}
          disabled={change.isPending}
          onChange={({ target }) => {
            const next = statuses.find((each) => each === target.value);
            if (next !== undefined) change.mutate({ status: next });
          }}
          options={statusOptions.map(({ value, label }) => ({ value, label: label() }))}
        />
      )}
      <Problem error={change.error} />
      <dl className="facts">
        {!mayChange && (
          <>
            <dt>{m.ticket_state()}</dt>
            <dd>
              <Status tone={ticketStatuses[status].tone}>{ticketStatuses[status].name()}</Status>
            </dd>
          </>
        )}
        <dt>{m.ticket_priority()}</dt>
        <dd>
          {data.priority} {escalated && <Status tone="bad">{m.ticket_urgent()}</Status>}
        </dd>
        <dt>{m.ticket_has_it()}</dt>
        <dd>{assigned_to ?? "–"}</dd>
        <dt>{m.ticket_conversation()}</dt>
        <dd>
          <Link
            to="/inbox/{-$conversation}"
            params={{ conversation: data.conversation_id }}
            search={{ client } as never}
          >
            {m.ticket_open_conversation()}
          </Link>
        </dd>
        <dt>{m.ticket_help_desk()}</dt>
        <dd>{data.external_id ?? m.ticket_only_here()}</dd>
        <dt>{m.added()}</dt>
        <dd>
          <Time at={data.created_at} />
        </dd>
      </dl>
      <h2>{m.ticket_notes()}</h2>
      {comments.length === 0 && <p className="quiet">{m.ticket_no_notes()}</p>}
      <ol className="notes">
        {comments.map(({ by, at, text }) => (
          <li key={`${at} ${text}`}>
            <p className="quiet">
              {by}, <Time at={at} />
            </p>
            <p dir="auto">{text}</p>
          </li>
        ))}
      </ol>
      {mayChange && (
        <Form submit={m.ticket_add_note()} look="plain" clears send={addNote} onSent={refresh}>
          <TextField label={m.ticket_note()} name="text" required maxLength={2_000} rows={3} />
        </Form>
      )}
    </Page>
  );
}
