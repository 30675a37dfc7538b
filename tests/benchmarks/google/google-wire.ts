import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** Requests of Google's clients to the platform's services, by what the services bill them as. */
export interface WireCalls {
  /** Reads of documents and queries; each may return several documents. */
  reads: number;
  commits: number;
  /** Publish requests. Events of one topic that are published at once share a request. */
  publishes: number;
  tasks: number;
  others: number;
}

const kinds: Readonly<Record<string, keyof WireCalls>> = {
  "/google.firestore.v1.Firestore/BatchGetDocuments": "reads",
  "/google.firestore.v1.Firestore/RunQuery": "reads",
  "/google.firestore.v1.Firestore/Commit": "commits",
  "/google.firestore.v1.Firestore/BatchWrite": "commits",
  "/google.pubsub.v1.Publisher/Publish": "publishes",
  "/google.cloud.tasks.v2.CloudTasks/CreateTask": "tasks",
};
const billed = /^\/google\.(firestore\.v1\.Firestore|pubsub\.v1\.Publisher|cloud\.tasks\.v2\.CloudTasks)\//;

const none = (): WireCalls => ({ reads: 0, commits: 0, publishes: 0, tasks: 0, others: 0 });

/** Counts gRPC calls when Node opens their streams, below Google's clients and everything of the product. */
export function countWireCalls(): { calls(): WireCalls; reset(): void; stop(): void } {
  let counted = none();
  const opened = (message: unknown) => {
    const { headers } = message as { readonly headers: Readonly<Record<string, unknown>> };
    const path = String(headers[":path"]);
    if (billed.test(path)) counted[kinds[path] ?? "others"] += 1;
  };
  subscribe("http2.client.stream.created", opened);
  return {
    calls: () => ({ ...counted }),
    reset() {
      counted = none();
    },
    stop: () => void unsubscribe("http2.client.stream.created", opened),
  };
}
