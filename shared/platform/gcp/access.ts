import { z } from "zod";
import type { Collection, Documents } from "../documents.ts";
import { platformScope } from "../tenant.ts";
import { codeOf, grpcCode } from "./failures.ts";

const probe: Collection<unknown> = {
  name: "probes",
  schema: z.unknown(),
  indexes: [],
  confidential: false,
  personal: "nothing",
};

/**
 * Reads once, which also opens the connection for the first request. Missing access is therefore reported at start-up.
 *
 * @throws Error with the remedy when there is no identity, no permission or no database.
 */
export async function checkAccess(documents: Pick<Documents, "get">, databaseId: string): Promise<void> {
  try {
    await documents.get(platformScope, probe, "start");
  } catch (cause) {
    throw withRemedy(cause, databaseId);
  }
}

function withRemedy(cause: unknown, databaseId: string): unknown {
  const describe = (message: string) => new Error(message, { cause });
  const code = codeOf(cause);
  if (code === grpcCode.permissionDenied)
    return describe(
      "This process may not read Firestore: grant its service account roles/datastore.user (terraform does), or enable firestore.googleapis.com.",
    );
  if (code === grpcCode.notFound)
    return describe(
      `There is no Firestore database ${databaseId} in this project: apply terraform, or set FIRESTORE_DATABASE.`,
    );
  const noIdentity = cause instanceof Error && /default credentials/i.test(cause.message);
  if (code === grpcCode.unauthenticated || noIdentity)
    return describe(
      'There are no Google credentials: deploy with a service account, or run "gcloud auth application-default login" on this machine.',
    );
  return cause;
}
