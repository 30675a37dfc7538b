import { once } from "node:events";
import { createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { findEmulators } from "../../../emulators/google/find.ts";
import { launchFirestore } from "../../../emulators/google/launch.ts";
import { createSharedWatches, watchedPage } from "../../../shared/platform/caching/shared-watches.ts";
import { type DocumentStore, put } from "../../../shared/platform/documents.ts";
import { firestoreDocuments } from "../../../shared/platform/gcp/documents/documents.ts";
import { lazy } from "../../../shared/platform/gcp/lazy.ts";
import { newTenant, until } from "../open-platform.ts";
import { newTickets, ticket } from "../tickets.ts";

/** A watch whose connection breaks goes on by itself and tells what was written meanwhile: Firestore's own client. */
const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

if (emulators.found) {
  let close: () => Promise<void>;
  let address: string;
  let line: Line;
  let watching: DocumentStore;
  let writing: DocumentStore;

  beforeAll(async () => {
    const firestore = await launchFirestore(emulators, { port: 0 });
    address = firestore.address;
    line = await openLine(address);
    watching = storeAt(line.address);
    writing = storeAt(address);
    close = () => firestore.close();
  });
  afterAll(async () => {
    await Promise.all([watching, writing].map((documents) => documents.close()));
    line.close();
    await close();
  });

  /** Follows the open tickets of a new tenant. `found` are those that a look after each change has seen. */
  async function follow() {
    const [tenant, tickets] = [newTenant(), newTickets()];
    const found = new Set<string>();
    const page = watchedPage(tenant, tickets, { where: [["status", "==", "open"]], limit: 10 });
    const watches = createSharedWatches(watching);
    const stop = watches.listen(page, async () => {
      for (const { id } of (await writing.query(tenant, tickets, page.query)).items) found.add(id);
    });
    const write = (id: string) => writing.commit(tenant, [put(tickets, id, ticket({ status: "open" }))]);
    await write("first");
    await until("the watch begins", () => found.has("first"));
    return { found, write, stop };
  }

  test("resumes when the server breaks its stream", async () => {
    const { found, write, stop } = await follow();
    line.leadTo(address);
    await write("meanwhile");
    await until("what was written meanwhile is told", () => found.has("meanwhile"));
    await write("after");
    await until("what is written after it is told", () => found.has("after"));
    stop();
  });

  test("resumes when the server was out of reach for seconds", async () => {
    const { found, write, stop } = await follow();
    line.leadTo(undefined);
    await write("meanwhile");
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    // A look that began before the line broke may have found it. What counts is that the watch tells of it again.
    found.delete("meanwhile");
    line.leadTo(address);
    await until("what was written meanwhile is told", () => found.has("meanwhile"));
    stop();
  });

  // Firestore's client tries ten times, for two minutes. Then the watch fails and begins anew (shared-watches.test.ts).
  test("resumes when the server refused it for a while", async () => {
    const { found, write, stop } = await follow();
    let refused = 0;
    const refusing = createHttp2Server().on("stream", (stream) => {
      refused += 1;
      stream.respond({ "content-type": "application/grpc", "grpc-status": permissionDenied }, { endStream: true });
    });
    line.leadTo(await listening(refusing));
    await until("the watch is refused", () => refused > 1);
    await write("meanwhile");
    line.leadTo(address);
    refusing.close();
    await until("what was written meanwhile is told", () => found.has("meanwhile"));
    stop();
  });
}

function storeAt(host: string): DocumentStore {
  const client = lazy(async () => {
    const sdk = await import("@google-cloud/firestore");
    const customHeaders = { Authorization: "Bearer owner" };
    return { sdk, firestore: new sdk.Firestore({ projectId: "demo-watch", host, ssl: false, customHeaders }) };
  });
  return firestoreDocuments({ client, now: Date.now, lanes: 1 });
}

const permissionDenied = "7";

/** A connection between the client and a server that the test breaks. */
interface Line {
  readonly address: string;
  /** Breaks all connections. New ones lead to this address; undefined: they break at once. */
  leadTo(address: string | undefined): void;
  close(): void;
}

async function openLine(first: string): Promise<Line> {
  const sockets = new Set<Socket>();
  let target: string | undefined = first;
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    socket
      .on("error", () => undefined)
      .on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
  };
  const server = createServer((near) => {
    if (target === undefined) return near.destroy();
    const { hostname, port } = new URL(`http://${target}`);
    const far = connect(Number(port), hostname);
    keep(near, far);
    keep(far, near);
    near.pipe(far).pipe(near);
  });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: await listening(server),
    leadTo(address) {
      target = address;
      cut();
    },
    close() {
      server.close();
      cut();
    },
  };
}

async function listening(server: Pick<Server, "listen" | "address"> & NodeJS.EventEmitter): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
