import type { GoogleStack } from "../../../emulators/google/start.ts";
import { openGcp } from "../../../shared/platform/gcp/platform.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { benchmarkSecret } from "../product.ts";

/** Opens the Google Cloud platform on these emulators. */
export function openGoogle(stack: Omit<GoogleStack, "close">, dataDir: string): Promise<Platform> {
  return openGcp({
    projectId: "demo-bench",
    location: "asia-south1",
    bucket: "bench",
    queue: "bench",
    emulators: { ...stack, dataDir },
    secrets: benchmarkSecret,
  });
}
