import { addressOf } from "../emulators.ts";
import { lazy } from "../lazy.ts";
import type { GcpOptions } from "../options.ts";

/**
 * The names of the collections under a document, also at a past time. A past listing includes collections deleted
 * since.
 */
export function collectionNames(options: Pick<GcpOptions, "projectId" | "databaseId" | "emulators">) {
  const { projectId, databaseId = "(default)", emulators } = options;
  const client = lazy(async () => {
    const { v1 } = await import("@google-cloud/firestore-api");
    if (!emulators) return new v1.FirestoreClient({ projectId });
    const { credentials } = await import("@grpc/grpc-js");
    const { host: servicePath, port } = addressOf(emulators.firestore);
    return new v1.FirestoreClient({ projectId, servicePath, port, sslCreds: credentials.createInsecure() });
  });

  return {
    async at(path: string, at: Date | undefined): Promise<readonly string[]> {
      const parent = `projects/${projectId}/databases/${databaseId}/documents/${path}`;
      const readTime = at && { seconds: Math.floor(at.getTime() / 1000), nanos: (at.getTime() % 1000) * 1_000_000 };
      // The emulator treats this token as an administrator, who bypasses the security rules.
      const headers = emulators ? { Authorization: "Bearer owner" } : {};
      const request = readTime ? { parent, readTime } : { parent };
      const [names] = await (await client()).listCollectionIds(request, { otherArgs: { headers } });
      return names;
    },
    async close(): Promise<void> {
      await client.made()?.then((made) => made.close());
    },
  };
}
