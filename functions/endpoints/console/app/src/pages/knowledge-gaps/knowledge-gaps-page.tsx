import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import type { KnowledgeGapView } from "../../../../../../engines/success/gaps/views.ts";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../components/confirm.tsx";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Field, TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";

const statuses = {
  found: { tone: "neutral", name: m.gaps_found },
  drafted: { tone: "active", name: m.gaps_drafted },
  asked: { tone: "warning", name: m.gaps_asked },
  approved: { tone: "good", name: m.gaps_approved },
  rejected: { tone: "neutral", name: m.gaps_rejected },
} as const;

/** What customers ask and the knowledge does not answer, with drafts that a person approves or rejects. */
export function KnowledgeGapsPage() {
  const { client = "" } = useParams({ strict: false });
  const mayDecide = useSession().may("knowledge:write");
  const list = useList(["knowledge-gaps", client], (cursor, signal) => {
    const query = { limit: 30, ...(cursor === undefined ? {} : { cursor }) };
    return api("GET", "/v1/success/knowledge-gaps", { query, client, signal });
  });
  return (
    <Page title={m.nav_gaps()} intro={m.gaps_intro()}>
      <Table
        label={m.nav_gaps()}
        list={list}
        keyOf={({ gap_id }) => gap_id}
        empty={
          <Empty title={m.gaps_none()}>
            <p>{m.gaps_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.success_question(),
            cell: ({ question, examples }) => (
              <>
                <strong>{question}</strong>
                <ul className="tile-list">
                  {examples
                    .filter((example) => example !== question)
                    .map((example) => (
                      <li key={example} className="quiet">
                        {example}
                      </li>
                    ))}
                </ul>
              </>
            ),
          },
          { heading: m.success_conversations(), cell: ({ conversations }) => conversations },
          {
            heading: m.stask_state(),
            cell: ({ status }) => <Status tone={statuses[status].tone}>{statuses[status].name()}</Status>,
          },
          { heading: m.gaps_draft(), cell: (gap) => <Draft gap={gap} /> },
          {
            heading: m.actions(),
            cell: (gap) =>
              mayDecide &&
              gap.status !== "approved" &&
              gap.status !== "rejected" && <Decide client={client} gap={gap} />,
          },
        ]}
      />
    </Page>
  );
}

function Draft({ gap: { draft, decided } }: { readonly gap: KnowledgeGapView }) {
  if (decided !== null) return decided.text;
  if (draft === null) return <span className="quiet">{m.gaps_no_source()}</span>;
  return (
    <ul className="tile-list">
      {draft.quotes.map(({ text, source, of }) => (
        <li key={`${of} ${text}`}>
          {text} <span className="quiet">{source === "document" ? of : m.gaps_operator()}</span>
        </li>
      ))}
    </ul>
  );
}

function Decide({ client, gap }: { readonly client: string; readonly gap: KnowledgeGapView }) {
  const queries = useQueryClient();
  const decide = async (body: {
    readonly decision: "approve" | "reject";
    readonly title?: string;
    readonly text?: string;
  }) => {
    await api("POST", "/v1/success/knowledge-gaps/:id/decision", { params: { id: gap.gap_id }, body, client });
    await queries.invalidateQueries({ queryKey: ["knowledge-gaps", client] });
  };
  return (
    <div className="actions">
      <DialogButton label={m.gaps_approve()}>
        {(close) => (
          <Form
            submit={m.gaps_approve()}
            onCancel={close}
            send={(values) =>
              decide({ decision: "approve", title: textOf(values, "title"), text: textOf(values, "text") })
            }
            onSent={close}
          >
            <Field
              name="title"
              label={m.gaps_title()}
              defaultValue={gap.draft?.title ?? gap.question}
              required
              maxLength={200}
            />
            <TextField
              name="text"
              label={m.gaps_text()}
              defaultValue={gap.draft?.text ?? ""}
              required
              rows={8}
              maxLength={6_000}
            />
          </Form>
        )}
      </DialogButton>
      <ConfirmButton
        label={m.gaps_reject()}
        question={m.gaps_reject_question()}
        act={() => decide({ decision: "reject" })}
      />
    </div>
  );
}
