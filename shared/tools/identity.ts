/**
 * Who the customer proved to be in this conversation, beyond the address that the channel verifies. `table` and `key`
 * name the row that the proof matched; `fields` are that row's values, read when the turn began or the proof was given.
 */
export type Identity =
  | { readonly verified: false }
  | {
      readonly verified: true;
      readonly table: string | null;
      readonly key: string | null;
      readonly fields: Readonly<Record<string, unknown>>;
    };

export const unverified: Identity = { verified: false };

/** The tools with which a customer proves who they are. */
export const verifyIdentityName = "verify_identity";
export const requestCodeName = "request_identity_code";
export const identityToolNames: readonly string[] = [verifyIdentityName, requestCodeName];
