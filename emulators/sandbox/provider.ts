import type { Hono } from "hono";
import type { StandInBindings, StandInRequest } from "../http.ts";

/** A call to a provider: `path` without the prefix of the provider, `body` parsed by its content type. */
export interface ProviderRequest extends StandInRequest {
  /** JSON as its value, a form as an object (a repeated key as a list), anything else as text. */
  readonly body: unknown;
}

/** Handlers find the call in `c.var.request`. */
export interface ProviderEnv {
  Bindings: StandInBindings;
  Variables: { readonly request: ProviderRequest };
}

/** One outside service as the sandbox plays it. Handlers finish their effect before their first `await`. */
export interface Provider {
  /** The first part of the path: `/twilio/...`. */
  readonly name: string;
  /** Answers every call below `/<name>`, those the provider does not know included. */
  readonly app: Hono<ProviderEnv>;
  /** Calls to `/_sandbox/<name>/...`. The sandbox answers 404 for a control that is not here. */
  readonly controls: Hono<ProviderEnv>;
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
