import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Notice, Problem } from "../../components/status.tsx";
import { EditableItem } from "./editable-item.tsx";
import { sectionName } from "./section-name.ts";
import { Versions } from "./versions.tsx";

/** One document: its sections edited in place, its versions, and its approval. */
export function RequirementsPage() {
  const { client = "", prd: id = "" } = useParams({ strict: false }) as { client?: string; prd?: string };
  const queries = useQueryClient();
  const queryKey = ["requirements", client, id];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api("GET", "/v1/prds/:id", { params: { id }, client, signal }),
  });
  const approval = useMutation({
    mutationFn: (revision: number) =>
      api("POST", "/v1/prds/:id/approve", { params: { id }, body: { revision }, client }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["requirements", client] }),
  });
  if (data === undefined)
    return (
      <Page title={m.nav_requirements()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>
    );
  const { title, revision, status, items, hindrances, conflicts } = data;
  const approve = (
    <Button
      look="primary"
      busy={approval.isPending}
      disabled={status === "approved" || hindrances.length > 0}
      onClick={() => approval.mutate(revision)}
    >
      {m.requirements_approve()}
    </Button>
  );
  const intro = `${status === "approved" ? m.requirements_approved() : m.requirements_draft()} · ${m.requirements_revision()} ${revision}`;
  return (
    <Page title={title} intro={intro} actions={approve}>
      <Problem error={approval.error} />
      {approval.isSuccess && <Notice>{m.requirements_approved()}</Notice>}
      {hindrances.length > 0 && (
        <>
          <h2>{m.requirements_before_approval()}</h2>
          <ul>
            {hindrances.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      {conflicts.map((conflict) => (
        <p key={conflict.id} className="notice" data-tone="bad">
          {`${conflict.id}: ${conflict.item} ${conflict.field ?? ""} – ${conflict.by}: ${String(conflict.proposed)}`}
        </p>
      ))}
      {[...Map.groupBy(items, ({ section }) => section)].map(([section, own]) => (
        <section key={section}>
          <h2>{sectionName(section)}</h2>
          <ul className="cards">
            {own.map((item) => (
              <EditableItem key={`${item.id}.${item.revision}`} client={client} prd={id} item={item} />
            ))}
          </ul>
        </section>
      ))}
      <Versions client={client} prd={id} />
    </Page>
  );
}
