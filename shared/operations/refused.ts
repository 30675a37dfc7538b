/** An operation that the tenant's rules do not allow. The message is for the agent. Nothing was written. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code = "operation-refused";
}
