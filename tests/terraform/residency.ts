import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../shared/project-root.ts";
import type { PlannedResource } from "./production-plan.ts";

const Manifest = z.object({
  functions: z.array(z.object({ name: z.string(), callsTenants: z.boolean().default(false) })),
});

/** Tests of a plan of production with customer-managed keys, fixed addresses and the regional log bucket. */
export function keepsDataWhereItBelongs(plan: () => readonly PlannedResource[]): void {
  const ofType = (type: string) => plan().filter((resource) => resource.type === type);
  /** Known only after the key exists, and not left out. */
  const isPlanned = (value: unknown): boolean =>
    value === true || (typeof value === "object" && value !== null && Object.values(value).some(isPlanned));

  it.each([
    ["google_firestore_database", "cmek_config"],
    ["google_pubsub_topic", "kms_key_name"],
    ["google_storage_bucket", "encryption"],
    ["google_secret_manager_secret", "replication"],
  ])("encrypts every %s with a key of the project", (type, field) => {
    expect(ofType(type).length).toBeGreaterThan(0);
    const plain = ofType(type).filter(({ unknown }) => !isPlanned(unknown[field]));
    expect(plain.map(({ address }) => address)).toEqual([]);
  });

  it("has a key in the location of each store", () => {
    const rings = ofType("google_kms_key_ring").filter(({ values }) => values.name === "data-at-rest");
    expect(rings.map(({ values }) => values.location).sort()).toEqual([
      "asia",
      "asia-south1",
      "asia-southeast1",
      "global",
    ]);
    const keys = plan().filter(({ address }) => address.includes("module.customer_keys[0].google_kms_crypto_key.this"));
    expect(keys.map(({ values }) => values.name).sort()).toEqual([
      "blobs",
      "firestore",
      "pubsub",
      "secrets-asia-south1",
      "secrets-asia-southeast1",
    ]);
  });

  it("sends what functions ask of tenants' servers through a connector, and nothing else", () => {
    const Config = z.tuple([z.looseObject({ vpc_connector_egress_settings: z.string().nullish() })]);
    const { functions } = Manifest.parse(
      JSON.parse(readFileSync(join(projectRoot, "terraform/functions.json"), "utf8")),
    );
    const wanted = functions.filter(({ callsTenants }) => callsTenants).map(({ name }) => name);
    expect(wanted).toEqual(expect.arrayContaining(["api", "conversation-turn", "webhooks-attempt"]));
    const through = ofType("google_cloudfunctions2_function").filter(
      ({ values }) => Config.parse(values.service_config)[0].vpc_connector_egress_settings === "ALL_TRAFFIC",
    );
    expect([...new Set(through.map(({ values }) => values.name))].sort()).toEqual([...wanted].sort());
    expect(through).toHaveLength(2 * wanted.length);
  });

  it("leaves each region by a reserved address alone", () => {
    expect(ofType("google_compute_address").map(({ values }) => values.region)).toEqual([
      "asia-south1",
      "asia-southeast1",
    ]);
    for (const { values } of ofType("google_compute_router_nat"))
      expect(values).toMatchObject({ nat_ip_allocate_option: "MANUAL_ONLY" });
    expect(ofType("google_compute_router_nat")).toHaveLength(2);
  });

  it("keeps logs in the first region for as long as asked for, and not in the global bucket", () => {
    expect(ofType("google_logging_project_bucket_config").map(({ values }) => values)).toMatchObject([
      { location: "asia-south1", retention_days: 90 },
    ]);
    const [sink] = ofType("google_logging_project_sink");
    expect(ofType("google_logging_project_exclusion")[0]?.values.filter).toBe(sink?.values.filter);
  });
}
