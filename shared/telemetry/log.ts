import { pino } from "pino";

/**
 * A static message, with data in attributes. Anything that identifies a person (text, phone, e-mail, name) goes only
 * under `pii`, which is masked before it is written. `LOG_LEVEL` sets the minimum level.
 */
export interface Logger {
  debug(attributes: object, message: string): void;
  info(attributes: object, message: string): void;
  warn(attributes: object, message: string): void;
  error(attributes: object, message: string): void;
  child(attributes: object): Logger;
}

export function createLogger(options: {
  readonly level: string;
  readonly destination?: { write(line: string): void };
  /** Added to every line: the span it was written in. */
  readonly trace?: () => object;
}): Logger {
  const settings = {
    level: options.level,
    base: null,
    messageKey: "message",
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    // Cloud Logging reads `severity` (cloud.google.com/logging/docs/structured-logging).
    formatters: { level: (label: string) => ({ severity: label === "warn" ? "WARNING" : label.toUpperCase() }) },
    ...(options.trace ? { mixin: options.trace } : {}),
    redact: { paths: ["pii", "*.pii"], censor: (value: unknown) => mask(value) },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/**
 * Keeps the structure and the last two characters of long strings: enough to compare two values, not to contact anyone.
 */
function mask(value: unknown): unknown {
  if (typeof value === "string") return value.length > 6 ? `***${value.slice(-2)}` : "***";
  if (Array.isArray(value)) return value.map(mask);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mask(inner)]));
  return value === null || value === undefined ? value : "***";
}
