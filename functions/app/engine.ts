import type { Route, RouteGroup } from "../../shared/http/route.ts";
import type { WebhookDescription } from "../../shared/http/webhook-description.ts";
import type { AnyStep } from "../../shared/runtime/step.ts";
import type { StoredCollection } from "./collections/stored-collection.ts";
import type { Composition } from "./compose.ts";
import type { Instances } from "./instances.ts";

/**
 * A part of the product that handles events. Its folder holds the steps, their documents and its HTTP resources. Naming
 * an engine loads none of these, so that each function loads only what it runs.
 */
export interface Engine {
  readonly name: string;
  steps(): Promise<readonly RegisteredStep[]>;
  routes(): Promise<readonly EngineRoutes[]>;
  /** The requests that it makes to tenants' own servers, for the API's document. */
  webhooks?(): Promise<readonly WebhookDescription[]>;
  /**
   * Every collection it stores. The database's indexes are generated from them, the sweeper handles the outboxes of its
   * steps, and what they hold of customers can be exported and erased.
   */
  collections(): Promise<readonly StoredCollection[]>;
}

/** A resource of the API and its paths; see `RouteGroup`. */
export interface EngineRoutes {
  readonly under: RouteGroup["under"];
  open(composition: Composition): Promise<readonly Route[]>;
}

/** Each becomes a subscription, and in production a function of its own. */
export interface RegisteredStep {
  readonly name: string;
  readonly instances: Instances;
  /** @throws Error when the step has another name. */
  load(composition: Composition): Promise<AnyStep>;
}

/** Registers a step under its own name, so that a list can hold steps of different events and documents. */
export function registered(
  name: string,
  instances: Instances,
  load: (composition: Composition) => Promise<{ readonly name: string }>,
): RegisteredStep {
  return {
    name,
    instances,
    async load(composition) {
      // Loaded here, because every function loads the register, and a health check must not wait for zod.
      const { stepComposition } = await import("./step-composition.ts");
      const own = stepComposition(composition, { name, isAllowed: instances.roles.includes("secrets") });
      const step = await load(own);
      if (step.name !== name) throw new Error(`The step ${step.name} is registered as ${name}. Use the same name.`);
      return step as AnyStep;
    },
  };
}

/** The service that handles all steps of an engine, where they have no functions of their own. */
export function engineServiceName({ name }: Pick<Engine, "name">): string {
  return `engine-${name}`;
}

/** The steps of all engines, in the register's order. */
export async function stepsOf(engines: readonly Engine[]): Promise<readonly RegisteredStep[]> {
  return (await Promise.all(engines.map((engine) => engine.steps()))).flat();
}
