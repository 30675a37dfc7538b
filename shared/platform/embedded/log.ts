/** What the platform needs of a logger: a static message, data in attributes. The product's `Logger` fits. */
export interface PlatformLog {
  debug(attributes: object, message: string): void;
  warn(attributes: object, message: string): void;
  error(attributes: object, message: string): void;
}

export const silentLog: PlatformLog = { debug() {}, warn() {}, error() {} };
