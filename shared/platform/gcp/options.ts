import type { PlatformLog } from "../embedded/log.ts";
import type { SecretSource } from "../embedded/secrets.ts";
import type { TenantId } from "../tenant.ts";
import type { GoogleEmulators } from "./emulators.ts";

export interface GcpOptions {
  readonly projectId: string;
  /**
   * The region of queue and topics, until another one is made home. Events of one key keep their order only within one
   * region.
   */
  readonly location: string;
  /** The region of this instance; `location` if omitted. */
  readonly region?: string;
  /** The URL that Cloud Tasks posts to in each region of the product. Empty or omitted: there is only `location`. */
  readonly tasksUrls?: Readonly<Record<string, string>>;
  /** Firestore's database id; `(default)` if omitted. */
  readonly databaseId?: string;
  readonly bucket: string;
  /** The queue's id in that location. */
  readonly queue: string;
  /** The lanes of spread fields: see index-lanes.ts. */
  readonly indexLanes?: number;
  /** The ids of more queues, where one does not dispatch fast enough. */
  readonly moreQueues?: readonly string[];
  /** The queues of tenants with a queue of their own, by tenant. */
  readonly tenantQueues?: Readonly<Record<string, string>>;
  readonly log?: PlatformLog;
  readonly now?: () => Date;
  /** Consulted before Secret Manager. */
  readonly secrets?: SecretSource;
  readonly production?: ProductionSettings;
  readonly emulators?: GoogleEmulators;
}

/** Settings of a deployment that emulators lack. */
export interface ProductionSettings {
  /** `projects/…/cryptoKeys/…`: the tenant's own key if it has one, else the shared key. */
  readonly kmsKey: (tenantId: TenantId) => string;
  /** The URL that Cloud Tasks posts to: the function that serves `endpoints.task`. */
  readonly tasksUrl: string;
  /** The service account in the tokens of Pub/Sub and Cloud Tasks. */
  readonly callerServiceAccount: string;
  /** The audience of this function's push subscriptions; its own URL if omitted. */
  readonly pushAudience: string;
  /** True on Cloud Run behind IAM, which has already verified the token. See `ExpectedCaller`. */
  readonly behindCloudRunIam: boolean;
}
