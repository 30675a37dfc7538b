/** The keys of a telephone. The signals of A to D exist, but no telephone has such keys. */
const keys = /^[0-9*#]$/;
/** A pause that ends a number. */
const pauseMs = 2_000;
/** Card and account numbers are shorter; more is a fault of the line, or an attack. */
const mostDigits = 32;

/** Collects pressed keys to a number: until `#`, or a pause. */
export interface Digits {
  /** @throws Error when it is no key of a telephone */
  press(key: string): void;
  stop(): void;
}

export function createDigits(onNumber: (digits: string) => void, afterMs: number = pauseMs): Digits {
  let digits = "";
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearTimeout(timer);
    digits = "";
  };
  const end = () => {
    const all = digits;
    stop();
    if (all !== "") onNumber(all);
  };
  return {
    stop,
    press(key) {
      checkKey(key);
      clearTimeout(timer);
      if (key === "#") return end();
      if (digits.length < mostDigits) digits += key;
      timer = setTimeout(end, afterMs);
    },
  };
}

export function isKey(signal: string): boolean {
  return keys.test(signal);
}

/** @throws Error when it is no key of a telephone */
export function checkKey(key: string): void {
  if (!isKey(key)) throw new Error(`key: must be one of 0–9, * and #, got ${JSON.stringify(key.slice(0, 10))}`);
}
