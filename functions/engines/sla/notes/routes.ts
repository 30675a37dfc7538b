import { z } from "zod";
import { channelNames } from "../../../../shared/events/channel-names.ts";
import { maintenanceAnnounced, maintenanceCancelled, slaCorrected } from "../../../../shared/events/index.ts";
import { asConflict } from "../../../../shared/http/conflict.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { dayMinutes } from "../../../../shared/sla/minute-record.ts";
import type { SlaConfigs } from "../current-sla.ts";
import { corrections, maintenances } from "./notes.ts";
import { announceMaintenance, cancelMaintenance, recordCorrectionStep } from "./record-notes.ts";
import { CorrectionView, correctionView, MaintenanceView, maintenanceView } from "./views.ts";

const Instant = z.iso.datetime({ offset: true });
const Span = z.object({
  from: Instant.describe("Its first minute, with the zone: 2026-11-29T02:00:00+05:30."),
  until: Instant.describe("The minute after its last, with the zone."),
  channels: z.array(z.literal(channelNames)).max(channelNames.length).default([]).describe("Default: all channels."),
});
const ById = z.object({ id: z.string().min(1).max(64).describe("The `maintenance_id`.") });
const tag = "SLA";
const mostDays = 31;

interface Dependencies {
  readonly documents: Documents;
  readonly configs: SlaConfigs;
  readonly runner: Runner;
  readonly now: () => Date;
}

/** Announced maintenance, and corrections of past minutes. */
export function noteRoutes({ documents, configs, runner, now }: Dependencies) {
  const recordCorrection = recordCorrectionStep({ configs });
  return [
    route({
      method: "POST",
      path: "/v1/sla/maintenance",
      operationId: "announceMaintenance",
      summary: "Announce maintenance",
      description:
        "The status page shows it. Whether its minutes count for nothing or as available is for the contract to say, and only when it was announced before it began.",
      problems: { 422: ["span-invalid"] },
      example: { title: "A newer database", from: "2030-01-05T02:00:00+05:30", until: "2030-01-05T03:00:00+05:30" },
      tag,
      permission: "sla:write",
      status: 201,
      body: Span.extend({
        title: z.string().trim().min(1).max(200).describe("What is done. The status page shows it."),
      }),
      reply: MaintenanceView,
      async handle(request) {
        const { body, identity } = request;
        const at = now();
        const maintenanceId = requestedId(request, { action: "maintenance", key: "new" });
        const { title, channels } = body;
        const data = { maintenanceId, title, channels, ...spanOf(body), by: identity.subject, at: at.toISOString() };
        const wish = { action: "maintenance-announced", key: maintenanceId, data, at };
        const event = requestedEvent(maintenanceAnnounced, request, wish);
        await runner.run(announceMaintenance, event, { repeatable: request.idempotencyKey !== undefined });
        const made = await requireState(documents, identity.tenantId, maintenances, {
          id: maintenanceId,
          what: "maintenance",
        });
        return { status: 201, body: maintenanceView(made) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/sla/maintenance",
      operationId: "listMaintenance",
      summary: "List maintenance, the last to end first",
      description: "Planned, past and called off.",
      tag,
      permission: "sla:read",
      query: Paging,
      reply: pageOf(MaintenanceView),
      async handle({ identity: { tenantId }, query }) {
        const orderBy = { field: "state.to", direction: "desc" } as const;
        const page = await documents.query(tenantId, maintenances.collection, { orderBy, ...query });
        return { status: 200, body: toPage(page, ({ data }) => maintenanceView(data.state)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/sla/maintenance/:id/cancel",
      operationId: "cancelMaintenance",
      summary: "Call maintenance off",
      description: "What has begun is not called off.",
      problems: { 404: ["maintenance-not-found"], 409: ["maintenance-begun"] },
      tag,
      permission: "sla:write",
      params: ById,
      reply: MaintenanceView,
      async handle(request) {
        const { id } = request.params;
        const { tenantId, subject } = request.identity;
        const wanted = { id, what: "maintenance" };
        await requireState(documents, tenantId, maintenances, wanted);
        const at = now();
        const data = { maintenanceId: id, by: subject, at: at.toISOString() };
        const event = requestedEvent(maintenanceCancelled, request, {
          action: "maintenance-cancelled",
          key: id,
          data,
          at,
        });
        const options = { repeatable: request.idempotencyKey !== undefined };
        await runner.run(cancelMaintenance, event, options).catch(asConflict("maintenance-begun"));
        return { status: 200, body: maintenanceView(await requireState(documents, tenantId, maintenances, wanted)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/sla/corrections",
      operationId: "correctSla",
      summary: "Correct how past minutes count",
      description:
        "The measured minutes stay as they are. The correction, its reason and who made it stand in the report, on the status page and in the audit log, and the reports of the months concerned are made again.",
      problems: { 422: ["span-invalid", "span-in-future"] },
      example: {
        from: "2026-11-03T10:00:00+05:30",
        until: "2026-11-03T10:25:00+05:30",
        channels: ["whatsapp"],
        state: "excluded",
        reason: "The client had switched its number off.",
      },
      tag,
      permission: "sla:write",
      status: 201,
      body: Span.extend({
        state: z
          .enum(["up", "down", "unknown", "excluded"])
          .describe("How the minutes count. `excluded`: by the contract's `exclusions`."),
        reason: z.string().trim().min(3).max(500).describe("Why. The status page shows it: name no customer."),
      }),
      reply: CorrectionView,
      async handle(request) {
        const { body, identity } = request;
        const at = now();
        const span = spanOf(body);
        if (span.to * 60_000 > at.getTime())
          throw new Problem(422, "span-in-future", "`until` is in the future. Correct minutes that are over.");
        const correctionId = requestedId(request, { action: "correction", key: "new" });
        const { channels, state, reason } = body;
        const data = { correctionId, channels, ...span, state, reason, by: identity.subject, at: at.toISOString() };
        const wish = { action: "sla-corrected", key: correctionId, data, at };
        const event = requestedEvent(slaCorrected, request, wish);
        await runner.run(recordCorrection, event, { repeatable: request.idempotencyKey !== undefined });
        const made = await requireState(documents, identity.tenantId, corrections, {
          id: correctionId,
          what: "correction",
        });
        return { status: 201, body: correctionView(made) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/sla/corrections",
      operationId: "listCorrections",
      summary: "List corrections, newest first",
      description: "A correction is never changed: a later one takes its place.",
      tag,
      permission: "sla:read",
      query: Paging,
      reply: pageOf(CorrectionView),
      async handle({ identity: { tenantId }, query }) {
        const orderBy = { field: "state.at", direction: "desc" } as const;
        const page = await documents.query(tenantId, corrections.collection, { orderBy, ...query });
        return { status: 200, body: toPage(page, ({ data }) => correctionView(data.state)) };
      },
    }),
  ];
}

/** Whole minutes: one that is touched counts. */
function spanOf({ from, until }: { readonly from: string; readonly until: string }) {
  const [first, end] = [Math.floor(Date.parse(from) / 60_000), Math.ceil(Date.parse(until) / 60_000)];
  if (first >= end) throw new Problem(422, "span-invalid", "`until` must be after `from`.");
  if (end - first > mostDays * dayMinutes)
    throw new Problem(422, "span-invalid", `From \`from\` to \`until\` are more than ${mostDays} days. Make several.`);
  return { from: first, to: end };
}
