import { z } from "zod";
import { channelNames } from "../../../../shared/events/channel-names.ts";
import { type IncidentTold, incidentTold } from "../../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { type ApiRequest, route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { incidentStatuses, incidents } from "./incident.ts";
import { recordIncident } from "./record-incident.ts";
import { IncidentView, incidentView } from "./views.ts";

const Channels = z
  .array(z.literal(channelNames))
  .max(channelNames.length)
  .default([])
  .describe("The channels that it concerns.");
const Words = z.string().trim().min(1).max(1_000);
const ById = z.object({ id: z.string().min(1).max(64).describe("The incident's `incident_id`.") });
const tag = "SLA";

interface Dependencies {
  readonly documents: Documents;
  readonly runner: Runner;
  readonly now: () => Date;
}

/** Incidents: what the monitor found, and what people say about it. */
export function incidentRoutes({ documents, runner, now }: Dependencies) {
  return [
    route({
      method: "GET",
      path: "/v1/incidents",
      operationId: "listIncidents",
      summary: "List incidents, newest first",
      description: "With their timelines.",
      tag,
      permission: "sla:read",
      query: Paging.extend({ status: z.enum(incidentStatuses).optional().describe("Only those that stand so.") }),
      reply: pageOf(IncidentView),
      async handle({ identity: { tenantId }, query: { status, limit, cursor } }) {
        const page = await documents.query(tenantId, incidents.collection, {
          where: status ? [["state.status", "==", status]] : [],
          orderBy: { field: "state.openedAt", direction: "desc" },
          limit,
          cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => incidentView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/incidents/:id",
      operationId: "getIncident",
      summary: "Get an incident with its timeline",
      description: "Including what the status page does not show.",
      problems: { 404: ["incident-not-found"] },
      tag,
      permission: "sla:read",
      params: ById,
      reply: IncidentView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: incidentView(await required(tenantId, id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/incidents",
      operationId: "openIncident",
      summary: "Open an incident by hand",
      description:
        "Tells the people of `sla.alerts` and the status page. It changes no minute of the SLA: correct those with POST /v1/sla/corrections.",
      example: { title: "Answers in Hindi are slow", channels: ["whatsapp"], severity: "ticket" },
      tag,
      permission: "sla:write",
      status: 201,
      body: z.object({
        title: z.string().trim().min(1).max(200).describe("What is wrong. The status page shows it."),
        channels: Channels,
        severity: z.enum(["page", "ticket"]).default("ticket").describe("`page` also goes to PagerDuty."),
      }),
      reply: IncidentView,
      async handle(request) {
        const { title, channels, severity } = request.body;
        const incidentId = requestedId(request, { action: "incident", key: "new" });
        const change = { type: "opened" as const, severity, alerts: [], text: title };
        await tell(request, { incidentId, channels, change });
        return { status: 201, body: incidentView(await required(request.identity.tenantId, incidentId)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/incidents/:id/updates",
      operationId: "updateIncident",
      summary: "Add to an incident's timeline",
      description: "With `public` the status page shows it. Name no customer there.",
      problems: { 404: ["incident-not-found"], 409: ["incident-closed", "incident-full"] },
      example: { text: "The provider has confirmed the fault.", public: true },
      tag,
      permission: "sla:write",
      params: ById,
      body: z.object({
        text: Words.describe("What is known."),
        public: z.boolean().default(false).describe("Whether the status page shows it."),
      }),
      reply: IncidentView,
      async handle(request) {
        const { id } = request.params;
        const { channels } = await required(request.identity.tenantId, id);
        const change = { type: "noted" as const, text: request.body.text, isPublic: request.body.public };
        await tell(request, { incidentId: id, channels, change });
        return { status: 200, body: incidentView(await required(request.identity.tenantId, id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/incidents/:id/close",
      operationId: "closeIncident",
      summary: "Close an incident",
      description: "One that the monitor opened closes by itself ten minutes after the last sign of it.",
      problems: { 404: ["incident-not-found"], 409: ["incident-closed"] },
      example: { text: "The provider has repaired it." },
      tag,
      permission: "sla:write",
      params: ById,
      body: z.object({ text: Words.describe("How it ended. The status page shows it.") }),
      reply: IncidentView,
      async handle(request) {
        const { id } = request.params;
        const { channels } = await required(request.identity.tenantId, id);
        await tell(request, { incidentId: id, channels, change: { type: "closed", text: request.body.text } });
        return { status: 200, body: incidentView(await required(request.identity.tenantId, id)) };
      },
    }),
  ];

  function required(tenantId: ApiRequest<unknown, unknown, unknown>["identity"]["tenantId"], id: string) {
    return requireState(documents, tenantId, incidents, { id, what: "incident" });
  }

  async function tell(
    request: Pick<ApiRequest<unknown, unknown, unknown>, "identity" | "idempotencyKey">,
    told: Pick<IncidentTold, "incidentId" | "channels" | "change">,
  ): Promise<void> {
    const at = now();
    const data = { ...told, at: at.toISOString(), by: request.identity.subject };
    const wish = { action: `incident-${told.change.type}`, key: told.incidentId, data, at };
    const options = { repeatable: request.idempotencyKey !== undefined };
    await runner.run(recordIncident, requestedEvent(incidentTold, request, wish), options).catch((error: unknown) => {
      const conflicts = ["incident-closed", "incident-full"];
      if (!(error instanceof TerminalError) || !conflicts.includes(error.code)) throw error;
      throw new Problem(409, error.code, error.message, { cause: error });
    });
  }
}
