import { Server, ServerCredentials } from "@grpc/grpc-js";
import { cloudTasksService } from "./cloud-tasks/protocol.ts";
import { cloudTasksHandlers } from "./cloud-tasks/service.ts";

export interface CloudTasksStandIn {
  /** `host:port`: the `apiEndpoint` and `port` of Google's client, with insecure credentials. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Emulates Cloud Tasks over gRPC for Google's own client. Queues and HTTP tasks are kept in memory and really
 * dispatched. Tasks are not signed, because nobody could verify the signature. Port 0 picks a free port.
 */
export async function startCloudTasks(
  options: { readonly port?: number; readonly host?: string; readonly nameKeptMs?: number } = {},
): Promise<CloudTasksStandIn> {
  const host = options.host ?? "127.0.0.1";
  const server = new Server();
  const service = cloudTasksHandlers({ nameKeptMs: options.nameKeptMs });
  server.addService(cloudTasksService(), service.handlers);
  const port = await new Promise<number>((resolve, reject) => {
    const address = `${host}:${options.port ?? 8094}`;
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    address: `${host}:${port}`,
    async close() {
      service.close();
      server.forceShutdown();
    },
  };
}
