import type { CallEvent } from "../call-session.ts";

export type FaultyComponent = Extract<CallEvent, { type: "fault" }>["component"];

/** So many faults in a row end a call. */
const mostInARow = 3;

/** Counts faults in a row, by component. */
export interface FaultCount {
  failed(component: FaultyComponent, error: unknown): void;
  worked(component: FaultyComponent): void;
}

export function faultCount(ports: {
  onFault(component: FaultyComponent, error: unknown): void;
  onTooMany(component: FaultyComponent): void;
}): FaultCount {
  const inARow = new Map<FaultyComponent, number>();
  return {
    worked: (component) => void inARow.delete(component),
    failed(component, error) {
      const count = (inARow.get(component) ?? 0) + 1;
      inARow.set(component, count);
      ports.onFault(component, error);
      if (count === mostInARow) ports.onTooMany(component);
    },
  };
}
