import { z } from "zod";
import type { Collection, Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { clientNames } from "./account-names.ts";

/** How many people must agree before a written configuration of the client is activated. */
export const ActivationApproval = z.enum(["one", "two"]);

const ClientApproval = z.object({ approval: ActivationApproval.default("one") });

/** What the agency asks for of a client, by the client's id, in the agency's scope. The accounts engine owns it. */
const clientApprovals: Collection<z.infer<typeof ClientApproval>> = {
  name: clientNames.name,
  schema: ClientApproval,
  indexes: [],
  confidential: false,
  personal: "declared-by-owner",
};

/** @param agency the agency's scope. A tenant that is no client of it needs one person. */
export async function needsTwoPeople(
  documents: Pick<Documents, "get">,
  agency: TenantId,
  client: TenantId,
): Promise<boolean> {
  return (await documents.get(agency, clientApprovals, client))?.data.approval === "two";
}
