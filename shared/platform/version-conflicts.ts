import { VersionConflict } from "./documents.ts";

/** More writers at one document at the same time are rare. */
const usualAttempts = 8;

/**
 * Runs a change that reads and commits, and runs all of it again when somebody else wrote in between.
 * @throws VersionConflict that of the last attempt
 */
export async function retryConflicts<Changed>(
  change: () => Promise<Changed>,
  { attempts = usualAttempts }: { readonly attempts?: number } = {},
): Promise<Changed> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === attempts) throw error;
    }
  }
}

/** False when somebody else wrote first, so that this commit wrote nothing. */
export async function unlessConflict(commit: Promise<unknown>): Promise<boolean> {
  try {
    await commit;
    return true;
  } catch (error) {
    if (error instanceof VersionConflict) return false;
    throw error;
  }
}
