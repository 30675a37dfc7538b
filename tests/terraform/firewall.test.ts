import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";

const policy = readFileSync(join(projectRoot, "terraform/modules/load-balancer/security-policy.tf"), "utf8");
const exempt = [...(/resources_with_text = \[(.*)\]/.exec(policy)?.[1]?.matchAll(/"([a-z-]+)"/g) ?? [])].map(
  ([, name]) => name,
);

/** These routes contain only ids, times and names that the product creates or validates, and no free text. */
const withoutText = ["api-keys", "appointments", "events", "follow-ups", "integrations", "payments", "test-messages"];

it("permits text that resembles an attack wherever the API accepts free text", () => {
  const { paths } = JSON.parse(readFileSync(join(projectRoot, "docs/openapi.json"), "utf8")) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const written = Object.entries(paths)
    .filter(([, methods]) => ["post", "put", "patch"].some((method) => method in methods))
    .map(([path]) => path.split("/")[2]);
  expect(exempt).toContain("chat");
  expect(written.filter((resource) => !exempt.includes(resource) && !withoutText.includes(resource ?? ""))).toEqual([]);
});
