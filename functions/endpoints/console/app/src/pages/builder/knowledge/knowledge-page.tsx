import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { useSession } from "../../../api/session.ts";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { Empty, Page } from "../../../components/page.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Status } from "../../../components/status.tsx";
import { Table } from "../../../components/table.tsx";
import { Time } from "../../../components/time.tsx";
import "../builder.css";
import { useWatchedList } from "../use-watched-list.ts";
import { CrawlForm } from "./crawl-form.tsx";
import { Crawls } from "./crawls.tsx";
import { KnowledgeSearch } from "./knowledge-search.tsx";
import { UploadForm } from "./upload-form.tsx";

const tones = { reading: "active", indexing: "active", ready: "good", failed: "bad", removed: "neutral" } as const;
const words = {
  reading: m.document_reading,
  ready: m.document_ready,
  failed: m.document_failed,
  indexing: m.document_indexing,
  removed: m.removed,
} as const;

/** What a client's agents quote: documents with how far they are read, sites, and a search as the agent does it. */
export function KnowledgePage() {
  const { client = "" } = useParams({ strict: false });
  const { may } = useSession();
  const queries = useQueryClient();
  const list = useWatchedList(
    ["knowledge", client, "documents"],
    (cursor, signal) =>
      api("GET", "/v1/knowledge/documents", {
        query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) },
        client,
        signal,
      }),
    ({ status }) => status === "reading" || status === "indexing",
  );
  const mayWrite = may("knowledge:write");
  return (
    <Page
      title={m.nav_knowledge()}
      intro={m.knowledge_intro()}
      actions={
        mayWrite && (
          <>
            <DialogButton label={m.knowledge_crawl()} look="plain">
              {(close) => <CrawlForm client={client} onDone={close} />}
            </DialogButton>
            <DialogButton label={m.knowledge_add()}>
              {(close) => <UploadForm client={client} onDone={close} />}
            </DialogButton>
          </>
        )
      }
    >
      <KnowledgeSearch client={client} />
      <Table
        label={m.knowledge_documents()}
        list={list}
        keyOf={({ id }) => id}
        empty={
          <Empty title={m.knowledge_none()}>
            <p>{m.knowledge_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.knowledge_document(),
            cell: ({ title, name, base, failure, problems }) => (
              <>
                <strong>{title || name}</strong> <span className="quiet">{base}</span>
                {failure && (
                  <p className="problem" dir="auto">
                    {failure.detail}
                  </p>
                )}
                {problems.slice(0, 3).map((problem) => (
                  <p key={problem.page} className="problem">
                    {m.knowledge_page({ page: problem.page })}: {problem.detail}
                  </p>
                ))}
              </>
            ),
          },
          {
            heading: m.knowledge_state(),
            cell: ({ status, pages, pages_read: done }) =>
              status === "reading" ? (
                <Progress label={words[status]()} done={done} {...(pages === null ? {} : { total: pages })} />
              ) : (
                <Status tone={tones[status]}>{words[status]()}</Status>
              ),
          },
          { heading: m.knowledge_passages(), cell: ({ passages }) => passages },
          { heading: m.agent_changed(), cell: ({ updated_at }) => <Time at={updated_at} /> },
          {
            heading: m.actions(),
            cell: ({ id, title, status }) =>
              mayWrite &&
              status !== "removed" && (
                <ConfirmButton
                  label={m.remove()}
                  question={m.knowledge_remove_what({ title })}
                  act={async () => {
                    await api("DELETE", "/v1/knowledge/documents/:id", { params: { id }, client });
                    await queries.invalidateQueries({ queryKey: ["knowledge", client] });
                  }}
                />
              ),
          },
        ]}
      />
      <Crawls client={client} />
    </Page>
  );
}
