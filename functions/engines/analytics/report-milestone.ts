import { z } from "zod";
import { conversationSummaries } from "../../../shared/contracts/conversation/conversation-summary.ts";
import type { Customer } from "../../../shared/customers/customer.ts";
import { newestConsent } from "../../../shared/customers/may-contact.ts";
import { type AnalyticsConfig, analytics } from "../../../shared/integrations/analytics.ts";
import { type AnalyticsDependencies, googleAnalytics } from "../../../shared/integrations/google-analytics.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { byConversation } from "../../../shared/platform/personal-data.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { step } from "../../../shared/runtime/step.ts";
import type { Capability } from "../../../shared/schema/capability.ts";
import type { MilestoneSource } from "./milestones.ts";

const Reported = z.object({
  conversationId: z.string(),
  milestone: z.string(),
  /** unknown: the connection broke while Google took it. It is not sent again, because it would count twice. */
  status: z.literal(["sent", "unknown", "no-consent"]),
  at: z.string(),
});
type Reported = z.infer<typeof Reported>;

/** The milestones that were reported, each once. */
export const reportedMilestones = ownedDocument<Reported>({
  name: "reported-milestones",
  state: Reported,
  indexes: [["conversationId"]],
  confidential: false,
  personal: { fields: ["state.milestone"], find: byConversation("state.conversationId") },
});

export interface ReportDependencies {
  readonly documents: Documents;
  readonly google: AnalyticsDependencies;
  /** The integrations of the tenant's configurations. At most a few seconds old. */
  integrations(tenantId: TenantId): Promise<readonly Capability[]>;
  customer(tenantId: TenantId, id: string, now: Date): Promise<Customer>;
}

/** The tenant's Google Analytics, if it is set up to be reported to. */
export function analyticsOf(integrations: readonly Capability[]): AnalyticsConfig | undefined {
  const found = integrations.find(({ type, name }) => type === analytics.kind && /google|(^|_)ga4?(_|$)/i.test(name));
  const settings = found && analytics.config.safeParse(found.config).data;
  return settings?.api_secret === undefined ? undefined : settings;
}

/** Reports one kind of milestone to Google Analytics. For a tenant without it, nothing is read but the configuration. */
export function reportMilestoneStep<T>(source: MilestoneSource<T>, dependencies: ReportDependencies) {
  const { documents, google, integrations, customer } = dependencies;
  return step<T, Reported, Reported["status"] | undefined>({
    name: source.step,
    on: source.on,
    document: reportedMilestones,
    documentId({ data, id }) {
      const milestone = source.milestone(data, id);
      return deriveId("milestone", milestone?.conversationId ?? "", milestone?.key ?? id);
    },
    async filter({ tenantId, data, id }) {
      return source.milestone(data, id) !== undefined && analyticsOf(await integrations(tenantId)) !== undefined;
    },

    async gather(known, { tenantId, data, id, occurredAt }, { now, log, effect }) {
      const settings = analyticsOf(await integrations(tenantId));
      const milestone = source.milestone(data, id);
      if (known || !settings || !milestone) return undefined;
      const conversation = await documents.get(tenantId, conversationSummaries, milestone.conversationId);
      if (!conversation) return undefined;
      const { channel, customer: person } = conversation.data.state;
      const profile = await customer(tenantId, person.id, now);
      const consent = newestConsent(profile, "data_collection", channel);
      if (consent?.granted === false || (settings.consent === "needed" && consent === undefined)) return "no-consent";
      const ids = await documents.ids(tenantId);
      const report = {
        clientId: ids.of("analytics", person.id),
        at: new Date(occurredAt),
        mayAdvertise: newestConsent(profile, "marketing", channel)?.granted === true,
        event: { ...milestone.event, params: { channel, engagement_time_msec: 1, ...milestone.event.params } },
      };
      const send = async () => {
        await googleAnalytics(settings, google).send(tenantId, report);
        return "sent" as const;
      };
      return effect("google-analytics", send, { policy: "ask" }).catch((error: unknown) => {
        if (!(error instanceof TerminalError)) throw error;
        log.warn({ err: error, milestone: milestone.event.name }, "a milestone was not reported");
        if (error.code === "effect-outcome-unknown") return "unknown" as const;
        throw error;
      });
    },

    decide(known, { data, id }, status, now) {
      const milestone = source.milestone(data, id);
      if (known || !status || !milestone) return undefined;
      const { conversationId, event } = milestone;
      return { document: { conversationId, milestone: event.name, status, at: now.toISOString() } };
    },
  });
}
