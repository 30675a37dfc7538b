import type { Permission, Role } from "../../../shared/security/tokens/identity.ts";

/** Who is signed in, as `GET /v1/session` answers. */
export interface SessionView {
  readonly person_id: string;
  readonly name: string;
  readonly email: string;
  readonly client_id: string;
  readonly is_agency: boolean;
  readonly roles: readonly Role[];
  /** What the pages offer. The API checks each call again. */
  readonly permissions: readonly Permission[];
  /** Goes into the header `X-Csrf-Token` of every writing request. */
  readonly csrf_token: string;
  /** The person's half of the key that seals what a browser keeps of them. The same in every session of theirs. */
  readonly browser_key: string;
}
