import type { TenantId } from "../../../shared/platform/tenant.ts";
import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, type RegisteredStep, registered } from "../../app/engine.ts";
import { calling, recording } from "../../app/instances.ts";
import type { EndpointDependencies } from "./endpoints.ts";
import type { webhookSources } from "./webhook-events.ts";

/** Whether one of the tenant's own servers receives reports on deliveries. At most a few seconds old. */
export async function areReportsReceived(
  { documents, configs, now }: EndpointDependencies,
  tenantId: TenantId,
): Promise<boolean> {
  const { endpoints } = await import("./endpoints.ts");
  return (await endpoints({ documents, configs, now }).chosen(tenantId)).has("message.delivery_updated");
}

/** Tells the servers of tenants what happened. */
export const webhooksEngine: Engine = {
  name: "webhooks",
  steps: async () => [
    fanOut("webhooks-message-received", "messageReceived"),
    fanOut("webhooks-chat-message-taken", "chatMessageTaken"),
    fanOut("webhooks-reply-sent", "replySent"),
    fanOut("webhooks-message-settled", "messageSettled"),
    fanOut("webhooks-delivery-reported", "deliveryReported"),
    fanOut("webhooks-conversation-opened", "opened"),
    fanOut("webhooks-conversation-escalated", "escalated"),
    fanOut("webhooks-handoff-changed", "handoffChanged"),
    fanOut("webhooks-conversation-closed", "closed"),
    fanOut("webhooks-survey-completed", "survey"),
    fanOut("webhooks-callback-requested", "booking"),
    fanOut("webhooks-payment-requested", "paymentRequested"),
    fanOut("webhooks-payment-settled", "payment"),
    fanOut("webhooks-payment-not-made", "paymentNotMade"),
    fanOut("webhooks-payment-needs-person", "paymentNeedsPerson"),
    fanOut("webhooks-opt-out-reported", "optOut"),
    fanOut("webhooks-opt-out-changed", "optOutChanged"),
    fanOut("webhooks-consent-changed", "consent"),
    fanOut("webhooks-erasure-done", "erasure"),
    fanOut("webhooks-campaign-ended", "campaignEnded"),
    fanOut("webhooks-research-task-reminded", "researchTask"),
    fanOut("webhooks-research-tasks-settled", "researchTasks"),
    fanOut("webhooks-proposal-accepted", "proposalAccepted"),
    fanOut("webhooks-endpoint-disabled", "disabled"),
    registered("webhooks-open-delivery", recording, async () => (await import("./open-delivery.ts")).openDelivery),
    registered("webhooks-attempt", calling, async ({ platform: { documents, keys }, environment }) => {
      const [{ attemptStep }, { createOutboundRequest }] = await Promise.all([
        import("./attempt.ts"),
        import("../../../shared/outbound/outbound-request.ts"),
      ]);
      const outbound = createOutboundRequest({
        fetch: outsideFetch,
        tenantApiBaseUrl: environment.TENANT_API_BASE_URL,
      });
      return attemptStep({ documents, keys, outbound });
    }),
  ],
  routes: async () => [
    {
      under: ["/v1/webhook-endpoints"],
      async open({ platform: { documents }, runner, configs, now }) {
        const [{ endpointRoutes }, { deliveryRoutes }, { endpoints }] = await Promise.all([
          import("./endpoint-routes.ts"),
          import("./delivery-routes.ts"),
          import("./endpoints.ts"),
        ]);
        const known = endpoints({ documents, configs, now });
        return [...endpointRoutes({ documents, endpoints: known, now }), ...deliveryRoutes({ documents, runner, now })];
      },
    },
  ],
  webhooks: async () => (await import("./events/index.ts")).webhookDescriptions(),
  async collections() {
    const [{ webhookDeliveries, webhookFanOuts }, { webhookEndpoints }] = await Promise.all([
      import("./webhook-delivery.ts"),
      import("./webhook-endpoint.ts"),
    ]);
    return [ownedCollection(webhookDeliveries), ownedCollection(webhookFanOuts), plainCollection(webhookEndpoints)];
  },
};

function fanOut(name: string, source: keyof typeof webhookSources): RegisteredStep {
  return registered(name, recording, async ({ platform: { documents }, configs, now }) => {
    const [{ fanOutStep }, { endpoints }, { webhookSources }] = await Promise.all([
      import("./fan-out.ts"),
      import("./endpoints.ts"),
      import("./webhook-events.ts"),
    ]);
    // Each source is typed by its own event; the union of them all is not callable.
    return fanOutStep(
      webhookSources[source] as (typeof webhookSources)["messageReceived"],
      endpoints({ documents, configs, now }),
    );
  });
}
