import { Problem } from "../../../shared/http/problem.ts";
import { VersionConflict } from "../../../shared/platform/documents.ts";

const attempts = 5;

/**
 * Reads and writes anew, until nobody else has written in between. `change` throws the `VersionConflict` of its commit.
 * @throws Problem 409 `customer-contended`
 */
export async function uncontended<Changed>(change: () => Promise<Changed>): Promise<Changed> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
  throw new Problem(409, "customer-contended", "Other requests are changing this customer. Try again.");
}
