import { z } from "zod";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { type ConfigSource, currentConfig } from "../../../shared/config/versions/current-config.ts";
import { conversationSummaries } from "../../../shared/contracts/conversation/conversation-summary.ts";
import {
  followUpRequested,
  followUpWithdrawn,
  type LabOrderDue,
  LabOrderPlaced,
  labOrderDue,
  labOrderPlaced,
} from "../../../shared/events/index.ts";
import { type HealthcareItConfig, healthcareIt } from "../../../shared/integrations/healthcare-it.ts";
import { type Documents, put } from "../../../shared/platform/documents.ts";
import { byCustomer } from "../../../shared/platform/personal-data.ts";
import { RetryableError, TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { type Decision, type NewEvent, newEvent, step } from "../../../shared/runtime/step.ts";
import { type LabDependencies, labClient } from "../../../shared/tools/integration/lab-client.ts";
import { labOrders } from "../../../shared/tools/integration/lab-orders.ts";
import { followUpsOf } from "./trigger.ts";

const LabWatch = z.object({
  ...LabOrderPlaced.shape,
  status: z.literal(["ordered", "ready", "overdue"]),
  /** The number of the check that is due. An older one is ignored. */
  check: z.number().int(),
});
export type LabWatch = z.infer<typeof LabWatch>;

/** The orders that are looked at until their results are there. */
export const labWatches = ownedDocument<LabWatch>({
  name: "lab-watches",
  state: LabWatch,
  indexes: [["customerId"]],
  confidential: true,
  personal: { fields: ["state.tests", "state.orderId"], find: byCustomer("state.customerId") },
});

export interface LabWatchDependencies extends LabDependencies, ConfigSource {
  readonly documents: Documents;
}

/** Begins to look at an order. */
export const watchLabOrder = step<LabOrderPlaced, LabWatch>({
  name: "follow-ups-watch-lab-order",
  on: labOrderPlaced,
  schedules: [labOrderDue],
  document: labWatches,
  documentId: ({ data }) => data.orderKey,
  decide(known, { data }, _gathered, now) {
    if (known) return undefined;
    return nextCheck({ ...data, status: "ordered", check: 0 }, new Date(now.getTime() + firstCheckMs));
  },
});

/** Some laboratories have an answer at once. */
const firstCheckMs = 60_000;

type Look =
  | { readonly type: "open"; readonly again: Date }
  | { readonly type: "overdue" }
  | { readonly type: "ready"; readonly events: readonly NewEvent[] };

/**
 * Looks whether an order's results are there. If so, the condition `test_results_ready` holds for the customer, and the
 * configuration says what is sent then. A laboratory that does not answer is asked again at the next time.
 */
export function checkLabOrderStep(dependencies: LabWatchDependencies) {
  return step<LabOrderDue, LabWatch, Look | undefined>({
    name: "follow-ups-check-lab-order",
    on: labOrderDue,
    publishes: [followUpRequested, followUpWithdrawn],
    schedules: [labOrderDue],
    document: labWatches,
    documentId: ({ data }) => data.orderKey,

    async gather(watch, { tenantId, data }, { log, now, signal }) {
      if (watch?.status !== "ordered" || watch.check !== data.check) return undefined;
      const { name: configName, config } = await currentConfig(dependencies, tenantId, null);
      const settings = settingsOf(config, watch.integration);
      if (!settings) return { type: "overdue" };
      const lab = labClient(settings, dependencies);
      const isReady = await lab
        .status(watch.orderId, { tenantId, signal })
        .then(lab.isReady)
        .catch((error: unknown) => {
          if (!(error instanceof RetryableError || error instanceof TerminalError)) throw error;
          log.warn({ err: error, order: watch.orderKey }, "a laboratory order could not be looked at");
          return false;
        });
      if (!isReady) return nextLook(watch, settings, now);
      const conversation = await dependencies.documents.get(tenantId, conversationSummaries, watch.conversationId);
      if (!conversation) return { type: "overdue" };
      const { channel, accountAddress, customer } = conversation.data.state;
      const recipient = { channel, accountAddress, address: customer.address, name: customer.name };
      const trigger = {
        id: deriveId("trigger", tenantId, watch.orderKey),
        condition: "test_results_ready",
        facts: { order_id: watch.orderId, tests: watch.tests.join(", ") },
        occurredAt: now,
        appointment: undefined,
      };
      const target = { tenantId, config, configName, recipient, conversationId: watch.conversationId };
      return { type: "ready", events: followUpsOf(trigger, target, now) };
    },

    decide(watch, _event, look) {
      if (!watch || !look) return undefined;
      if (look.type === "open") return nextCheck(watch, look.again);
      const status = look.type;
      const { orderKey, check: _check, ...order } = watch;
      return {
        document: { ...watch, status },
        writes: [put(labOrders, orderKey, { ...order, status })],
        publish: look.type === "ready" ? look.events : [],
      };
    },
  });
}

function nextCheck(watch: LabWatch, at: Date): Decision<LabWatch> {
  const check = watch.check + 1;
  const { orderKey } = watch;
  const due = newEvent(labOrderDue, orderKey, { orderKey, check });
  return { document: { ...watch, check }, schedule: [{ ...due, name: `lab-order-${orderKey}-${check}`, at }] };
}

function nextLook({ placedAt }: LabWatch, { poll_minutes, poll_days }: HealthcareItConfig, now: Date): Look {
  const again = new Date(now.getTime() + poll_minutes * 60_000);
  const until = Date.parse(placedAt) + poll_days * 86_400_000;
  return again.getTime() > until ? { type: "overdue" } : { type: "open", again };
}

function settingsOf({ integrations }: TenantConfig, name: string): HealthcareItConfig | undefined {
  const found = integrations.available.find((each) => each.name === name && each.type === healthcareIt.kind);
  return found && healthcareIt.config.safeParse(found.config).data;
}
