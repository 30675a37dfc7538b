import { freePort, freeUdpPort, loopback, type ServerProcess, startServerProcess } from "../server-process.ts";
import type { FoundLiveKit } from "./find.ts";

export interface LiveKitOptions {
  /** 0, the default, picks a free port. A server that is to come back at its address names the port. */
  readonly port?: number;
  /** Also starts Redis, which gives the server its SIP API. */
  readonly sip?: boolean;
  /** Where the server reports rooms and participants. */
  readonly webhookUrl?: string;
}

/** A running LiveKit server, with Redis if it was asked for. */
export interface LiveKit {
  /** `ws://host:port`, as `LIVEKIT_URL` names it. */
  readonly url: string;
  /** `http://host:port`, for API clients. */
  readonly httpUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly apiKey: string;
  readonly apiSecret: string;
  stop(): Promise<void>;
}

/** The server refuses secrets under 32 characters. They open nothing but a server on this machine's loopback. */
export const localKeys = { apiKey: "devkey", apiSecret: "devsecret-devsecret-devsecret-32" } as const;

/**
 * Starts the real server on the loopback interface, on free ports, and waits until it answers.
 * @throws Error if `sip` is asked for and Redis is missing, or with the server's output when it does not start.
 */
export async function startLiveKit(found: FoundLiveKit, options: LiveKitOptions = {}): Promise<LiveKit> {
  const redis = options.sip ? await startRedis(found.redis) : undefined;
  try {
    const server = await startServer(found, options, redis);
    return {
      url: `ws://${loopback}:${server.port}`,
      httpUrl: `http://${loopback}:${server.port}`,
      port: server.port,
      pid: server.pid,
      ...localKeys,
      async stop() {
        await server.close();
        await redis?.close();
      },
    };
  } catch (error) {
    await redis?.close();
    throw error;
  }
}

async function startServer(
  { server }: FoundLiveKit,
  { port = 0, webhookUrl }: LiveKitOptions,
  redis: ServerProcess | undefined,
): Promise<ServerProcess> {
  const rtcPort = await freeUdpPort();
  const unusedPort = await freePort();
  const configuration = (port: number) => ({
    port,
    bind_addresses: [loopback],
    rtc: {
      node_ip: loopback,
      use_external_ip: false,
      enable_loopback_candidate: true,
      udp_port: rtcPort,
      tcp_port: 0, // the default, 7881, would be open on every interface

      // An empty list makes the server tell every client to ask Google's and Twilio's STUN servers.
      stun_servers: [`${loopback}:${unusedPort}`],
      interfaces: { includes: ["lo"] },
      ips: { includes: [`${loopback}/32`] },
    },
    keys: { [localKeys.apiKey]: localKeys.apiSecret },
    room: { auto_create: true, empty_timeout: 30, departure_timeout: 5 },
    logging: { level: "warn" },
    ...(webhookUrl === undefined ? {} : { webhook: { api_key: localKeys.apiKey, urls: [webhookUrl] } }),
    ...(redis === undefined ? {} : { redis: { address: `${redis.host}:${redis.port}` } }),
  });
  // JSON is YAML.
  const args = (port: number) => ["--config-body", JSON.stringify(configuration(port))];
  return startServerProcess({ name: "LiveKit server", command: server, args, port });
}

function startRedis(command: string | null): Promise<ServerProcess> {
  if (command === null) throw new Error("LiveKit's SIP API needs Redis: apt-get install redis-server.");
  const args = (port: number) => ["--bind", loopback, "--port", String(port), "--save", "", "--appendonly", "no"];
  return startServerProcess({ name: "Redis server", command, args, port: 0 });
}
