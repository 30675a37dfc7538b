import type { Collection, Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Owned, OwnedDocument } from "../../../../shared/runtime/owned-document.ts";
import type { Maintenance } from "../../../../shared/sla/mark-minutes.ts";
import type { MinuteInterval } from "../../../../shared/sla/minute-intervals.ts";
import { type AnnouncedMaintenance, corrections, type MadeCorrection, maintenances } from "./notes.ts";

/** More windows or corrections than this that end after a month's begin are refused when they are made. */
export const mostNotes = 1_000;
const pageSize = 200;

/** Maintenance that was not called off and touches the interval. */
export async function maintenanceIn(
  documents: Documents,
  tenantId: TenantId,
  { from, to }: MinuteInterval,
): Promise<readonly AnnouncedMaintenance[]> {
  const found = await endingAfter(documents, tenantId, maintenances, from);
  return found.filter((each) => each.cancelled === null && each.from < to);
}

export function maintenanceNear(
  documents: Documents,
  tenantId: TenantId,
  minute: number,
): Promise<readonly Maintenance[]> {
  return maintenanceIn(documents, tenantId, { from: minute, to: minute + 1 });
}

/** The corrections that touch the interval, in the order in which they were made. */
export async function correctionsIn(
  documents: Documents,
  tenantId: TenantId,
  { from, to }: MinuteInterval,
): Promise<readonly MadeCorrection[]> {
  const found = await endingAfter(documents, tenantId, corrections, from);
  return found
    .filter((each) => each.from < to)
    .sort((a, b) => a.at.localeCompare(b.at) || a.correctionId.localeCompare(b.correctionId));
}

async function endingAfter<D>(
  documents: Documents,
  tenantId: TenantId,
  document: OwnedDocument<D>,
  minute: number,
): Promise<readonly D[]> {
  const collection: Collection<Owned<D>> = document.collection;
  const found: D[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, collection, {
      where: [["state.to", ">", minute]],
      orderBy: { field: "state.to", direction: "asc" },
      limit: pageSize,
      cursor,
    });
    found.push(...page.items.map(({ data }) => data.state));
    cursor = page.nextCursor;
  } while (cursor !== undefined && found.length < mostNotes);
  return found;
}
