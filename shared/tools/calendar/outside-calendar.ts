import type { TenantId } from "../../platform/tenant.ts";
import type { Resource } from "./calendar-config.ts";

/** A time that another calendar blocks. `appointmentId` is set for an event that this product wrote. */
export interface OutsideBusy {
  readonly from: number;
  readonly to: number;
  readonly appointmentId: string | null;
}

export interface OutsideEvent {
  readonly appointmentId: string;
  readonly start: string;
  readonly end: string;
  readonly summary: string;
  readonly description: string;
}

/** A calendar outside the product in which appointments also stand. Every call may be repeated. */
export interface OutsideCalendar {
  busy(at: OutsidePlace, from: Date, to: Date): Promise<readonly OutsideBusy[]>;
  /** Creates the appointment's event, or moves it. */
  put(at: OutsidePlace, event: OutsideEvent): Promise<void>;
  /** Does nothing when there is no such event. */
  remove(at: OutsidePlace, appointmentId: string): Promise<void>;
}

export interface OutsidePlace {
  readonly tenantId: TenantId;
  readonly resource: Resource;
  readonly signal: AbortSignal;
}
