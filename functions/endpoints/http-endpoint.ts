import type { EventType } from "../../shared/events/index.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import type { Composition } from "../app/compose.ts";
import type { Engine } from "../app/engine.ts";
import type { Instances } from "../app/instances.ts";
import type { ConsoleDependencies } from "./console/index.ts";
import type { HttpHandler } from "./http/shell.ts";

/** An HTTP function, loaded when it is opened. */
export interface HttpEndpoint {
  readonly name: string;
  /** The paths that the load balancer routes to it. A prefix that ends in `/` includes everything below. */
  readonly prefixes: readonly string[];
  readonly instances: Instances;
  /** The steps that it runs in its own process; `any` also replays their dead letters. */
  readonly runs: "any" | readonly string[];
  /** What it publishes besides. */
  publishes?(): Promise<readonly EventType<unknown>[]>;
  open(runtime: Runtime, console: ConsoleAccess): Promise<HttpHandler>;
}

/** The process's services for endpoints. The platform opens on first use, because the console must not use it. */
export interface Runtime {
  readonly log: Logger;
  composition(): Promise<Composition>;
  /** The engines' routes are the API's operations. */
  readonly engines: readonly Engine[];
  /** The folder with the browser files, at the same paths as in the project. */
  readonly staticRoot: string;
  /** The addresses of the servers that carry calls, to which the console's pages may connect (`callServersOf`). */
  readonly callServers: readonly string[];
}

/** The clients known to the console, and its token issuer, which is absent in production. */
export type ConsoleAccess = Pick<ConsoleDependencies, "clients" | "mintToken">;
