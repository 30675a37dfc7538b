import type { Hono } from "hono";
import type { StandInBindings, StandInRequest } from "../http.ts";

/** A call to a provider. `path` has no provider prefix. `body` is parsed by its content type. */
export interface ProviderRequest extends StandInRequest {
  /** JSON as its value, a form as an object (a repeated key as a list), anything else as text. */
  readonly body: unknown;
}

/** Handlers find the call in `c.var.request`. */
export interface ProviderEnv {
  Bindings: StandInBindings;
  Variables: { readonly request: ProviderRequest };
}

/** An outside service emulated by the sandbox. Handlers finish their effect before their first `await`. */
export interface Provider {
  /** The first segment of the path: `/twilio/...`. */
  readonly name: string;
  /** Answers every call below `/<name>`, including unknown ones. */
  readonly app: Hono<ProviderEnv>;
  /** Handles calls to `/_sandbox/<name>/...`. The sandbox answers 404 for unknown controls. */
  readonly controls: Hono<ProviderEnv>;
  /** The provider's own error body. */
  failure(status: number): unknown;
  /** Deletes all state and stops running work. */
  reset(): void;
}

export interface ProviderContext {
  /** The sandbox's URL without a trailing slash, known once it listens. */
  publicUrl(): string;
  now(): Date;
  /** Registers work that continues after the answer, such as a callback. The sandbox is not at rest until it ends. */
  goesOn(work: Promise<unknown>): void;
}
