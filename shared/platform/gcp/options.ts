import type { PlatformLog } from "../embedded/log.ts";
import type { SecretSource } from "../embedded/secrets.ts";
import type { TenantId } from "../tenant.ts";
import type { GoogleEmulators } from "./emulators.ts";

export interface GcpOptions {
  readonly projectId: string;
  /** The region of queue and topics: events of one key keep their order within one region. */
  readonly location: string;
  /** Firestore's, `(default)` if not given. */
  readonly databaseId?: string;
  readonly bucket: string;
  /** The queue's id in that location. */
  readonly queue: string;
  /** Queues of tenants that have their own. */
  readonly tenantQueues?: Readonly<Record<string, string>>;
  readonly log?: PlatformLog;
  readonly now?: () => Date;
  /** Asked before Secret Manager. */
  readonly secrets?: SecretSource;
  readonly production?: ProductionSettings;
  readonly emulators?: GoogleEmulators;
}

/** What a deployment has and emulators have not. */
export interface ProductionSettings {
  /** `projects/…/cryptoKeys/…`: of a tenant, where it has its own, else the common one. */
  readonly kmsKey: (tenantId: TenantId) => string;
  /** Where Cloud Tasks posts to: the function behind `doors.task`. */
  readonly tasksUrl: string;
  /** The service account that Pub/Sub and Cloud Tasks sign as. */
  readonly callerServiceAccount: string;
  /** The audience that the push subscriptions of this function name; its own URL if not given. */
  readonly pushAudience: string;
  /** True on Cloud Run behind IAM, which has checked the token already. See `ExpectedCaller`. */
  readonly behindCloudRunIam: boolean;
}
