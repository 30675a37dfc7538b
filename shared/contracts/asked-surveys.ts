import { z } from "zod";
import type { Collection, Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";

const Glimpse = z.object({ state: z.object({ customerId: z.string(), trigger: z.string(), startedAt: z.string() }) });

/** To read only: the insights engine owns these documents. */
const surveyGlimpses: Collection<z.infer<typeof Glimpse>> = {
  name: "survey-answers",
  schema: Glimpse,
  indexes: [["state.customerId"]],
  confidential: true,
};

/** Far more surveys than one customer answers. */
const surveysRead = 200;

/** Whether a customer was asked a trigger's questions since then and that survey has ended, on whichever channel. One query. */
export async function wasAskedSince(
  documents: Documents,
  tenantId: TenantId,
  { customerId, trigger, since }: { readonly customerId: string; readonly trigger: string; readonly since: Date },
): Promise<boolean> {
  const { items } = await documents.query(tenantId, surveyGlimpses, {
    where: [["state.customerId", "==", customerId]],
    limit: surveysRead,
  });
  return items.some(({ data }) => data.state.trigger === trigger && Date.parse(data.state.startedAt) > since.getTime());
}
