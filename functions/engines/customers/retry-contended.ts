import { Problem } from "../../../shared/http/problem.ts";
import { VersionConflict } from "../../../shared/platform/documents.ts";
import { retryConflicts } from "../../../shared/platform/version-conflicts.ts";

/**
 * Changes a customer that others may be changing too. `change` reads and commits, and runs again after a conflict.
 * @throws Problem 409 `customer-contended`
 */
export async function retryContended<Changed>(change: () => Promise<Changed>): Promise<Changed> {
  try {
    return await retryConflicts(change);
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    throw new Problem(409, "customer-contended", "Other requests are changing this customer. Try again.", {
      cause: error,
    });
  }
}
