import { z } from "zod";
import { ChannelType } from "../../../../shared/events/conversation/conversation.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import { absent, type Collection, type Documents, put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";

const mostViews = 50;

const ViewBody = z.object({
  name: z.string().trim().min(1).max(100).describe("What the list is called."),
  filter: z
    .strictObject({
      status: z.enum(["active", "escalated", "resolved"]).optional(),
      channel: ChannelType.optional().describe("Only conversations of this channel."),
      department: z.string().max(100).optional().describe("Only those whose handoff belongs to this department."),
      label: z.string().max(50).optional().describe("Only those with this label, by its id."),
      language: z.string().max(35).optional().describe("Only those whose customer writes this language."),
      assignee: z.string().max(200).optional().describe("`me`, `nobody`, `bot` or an operator's id."),
      unread: z.boolean().optional().describe("Whether the customer has written since you last read it."),
      snoozed: z.boolean().optional().describe("Whether somebody has put it off."),
      q: z.string().max(200).optional().describe("Words to search for."),
    })
    .describe("The conditions, as the query of `GET /v1/conversations` takes them."),
});

const SavedView = ViewBody.extend({ id: z.string() });
type SavedView = z.infer<typeof SavedView>;

/** The lists that one operator saved, in one document. */
const Kept = z.object({ views: z.array(SavedView) });
export const inboxViews: Collection<z.infer<typeof Kept>> = {
  name: "inbox-views",
  schema: Kept,
  indexes: [],
  confidential: true,
  // Words that an operator chose for their own lists, by the operator's id.
  personal: "nothing",
};

const ById = z.object({ id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "must be letters, digits, _ or -") });
const ViewView = ViewBody.extend({ view_id: z.string().describe("The id that its maker chose.") }).meta({
  id: "InboxView",
});

const tag = "Inbox";

/** Lists that an operator has saved for themselves. */
export function savedViewRoutes({ documents }: { readonly documents: Documents }) {
  const permission = "conversations:operate" as const;
  const read = async (tenantId: TenantId, operator: string) => {
    const stored = await documents.get(tenantId, inboxViews, operator);
    return { views: stored?.data.views ?? [], version: stored?.version ?? absent };
  };
  const keep = (tenantId: TenantId, operator: string, kept: { views: SavedView[]; version: string }) =>
    documents.commit(tenantId, [put(inboxViews, operator, { views: kept.views }, { ifVersion: kept.version })]);
  return [
    route({
      method: "GET",
      path: "/v1/inbox-views",
      operationId: "listInboxViews",
      summary: "List your own saved lists",
      description: "In the order in which they were saved. Other operators have their own.",
      tag,
      permission,
      reply: z.object({ items: z.array(ViewView).describe("The saved lists.") }),
      async handle({ identity: { tenantId, subject } }) {
        return { status: 200, body: { items: (await read(tenantId, subject)).views.map(viewView) } };
      },
    }),
    route({
      method: "PUT",
      path: "/v1/inbox-views/:id",
      operationId: "putInboxView",
      summary: "Save a list for yourself",
      description: "Makes it, or changes its name and conditions.",
      problems: { 422: ["inbox-views-full"] },
      example: { name: "Refunds of today", filter: { label: "refund", status: "escalated" } },
      tag,
      permission,
      params: ById,
      body: ViewBody,
      reply: ViewView,
      async handle({ identity: { tenantId, subject }, params: { id }, body }) {
        const { views, version } = await read(tenantId, subject);
        const isKnown = views.some((view) => view.id === id);
        if (!isKnown && views.length >= mostViews)
          throw new Problem(422, "inbox-views-full", `You have ${mostViews} saved lists. Delete one first.`);
        const view = { id, ...body };
        const next = isKnown ? views.map((each) => (each.id === id ? view : each)) : [...views, view];
        await keep(tenantId, subject, { views: next, version });
        return { status: 200, body: viewView(view) };
      },
    }),
    route({
      method: "DELETE",
      path: "/v1/inbox-views/:id",
      operationId: "deleteInboxView",
      summary: "Delete one of your saved lists",
      description: "The conversations stay as they are.",
      problems: { 404: ["inbox-view-not-found"] },
      tag,
      permission,
      params: ById,
      reply: z.object({}),
      async handle({ identity: { tenantId, subject }, params: { id } }) {
        const { views, version } = await read(tenantId, subject);
        if (!views.some((view) => view.id === id))
          throw new Problem(404, "inbox-view-not-found", `You have no saved list "${id}".`);
        await keep(tenantId, subject, { views: views.filter((view) => view.id !== id), version });
        return { status: 200, body: {} };
      },
    }),
  ];
}

function viewView({ id, ...view }: SavedView): z.infer<typeof ViewView> {
  return { view_id: id, ...view };
}
