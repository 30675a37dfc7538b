/** The logger that the platform needs: a static message, data in attributes. The product's `Logger` satisfies it. */
export interface PlatformLog {
  debug(attributes: object, message: string): void;
  warn(attributes: object, message: string): void;
  error(attributes: object, message: string): void;
}

export const silentLog: PlatformLog = { debug() {}, warn() {}, error() {} };
