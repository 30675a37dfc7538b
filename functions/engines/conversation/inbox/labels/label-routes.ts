import { z } from "zod";
import { Problem } from "../../../../../shared/http/problem.ts";
import { route } from "../../../../../shared/http/route.ts";
import { absent, type Documents, put } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { inboxLabels, type Label, LabelBody, LabelId, labelsId, mostKept, readLabels } from "./label.ts";

const ById = z.object({ id: LabelId });

const LabelView = LabelBody.extend({
  label_id: LabelId.describe("The label's id, as conversations have it."),
}).meta({ id: "Label" });

const tag = "Inbox";

/** The tenant's labels, which operators put on conversations. */
export function labelRoutes({ documents }: { readonly documents: Documents }) {
  const permission = "conversations:operate" as const;
  const keep = async (tenantId: TenantId, labels: readonly Label[], version: string | undefined) =>
    documents.commit(tenantId, [put(inboxLabels, labelsId, { labels: [...labels] }, { ifVersion: version ?? absent })]);
  return [
    route({
      method: "GET",
      path: "/v1/labels",
      operationId: "listLabels",
      summary: "List the labels that operators put on conversations",
      description: "All of them, in the order in which they were made.",
      tag,
      permission,
      reply: z.object({ items: z.array(LabelView).describe("The labels.") }),
      async handle({ identity: { tenantId } }) {
        return { status: 200, body: { items: (await readLabels(documents, tenantId)).labels.map(labelView) } };
      },
    }),
    route({
      method: "PUT",
      path: "/v1/labels/:id",
      operationId: "putLabel",
      summary: "Make a label, or change its title and colour",
      description: "Conversations keep the label's id, so a new title shows everywhere.",
      problems: { 422: ["labels-full"] },
      example: { title: "Refund", colour: "#2f6fde" },
      tag,
      permission,
      params: ById,
      body: LabelBody,
      reply: LabelView,
      async handle({ identity: { tenantId }, params: { id }, body }) {
        const { labels, version } = await readLabels(documents, tenantId);
        const label = { id, ...body };
        const isKnown = labels.some((each) => each.id === id);
        if (!isKnown && labels.length >= mostKept)
          throw new Problem(422, "labels-full", `There are already ${mostKept} labels. Delete one first.`);
        const next = isKnown ? labels.map((each) => (each.id === id ? label : each)) : [...labels, label];
        await keep(tenantId, next, version);
        return { status: 200, body: labelView(label) };
      },
    }),
    route({
      method: "DELETE",
      path: "/v1/labels/:id",
      operationId: "deleteLabel",
      summary: "Delete a label",
      description: "Nobody can set it any more. Conversations that have it keep its id until somebody takes it away.",
      problems: { 404: ["label-not-found"] },
      tag,
      permission,
      params: ById,
      reply: z.object({}),
      async handle({ identity: { tenantId }, params: { id } }) {
        const { labels, version } = await readLabels(documents, tenantId);
        if (!labels.some((label) => label.id === id))
          throw new Problem(404, "label-not-found", `There is no label "${id}".`);
        await keep(
          tenantId,
          labels.filter((label) => label.id !== id),
          version,
        );
        return { status: 200, body: {} };
      },
    }),
  ];
}

function labelView({ id, title, colour }: Label): z.infer<typeof LabelView> {
  return { label_id: id, title, colour };
}
