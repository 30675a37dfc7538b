import { uncertainSends } from "../../../shared/channels/sending/uncertain-sends.ts";
import { parsedFormDocuments } from "../../../shared/config/reading/parsed-forms.ts";
import { routes } from "../../../shared/config/routes.ts";
import { activeConfigs, configVersionDocuments } from "../../../shared/config/versions/version-documents.ts";
import { idempotencyKeysCollection } from "../../../shared/http/idempotency.ts";
import { operationRuns } from "../../../shared/operations/operation-runs.ts";
import { deadLetterDocuments } from "../../../shared/platform/gcp/events/dead-letters.ts";
import { scheduledEvents } from "../../../shared/platform/gcp/events/scheduled-events.ts";
import { armedTasks } from "../../../shared/platform/gcp/events/scheduler.ts";
import { homeRegions } from "../../../shared/platform/gcp/regions.ts";
import { dataKeys } from "../../../shared/platform/sealing/seal.ts";
import { effects } from "../../../shared/runtime/effects.ts";
import { erasureMarks } from "../../../shared/runtime/erasure/erasure-marks.ts";
import { auditEntries } from "../../../shared/security/audit.ts";
import { leasedQuotas } from "../../../shared/security/limits/tenant-limiter.ts";
import { secretLinks, secretLinkUses } from "../../../shared/security/links/secret-link-documents.ts";
import { apiKeysCollection } from "../../../shared/security/tokens/api-keys.ts";
import { tableStates } from "../../../shared/tables/seed-rows.ts";
import { tableRows } from "../../../shared/tables/table-rows.ts";
import { uniqueKeys } from "../../../shared/tables/unique-keys.ts";
import { appointments, calendarDays } from "../../../shared/tools/calendar/appointments.ts";
import { labOrders } from "../../../shared/tools/integration/lab-orders.ts";
import { mcpPins } from "../../../shared/tools/mcp/pinned-tools.ts";
import { tickets } from "../../../shared/tools/tickets.ts";
import { expiringCollection, plainCollection, type StoredCollection } from "./stored-collection.ts";

/** The collections of the modules that engines share. */
export const platformCollections: readonly StoredCollection[] = [
  plainCollection(activeConfigs),
  plainCollection(apiKeysCollection),
  plainCollection(appointments),
  expiringCollection(armedTasks),
  plainCollection(auditEntries),
  plainCollection(calendarDays),
  plainCollection(configVersionDocuments),
  plainCollection(dataKeys),
  plainCollection(deadLetterDocuments),
  expiringCollection(effects),
  expiringCollection(erasureMarks),
  plainCollection(homeRegions),
  expiringCollection(idempotencyKeysCollection),
  plainCollection(labOrders),
  plainCollection(leasedQuotas),
  plainCollection(mcpPins),
  expiringCollection(operationRuns),
  expiringCollection(parsedFormDocuments),
  plainCollection(routes),
  expiringCollection(scheduledEvents),
  plainCollection(secretLinks),
  plainCollection(secretLinkUses),
  plainCollection(tableRows),
  plainCollection(tableStates),
  plainCollection(tickets),
  expiringCollection(uncertainSends),
  plainCollection(uniqueKeys),
];
