import { randomUUID } from "node:crypto";
import { z } from "zod";
import { accountAddressOf, needsAccount } from "../../../shared/channels/addresses/recipient.ts";
import { namesInText } from "../../../shared/channels/templates/fill-text.ts";
import { type ConfigSource, currentConfig } from "../../../shared/config/versions/current-config.ts";
import type { Environment } from "../../../shared/environment.ts";
import { campaignActed, TemplateUse } from "../../../shared/events/index.ts";
import { Paging, pageOf } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { type Route, route } from "../../../shared/http/route.ts";
import { absent, type Documents, put } from "../../../shared/platform/documents.ts";
import type { Keys } from "../../../shared/platform/keys.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { unlessConflict } from "../../../shared/platform/version-conflicts.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import { requireLine } from "./calls/require-line.ts";
import { type Campaign, CampaignChannel, CampaignStatus, campaigns, recipientCount } from "./campaign.ts";
import { applyCampaignAction, isActionAllowed } from "./lifecycle.ts";
import { countsUnderWay } from "./recipients/recipients-page.ts";
import { requireReady } from "./require-ready.ts";
import { CampaignView, campaignView } from "./views.ts";

export interface CampaignDependencies extends ConfigSource {
  readonly runner: Runner;
  readonly platform: { readonly documents: Documents; readonly keys: Pick<Keys, "secret"> };
  readonly environment: Pick<Environment, "LIVEKIT_URL">;
  readonly now: () => Date;
}

export const ById = z.object({ id: z.string().min(1).max(64) });
const tag = "Campaigns";

const Draft = z.object({
  name: z.string().min(1).max(200),
  channel: CampaignChannel,
  message: z
    .string()
    .min(1)
    .max(2_000)
    .refine((text) => namesInText(text).length <= 10, "has more than 10 placeholders")
    .describe(
      "May contain up to 10 placeholders: {customer_name} and the recipients' own columns. With `voice`: what the agent's call is about.",
    ),
  template: z
    .object({ name: TemplateUse.shape.name, values: TemplateUse.shape.values.default({}) })
    .optional()
    .describe("An approved template from the configuration, used when the channel does not allow free text."),
  purpose: z.enum(["marketing", "service"]).default("marketing"),
  max_per_minute: z.number().int().min(1).max(60_000).optional().describe("Capped at the configuration's limit."),
});

