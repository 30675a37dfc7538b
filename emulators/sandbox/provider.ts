import type { Answer, StandInRequest } from "../http.ts";

/** A call to a provider: `path` without the provider's own prefix, `body` parsed by its content type. */
export interface ProviderRequest extends StandInRequest {
  /** JSON as its value, a form as an object (a repeated key as a list), anything else as text. */
  readonly body: unknown;
}

/** One outside service as the sandbox plays it. Handlers finish their effect before their first `await`. */
export interface Provider {
  /** The first part of the path: `/twilio/...`. */
  readonly name: string;
  handle(request: ProviderRequest): Answer | Promise<Answer>;
  /** Calls to `/_sandbox/<name>/...`; undefined where there is no such control. */
  control(request: ProviderRequest): Promise<Answer | undefined> | Answer | undefined;
  /** The body this provider sends with an error of its own. */
  failure(status: number): unknown;
  /** Forgets everything, what is still under way included. */
  reset(): void;
}

export interface ProviderContext {
  /** Where the sandbox is reached, without a trailing slash; known once it listens. */
  publicUrl(): string;
  now(): Date;
  /** Announces work that goes on after the answer, such as calling back: until it ends the sandbox is not at rest. */
  goesOn(work: Promise<unknown>): void;
}
