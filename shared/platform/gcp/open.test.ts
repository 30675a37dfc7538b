import { readEnvironment } from "../../environment.ts";
import { openPlatform } from "../open.ts";

describe("opening the platform on Google Cloud", () => {
  const given = { PLATFORM: "gcp", GOOGLE_CLOUD_PROJECT: "demo", GCP_LOCATION: "asia-south1", GCP_BUCKET: "b" };

  test("names all missing variables at once, with the remedy", async () => {
    await expect(openPlatform(readEnvironment(given))).rejects.toThrow(
      /needs GCP_KMS_KEY, GCP_TASKS_URL, GCP_CALLER, GCP_AUDIENCE, GCP_QUEUE: terraform sets them|needs GCP_QUEUE/,
    );
  });

  test("names the emulators that do not answer", async () => {
    const emulators = {
      GCP_QUEUE: "q",
      FIRESTORE_EMULATOR_HOST: "127.0.0.1:1",
      PUBSUB_EMULATOR_HOST: "127.0.0.1:2",
      CLOUD_TASKS_EMULATOR_HOST: "127.0.0.1:3",
      STORAGE_EMULATOR_HOST: "http://127.0.0.1:4",
    };
    const opening = openPlatform(readEnvironment({ ...given, ...emulators }));
    await expect(opening).rejects.toThrow("no Firestore emulator at 127.0.0.1:1 (FIRESTORE_EMULATOR_HOST)");
    await expect(openPlatform(readEnvironment({ ...given, ...emulators }))).rejects.toThrow("--platform gcp-emulators");
  });

  test("requires all emulators or none", async () => {
    const half = readEnvironment({ ...given, GCP_QUEUE: "q", PUBSUB_EMULATOR_HOST: "127.0.0.1:2" });
    await expect(openPlatform(half)).rejects.toThrow("set all four, or none");
  });

  test("rejects GCP_ISOLATED_TENANTS that is not JSON", () => {
    expect(() => readEnvironment({ ...given, GCP_ISOLATED_TENANTS: "{" })).toThrow("GCP_ISOLATED_TENANTS: is not JSON");
  });
});
