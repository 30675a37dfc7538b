import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { loadPackageDefinition, Server, ServerCredentials, type ServiceDefinition } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";

/** A running gRPC stand-in. `address` is `host:port`, without TLS. */
export interface GrpcStandIn {
  readonly address: string;
  close(): Promise<void>;
}

/** A service as published by Google, from the descriptor in its Node client: `google.cloud.speech.v1.Speech`. */
export function googleService(packageName: string, service: string): ServiceDefinition {
  const main = createRequire(import.meta.url).resolve(packageName);
  const descriptor = JSON.parse(readFileSync(join(dirname(main), "../protos/protos.json"), "utf8"));
  const definition = fromJSON(descriptor, { longs: String, enums: String, defaults: false, oneofs: true });
  let node: unknown = loadPackageDefinition(definition);
  for (const name of service.split(".")) node = (node as Record<string, unknown>)[name];
  return (node as { readonly service: ServiceDefinition }).service;
}

export async function serveGrpc(
  service: ServiceDefinition,
  handlers: Parameters<Server["addService"]>[1],
): Promise<GrpcStandIn> {
  const server = new Server();
  server.addService(service, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, close: async () => server.forceShutdown() };
}
