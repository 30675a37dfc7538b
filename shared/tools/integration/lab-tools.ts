import { z } from "zod";
import { labOrderPlaced } from "../../events/outreach/follow-ups.ts";
import type { HealthcareItConfig } from "../../integrations/healthcare-it.ts";
import { absent, put } from "../../platform/documents.ts";
import { unlessConflict } from "../../platform/version-conflicts.ts";
import { envelopeOf } from "../../runtime/envelope.ts";
import { deriveId } from "../../runtime/ids.ts";
import { titleOf } from "../../schema/title-of.ts";
import { contactOf } from "../contact.ts";
import type { Tool, ToolDependencies } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import { labClient } from "./lab-client.ts";
import { labOrderKey, labOrders } from "./lab-orders.ts";

/** Orders of tests and their results, in the client's laboratory system. */
export function labTools(
  entry: { readonly name: string; readonly about: string; readonly integration: string },
  config: HealthcareItConfig,
  dependencies: ToolDependencies,
): readonly Tool[] {
  const { platform } = dependencies;
  const { name, about, integration } = entry;
  const lab = labClient(config, dependencies);
  const orderParameters = z.object({
    tests: z.array(z.string().min(1).max(100)).min(1).max(30).describe("The codes or names of the tests"),
    patient_name: z.string().trim().min(1).max(100),
    note: z.string().trim().min(1).max(500).optional(),
  });
  const resultParameters = z.object({
    order_id: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe("The order's number. Default: the customer's latest order"),
  });

  const order: Tool = {
    name: `${name}_order_tests`,
    description: `${about}: orders laboratory tests. Repeat tests and patient to the customer first, and wait for a yes.`,
    parameters: zodParameters(orderParameters),
    sideEffects: true,
    reconcile: "repeat",
    async execute(args, call) {
      const { tests, patient_name, note } = orderParameters.parse(args);
      const { tenantId, conversationId, customer, idempotencyKey, now } = call;
      const phone = contactOf(call, "sms");
      const patient = { name: patient_name, ...(phone === undefined ? {} : { phone }) };
      const made = await lab.order({ patient, tests, ...(note === undefined ? {} : { note }) }, idempotencyKey, call);
      const key = labOrderKey(integration, made.id);
      const placedAt = now.toISOString();
      const record = { orderId: made.id, integration, customerId: customer.id, conversationId, tests, placedAt };
      const write = put(labOrders, key, { ...record, status: "ordered" }, { ifVersion: absent });
      await unlessConflict(platform.documents.commit(tenantId, [write])); // a conflict: the call is repeated
      await platform.bus.publish([
        envelopeOf(labOrderPlaced, {
          id: deriveId(key, tenantId, "lab-order-placed"),
          tenantId,
          key,
          at: now,
          data: { orderKey: key, ...record },
        }),
      ]);
      return { content: { order_id: made.id, status: made.status, tests } };
    },
  };

  const results: Tool = {
    name: `${name}_results`,
    description: `${about}: reads the results of the customer's own order. State them as they are; never interpret them.`,
    parameters: zodParameters(resultParameters),
    sideEffects: false,
    reconcile: "repeat",
    async execute(args, call) {
      const { order_id } = resultParameters.parse(args);
      const page = await platform.documents.query(call.tenantId, labOrders, {
        where: [["customerId", "==", call.customer.id]],
        orderBy: { field: "placedAt", direction: "desc" },
        limit: 50,
      });
      const own = page.items.map(({ data }) => data).filter((each) => each.integration === integration);
      const found = order_id === undefined ? own[0] : own.find((each) => each.orderId === order_id);
      if (!found) return { content: { error: "The customer has no such order here. A colleague can look for it." } };
      const state = await lab.status(found.orderId, call);
      const content = { order_id: found.orderId, status: state.status, tests: found.tests };
      if (!lab.isReady(state)) return { content: { ...content, results: "not ready yet" } };
      const ready = { ...content, results: await lab.results(found.orderId, call) };
      return { content: ready, sources: [{ id: `tool:${name}`, title: titleOf(name), text: JSON.stringify(ready) }] };
    },
  };
  return [order, results];
}
