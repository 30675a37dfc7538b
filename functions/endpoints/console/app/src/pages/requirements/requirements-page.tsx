import { useMutation } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import type { RequirementsView } from "../../../../../../engines/prd/document/views.ts";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Notice, Problem } from "../../components/status.tsx";
import { AddItem } from "./add-item.tsx";
import { Comments } from "./comments.tsx";
import { Conflicts } from "./conflicts.tsx";
import { Downloads } from "./downloads.tsx";
import { EditableItem } from "./editable-item.tsx";
import { sectionName } from "./section-name.ts";
import "./requirements.css";
import { type OfDocument, type Requirements, useRequirements } from "./use-requirements.ts";
import { Versions } from "./versions.tsx";

/** Flows are edited as a graph, on their own page. */
const onCanvas: readonly string[] = ["flow_nodes", "flow_edges"];

/** One document: its sections edited in place by several people at once, its versions, and its approval. */
export function RequirementsPage() {
  const { client = "", prd = "" } = useParams({ strict: false }) as { client?: string; prd?: string };
  const of = { client, prd };
  const document = useRequirements(of);
  const { data, error, undo } = document;
  if (data === undefined)
    return (
      <Page title={m.nav_requirements()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>
    );
  const { title, revision, status, items } = data;
  const standing = status === "approved" ? m.requirements_approved() : m.requirements_draft();
  const actions = (
    <>
      <Link className="button" to="/clients/$client/requirements/$prd/flows" params={{ client, prd } as never}>
        {m.requirements_flows()}
      </Link>
      <Downloads of={of} />
      <Button busy={undo.isPending} onClick={() => undo.mutate()}>
        {m.requirements_undo()}
      </Button>
      <Approve of={of} document={document} view={data} />
    </>
  );
  return (
    <Page title={title} intro={`${standing} · ${m.requirements_revision()} ${revision}`} actions={actions}>
      <Problem error={undo.error} />
      <Hindrances hindrances={data.hindrances} />
      <Conflicts document={document} conflicts={data.conflicts} />
      {[...Map.groupBy(items, ({ section }) => section)].map(
        ([section, own]) =>
          !onCanvas.includes(section) && (
            <section key={section}>
              <h2>{sectionName(section)}</h2>
              <ul className="cards">
                {own.map((item) => (
                  <EditableItem key={item.id} of={of} item={item} />
                ))}
              </ul>
            </section>
          ),
      )}
      <AddItem of={of} />
      <Comments of={of} item={null} />
      <Versions of={of} />
    </Page>
  );
}

function Approve({
  of: { client, prd },
  document,
  view: { revision, status, hindrances },
}: {
  readonly of: OfDocument;
  readonly document: Requirements;
  readonly view: RequirementsView;
}) {
  const approval = useMutation({
    mutationFn: () => api("POST", "/v1/prds/:id/approve", { params: { id: prd }, body: { revision }, client }),
    onSuccess: document.show,
  });
  return (
    <>
      <Button
        look="primary"
        busy={approval.isPending}
        disabled={status === "approved" || hindrances.length > 0}
        onClick={() => approval.mutate()}
      >
        {m.requirements_approve()}
      </Button>
      <Problem error={approval.error} />
      {approval.isSuccess && status === "approved" && <Notice>{m.requirements_approved()}</Notice>}
    </>
  );
}

function Hindrances({ hindrances }: Pick<RequirementsView, "hindrances">) {
  if (hindrances.length === 0) return null;
  return (
    <section>
      <h2>{m.requirements_before_approval()}</h2>
      <ul>
        {hindrances.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </section>
  );
}
