/** What the next calls of a stand-in are refused with. */
export interface Refusals<T> {
  /** Replaces what is left of an earlier one. */
  next(refusal: T, times: number): void;
  /** Uses up one. Undefined when none is left. */
  take(): T | undefined;
}

export function refusals<T>(): Refusals<T> {
  let refusal: T | undefined;
  let left = 0;
  return {
    next(given, times) {
      refusal = given;
      left = times;
    },
    take() {
      if (left === 0) return undefined;
      left -= 1;
      return refusal;
    },
  };
}
