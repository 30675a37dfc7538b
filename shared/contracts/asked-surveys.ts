import { EndedSurvey } from "../events/index.ts";
import type { Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { readModel } from "./read-model.ts";

/** The surveys that have ended. The insights engine owns these documents, and stores them whole. */
export const askedSurveys = readModel({
  name: "survey-answers",
  state: EndedSurvey.pick({ customerId: true, trigger: true, startedAt: true }),
  indexes: [["customerId"]],
});

/** Far more surveys than one customer answers. */
const surveysRead = 200;

/** Whether a customer was asked a trigger's questions since then and that survey has ended, on whichever channel. One query. */
export async function wasAskedSince(
  documents: Documents,
  tenantId: TenantId,
  { customerId, trigger, since }: { readonly customerId: string; readonly trigger: string; readonly since: Date },
): Promise<boolean> {
  const { items } = await documents.query(tenantId, askedSurveys, {
    where: [["state.customerId", "==", customerId]],
    limit: surveysRead,
  });
  return items.some(({ data }) => data.state.trigger === trigger && Date.parse(data.state.startedAt) > since.getTime());
}