export function campaignRoutes(dependencies: CampaignDependencies): Route[] {
  const { runner, platform, now } = dependencies;
  const { documents } = platform;
  const writes = { tag, permission: "campaigns:write" as const, reply: CampaignView };
  const view = async (tenantId: TenantId, campaign: Campaign) =>
    campaignView(campaign, await countsUnderWay(documents, tenantId, campaign));
  return [
    route({
      ...writes,
      method: "POST",
      path: "/v1/campaigns",
      operationId: "createCampaign",
      summary: "Create a campaign draft: message, channel and pace",
      description: "Nothing is sent before the campaign is started. Add recipients first.",
      problems: {
        404: ["config-not-found"],
        422: ["channel-unavailable", "template-unsuitable"],
        503: ["voice-not-configured"],
      },
      example: {
        name: "Diwali offer",
        channel: "whatsapp",
        message: "Hello {customer_name}, health checks are 20% off until Sunday.",
        template: { name: "offer", values: { discount: "20%" } },
      },
      status: 201,
      body: Draft,
      async handle({ identity, body, idempotencyKey }) {
        const { tenantId, subject } = identity;
        const campaign = await createDraft(dependencies, tenantId, body, subject);
        const id = idempotencyKey ? deriveId("campaign", tenantId, subject, idempotencyKey) : campaign.id;
        const state = { ...campaign, id };
        const write = put(campaigns.collection, id, newOwned(state), { ifVersion: absent });
        const isNew = await unlessConflict(documents.commit(tenantId, [write]));
        // The client repeats the request when the first response was lost.
        const stored = isNew ? state : await campaignOf(documents, tenantId, id);
        return { status: 201, body: await view(tenantId, stored) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/campaigns",
      operationId: "listCampaigns",
      summary: "List campaigns, newest first",
      description: "Drafts, running and ended campaigns.",
      tag,
      permission: "campaigns:read",
      query: Paging.extend({ status: CampaignStatus.optional() }),
      reply: pageOf(CampaignView),
      async handle({ identity: { tenantId }, query: { status, ...paging } }) {
        const page = await documents.query(tenantId, campaigns.collection, {
          where: status ? [["state.status", "==", status]] : [],
          orderBy: { field: "state.createdAt", direction: "desc" },
          ...paging,
        });
        const items = await Promise.all(page.items.map(({ data }) => view(tenantId, data.state)));
        return { status: 200, body: { items, next_cursor: page.nextCursor ?? null } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/campaigns/:id",
      operationId: "getCampaign",
      summary: "Get a campaign and its progress",
      description: "How many recipients were reached, and how many were left out for which reason.",
      problems: { 404: ["campaign-not-found"] },
      tag,
      permission: "campaigns:read",
      params: ById,
      reply: CampaignView,
      async handle({ identity: { tenantId }, params }) {
        return { status: 200, body: await view(tenantId, await campaignOf(documents, tenantId, params.id)) };
      },
    }),
    route({
      ...writes,
      method: "POST",
      path: "/v1/campaigns/:id/start",
      operationId: "startCampaign",
      summary: "Start a campaign now or at a given time",
      description:
        "Checks the texts and templates first. Messages go out at the campaign's pace, outside quiet hours and to nobody who opted out. Calls are made within the hours of voice.outbound, too, and campaigns.calls_at_once at a time.",
      problems: {
        404: ["campaign-not-found", "config-not-found"],
        409: ["campaign-empty", "campaign-status"],
        422: [
          ...["template-unknown", "template-not-approved", "template-value-missing", "campaign-placeholders-unknown"],
          "channel-unavailable",
        ],
        503: ["voice-not-configured"],
      },
      example: { at: "2026-12-01T10:00:00+05:30" },
      params: ById,
      body: z.object({
        at: z.iso.datetime({ offset: true }).optional().describe("ISO time with an offset. Defaults to now."),
        skip_incomplete: z
          .boolean()
          .default(false)
          .describe("Starts although some recipients lack a value of the template. They are skipped."),
      }),
      async handle({ identity, params, body, idempotencyKey }) {
        const campaign = await campaignOf(documents, identity.tenantId, params.id);
        if (recipientCount(campaign) === 0)
          throw new Problem(409, "campaign-empty", "The campaign has no recipients yet. Add recipients first.");
        if (isActionAllowed(campaign, "start")) {
          const { config } = await currentConfig(dependencies, identity.tenantId, campaign.configName);
          const of = { tenantId: identity.tenantId, campaign, config, skipIncomplete: body.skip_incomplete };
          if (campaign.channel === "voice") await requireLine(config, lineSources(dependencies));
          await requireReady(documents, of);
        }
        return { status: 200, body: await applyAction("start", identity, params.id, { at: body.at, idempotencyKey }) };
      },
    }),
    ...(["pause", "resume", "cancel"] as const).map((action) =>
      route({
        ...writes,
        method: "POST",
        path: `/v1/campaigns/:id/${action}`,
        operationId: `${action}Campaign`,
        summary: actionSummaries[action],
        description: actionDescriptions[action],
        problems: { 404: ["campaign-not-found"], 409: ["campaign-status"] },
        params: ById,
        async handle({ identity, params, idempotencyKey }) {
          return { status: 200, body: await applyAction(action, identity, params.id, { idempotencyKey }) };
        },
      }),
    ),
  ];

  async function applyAction(
    action: "start" | "pause" | "resume" | "cancel",
    identity: Caller,
    id: string,
    { at, idempotencyKey }: { readonly at?: string | undefined; readonly idempotencyKey: string | undefined },
  ) {
    const { tenantId, subject } = identity;
    const before = await campaignOf(documents, tenantId, id);
    if (!isActionAllowed(before, action))
      throw new Problem(409, "campaign-status", `A campaign with status ${before.status} does not allow ${action}.`);
    const data = { campaignId: id, action, at: at ? new Date(at).toISOString() : null, by: subject };
    await runner.run(
      applyCampaignAction,
      requestedEvent(campaignActed, { identity, idempotencyKey }, { action, key: id, data, at: now() }),
    );
    return view(tenantId, await campaignOf(documents, tenantId, id));
  }
}

function lineSources({ environment, platform }: CampaignDependencies) {
  return { environment, keys: platform.keys };
}

const actionSummaries = {
  pause: "Pause a campaign until it is resumed",
  resume: "Resume a paused campaign where it stopped",
  cancel: "Cancel a campaign; recipients not yet reached receive nothing",
};

const actionDescriptions = {
  pause: "Messages already handed to the provider still arrive, and calls that ring or have begun go on.",
  resume: "Nobody is written to twice. Calls that waited for their next attempt go on within five minutes.",
  cancel: "A cancelled campaign cannot be started again. Nobody is dialled any more, not even again.",
};

/** @throws Problem 404 `campaign-not-found` */
export function campaignOf(documents: Documents, tenantId: TenantId, id: string): Promise<Campaign> {
  return requireState(documents, tenantId, campaigns, { id, what: "campaign" });
}

async function createDraft(
  dependencies: CampaignDependencies,
  tenantId: TenantId,
  body: z.infer<typeof Draft>,
  by: string,
): Promise<Campaign> {
  const active = await currentConfig(dependencies, tenantId, null);
  const { config } = active;
  const calls = body.channel === "voice";
  if (calls && body.template)
    throw new Problem(422, "template-unsuitable", "A call has no template: leave it out. The agent is told `message`.");
  const accountAddress = calls
    ? await requireLine(config, lineSources(dependencies))
    : accountAddressOf(config, body.channel);
  if (needsAccount(body.channel) && accountAddress === null)
    throw new Problem(422, "channel-unavailable", `The configuration has no ${body.channel} under channels.input.`);
  const maxPerMinute = config.campaigns.max_per_minute[body.channel];
  const at = dependencies.now().toISOString();
  return {
    id: deriveId("campaign", tenantId, randomUUID()),
    name: body.name,
    channel: body.channel,
    purpose: body.purpose,
    message: body.message,
    template: body.template ?? null,
    clientName: config.client_name,
    configName: active.name,
    accountAddress,
    perMinute: Math.min(body.max_per_minute ?? maxPerMinute, maxPerMinute),
    status: "draft",
    startsAt: null,
    chunkSizes: [],
    epoch: 0,
    tick: 0,
    next: { chunk: 0, index: 0 },
    settledChunks: [],
    counts: { sent: 0, skipped: {} },
    createdBy: by,
    createdAt: at,
    updatedAt: at,
    endedAt: null,
  };
}
