import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import type { CorrectionView } from "../../../../../../engines/success/corrections/views.ts";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../components/confirm.tsx";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { ApproveForm } from "./approve-form.tsx";

const statuses = {
  open: { tone: "active", name: m.corrections_open },
  approved: { tone: "good", name: m.corrections_approved },
  rejected: { tone: "neutral", name: m.corrections_rejected },
} as const;

/** What operators answered differently from the agent: approved, it becomes knowledge and a scenario of the gate. */
export function CorrectionsPage() {
  const { client = "" } = useParams({ strict: false });
  const mayDecide = useSession().may("knowledge:write");
  const list = useList(["corrections", client], (cursor, signal) => {
    const query = { limit: 30, ...(cursor === undefined ? {} : { cursor }) };
    return api("GET", "/v1/success/corrections", { query, client, signal });
  });
  return (
    <Page title={m.nav_corrections()} intro={m.corrections_intro()}>
      <Table
        label={m.nav_corrections()}
        list={list}
        keyOf={({ correction_id }) => correction_id}
        empty={
          <Empty title={m.corrections_none()}>
            <p>{m.corrections_none_what()}</p>
          </Empty>
        }
        columns={[
          { heading: m.corrections_question(), cell: (correction) => <Question client={client} of={correction} /> },
          {
            heading: m.corrections_said(),
            cell: ({ said }) => <span dir="auto">{said ?? m.corrections_said_nothing()}</span>,
          },
          {
            heading: m.corrections_right(),
            cell: ({ decided, right }) => <span dir="auto">{decided?.answer ?? right}</span>,
          },
          { heading: m.stask_state(), cell: (correction) => <Standing of={correction} /> },
          {
            heading: m.actions(),
            cell: (correction) => mayDecide && <Decide client={client} correction={correction} />,
          },
        ]}
      />
    </Page>
  );
}

function Question({ client, of }: { readonly client: string; readonly of: CorrectionView }) {
  return (
    <>
      <strong dir="auto">{of.decided?.question ?? of.question}</strong>
      <p className="quiet">
        {of.source === "takeover" ? m.corrections_takeover() : m.corrections_by_hand()} · <Time at={of.at} />
      </p>
      {of.conversation_id !== null && (
        <Link to="/inbox/$conversation" params={{ conversation: of.conversation_id }} search={{ client }}>
          {m.corrections_conversation()}
        </Link>
      )}
    </>
  );
}

function Standing({ of: { status, plays, decided } }: { readonly of: CorrectionView }) {
  const { tone, name } = statuses[status];
  return (
    <>
      <Status tone={tone}>{name()}</Status>
      <ul className="tile-list quiet">
        {decided?.document_id != null && <li>{m.corrections_is_knowledge()}</li>}
        {plays && <li>{m.corrections_is_scenario()}</li>}
      </ul>
    </>
  );
}

function Decide({ client, correction }: { readonly client: string; readonly correction: CorrectionView }) {
  const queries = useQueryClient();
  const { correction_id: id, status, plays } = correction;
  const decided = () => queries.invalidateQueries({ queryKey: ["corrections", client] });
  const decide = async (decision: "reject" | "retire") => {
    await api("POST", "/v1/success/corrections/:id/decision", { params: { id }, body: { decision }, client });
    await decided();
  };
  if (status !== "open" && !plays) return null;
  return (
    <div className="actions">
      {status === "open" && (
        <>
          <DialogButton label={m.corrections_approve()} look="plain">
            {(close) => <ApproveForm client={client} correction={correction} onCancel={close} onDecided={decided} />}
          </DialogButton>
          <ConfirmButton
            label={m.corrections_reject()}
            question={m.corrections_reject_question()}
            act={() => decide("reject")}
          />
        </>
      )}
      {plays && (
        <ConfirmButton
          label={m.corrections_retire()}
          question={m.corrections_retire_question()}
          act={() => decide("retire")}
        />
      )}
    </div>
  );
}
