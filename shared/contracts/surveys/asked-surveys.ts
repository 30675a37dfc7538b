import { EndedSurvey } from "../../events/index.ts";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { readModel } from "../read-model.ts";

/** Ended surveys. The insights engine owns these documents and stores the whole survey. */
export const endedSurveys = readModel({
  name: "survey-answers",
  state: EndedSurvey.pick({ customerId: true, trigger: true, startedAt: true }),
  indexes: [["customerId"]],
});

/** Maximum surveys per query; one customer answers far fewer. */
const surveysRead = 200;

/** Whether a customer has an ended survey of a trigger that started after `since`, on any channel. Costs one query. */
export async function wasAskedSince(
  documents: Documents,
  tenantId: TenantId,
  { customerId, trigger, since }: { readonly customerId: string; readonly trigger: string; readonly since: Date },
): Promise<boolean> {
  const { items } = await documents.query(tenantId, endedSurveys, {
    where: [["state.customerId", "==", customerId]],
    limit: surveysRead,
  });
  return items.some(({ data }) => data.state.trigger === trigger && Date.parse(data.state.startedAt) > since.getTime());
}
