import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../../shared/project-root.ts";
import { pipelineFolder, type Stage, setStage } from "./pipeline-stage.ts";

const Build = z.object({
  substitutions: z.record(z.string(), z.string()),
  options: z.object({ env: z.array(z.string()) }),
  steps: z.array(z.object({ id: z.string(), entrypoint: z.string(), args: z.array(z.string()) })),
});
const build = Build.parse(parse(readFileSync(join(projectRoot, "cloudbuild.yaml"), "utf8")));
const pullRequest = Build.pick({ steps: true }).parse(
  parse(readFileSync(join(projectRoot, "cloudbuild.pull-request.yaml"), "utf8")),
);
const libraries = ["lib.sh", "revisions.sh"];

let stage: Stage;
afterEach(() => stage?.clear());

describe("cloudbuild.yaml", () => {
  it("checks and tests before the build, plans and pins before it applies", () => {
    expect(build.steps.map((step) => step.id)).toEqual(
      "install check test build release container plan gate pin apply canary smoke".split(" "),
    );
  });

  it("runs scripts that exist", () => {
    const scripts = build.steps.flatMap((step) => (step.entrypoint === "sh" ? step.args.slice(0, 1) : []));
    expect(scripts).toHaveLength(8);
    expect(scripts.filter((script) => !existsSync(join(projectRoot, script)))).toEqual([]);
  });

  it("runs no package's install script, in a deployment or a pull request", () => {
    for (const { steps } of [build, pullRequest])
      expect(steps.find(({ id }) => id === "install")?.args).toEqual(["ci", "--ignore-scripts"]);
  });

  it("runs nothing for a pull request that needs an account", () => {
    expect(pullRequest.steps.map(({ id }) => id)).toEqual(["install", "check", "test", "build", "validate"]);
    stage = setStage("");
    const { status, calls } = stage.run("validate.sh");
    expect(status).toBe(0);
    expect(calls.filter((call) => call.includes(" init "))).toHaveLength(
      readdirSync(join(projectRoot, "terraform/environments")).length,
    );
    expect(calls.filter((call) => !/ (fmt|validate)\b| init -backend=false/.test(call))).toEqual([]);
  });

  it("passes each substitution to the scripts", () => {
    const used = build.options.env.join(" ");
    expect(Object.keys(build.substitutions).filter((name) => !used.includes(`$${name}`))).toEqual([]);
  });
});

it.each(readdirSync(pipelineFolder).filter((name) => name.endsWith(".sh") && !libraries.includes(name)))(
  "a dry run of %s changes nothing",
  (script) => {
    stage = setStage("");
    stage.left("services", "api asia-south1\n");
    stage.left("stable", "api asia-south1 api-00001-old\n");
    stage.left("canary", "true");
    stage.left("url", "https://agents.example.com");
    const args = { "burn-rate.sh": ["api-00002-new"], "rollback.sh": ["api", "asia-south1", "api-00001-old"] }[script];
    const { status, stderr, calls } = stage.run(script, { DRY_RUN: "1" }, args);
    expect({ status, stderr: status === 0 ? "" : stderr, calls }).toEqual({ status: 0, stderr: "", calls: [] });
  },
);

it.each(["release.sh", "pin.sh", "apply.sh", "canary.sh", "smoke.sh"])(
  "%s does nothing in a build that only plans",
  (script) => {
    stage = setStage("");
    const { status, stdout, calls } = stage.run(script, { APPLY: "false" });
    expect([status, calls]).toEqual([0, []]);
    expect(stdout).toContain("only plans");
  },
);

describe("plan.sh", () => {
  it("plans the release into a file and records what is deployed", () => {
    stage = setStage(`
      *"output -json") echo '{"services":{}}' ;;
      *"output -raw services") echo "api asia-south1" ;;`);
    const { status, calls } = stage.run("plan.sh");
    expect(status).toBe(0);
    expect(calls[0]).toContain("init -input=false -reconfigure -backend-config=bucket=demo-terraform-state");
    expect(calls.at(-1)).toMatch(/environments\/prod plan .*-out=\S+\/plan .*release_object=functions-abc123.zip/);
    expect(stage.leftBehind("services")).toBe("api asia-south1\n");
  });

  it("fails when the state cannot be read, instead of assuming a first deployment", () => {
    stage = setStage(`*"output -json") exit 1 ;;`);
    expect(stage.run("plan.sh").status).not.toBe(0);
  });

  it("rejects an unknown environment", () => {
    stage = setStage("");
    const { status, stderr } = stage.run("plan.sh", { ENVIRONMENT: "production" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("there is no environment production");
  });
});

describe("gate.sh", () => {
  const address = "module.platform.module.firestore.google_firestore_database.this";
  const destroying = `*" show "*) echo "  # ${address} will be destroyed" ;;`;

  it("rejects a plan that destroys resources with data", () => {
    stage = setStage(destroying);
    const { status, stderr } = stage.run("gate.sh");
    expect(status).not.toBe(0);
    expect(stderr).toContain(`refused: ${address}`);
  });

  it("permits it when its address is named", () => {
    stage = setStage(destroying);
    expect(stage.run("gate.sh", { ALLOW_DESTROY: address }).status).toBe(0);
  });

  it("rejects a replacement too", () => {
    stage = setStage(`*" show "*) echo '  # module.p.google_kms_crypto_key.shared must be replaced' ;;`);
    expect(stage.run("gate.sh").status).not.toBe(0);
  });

  it("permits destroying resources without data", () => {
    stage = setStage(
      `*" show "*) echo '  # module.p.google_storage_bucket_iam_member.blobs["a"] will be destroyed' ;;`,
    );
    expect(stage.run("gate.sh").status).toBe(0);
  });
});

describe("pin.sh", () => {
  it("pins the serving revision, so that a new one gets no traffic by itself", () => {
    stage = setStage(`*"revisionName"*) printf '0 api-00008-bad\\n100 api-00007-now\\n' ;;`);
    stage.left("services", "api asia-south1");
    const { status, calls } = stage.run("pin.sh");
    expect(status).toBe(0);
    expect(calls.at(-1)).toContain(
      "update-traffic api --region=asia-south1 --project=demo --to-revisions=api-00007-now=100",
    );
    expect(stage.leftBehind("stable")).toBe("api asia-south1 api-00007-now\n");
  });

  it("skips a function that does not exist yet", () => {
    stage = setStage(`*"describe"*) echo "ERROR: Cannot find service [api]" >&2; exit 1 ;;`);
    stage.left("services", "api asia-south1");
    expect(stage.run("pin.sh").status).toBe(0);
    expect(stage.leftBehind("stable")).toBe("");
  });

  it("fails without permission", () => {
    stage = setStage(`*"describe"*) echo "ERROR: PERMISSION_DENIED" >&2; exit 1 ;;`);
    stage.left("services", "api asia-south1");
    const { status, stderr } = stage.run("pin.sh");
    expect(status).not.toBe(0);
    expect(stderr).toContain("PERMISSION_DENIED");
  });
});

describe("smoke.sh", () => {
  const answering = (body: string) => `
    "curl "*"/v1/conversations") printf 401 ;;
    "curl "*"/v1/chat") while [ "$1" != --output ]; do shift; done; echo '${body}' >"$2"; printf 200 ;;
    "curl "*) printf 200 ;;`;

  it("plays a customer and expects a reply", () => {
    stage = setStage(answering('{"reply":"Hello, how can I help?"}'));
    const { status, stdout, calls } = stage.run("smoke.sh", {
      URL: "https://agents.example.com",
      SMOKE_API_KEY: "secret-key",
    });
    expect(status).toBe(0);
    expect(stdout).toContain("the agent replied");
    expect(calls.some((call) => call.includes("secret-key"))).toBe(false);
  });

  it("fails on an empty reply", () => {
    stage = setStage(answering('{"reply":""}'));
    const { status, stderr } = stage.run("smoke.sh", { URL: "https://agents.example.com", SMOKE_API_KEY: "k" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("did not reply");
  });

  it("fails when unauthenticated requests are accepted", () => {
    stage = setStage(`"curl "*) printf 200 ;;`);
    const { status, stderr } = stage.run("smoke.sh", { URL: "https://agents.example.com" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("/v1/conversations answered 200, not 401");
  });
});

it("foundation.sh generates random secrets and names the missing ones", () => {
  stage = setStage(`
    "gcloud secrets list "*"value=optional"*) echo SMOKE_API_KEY TWILIO_AUTH_TOKEN ;;
    "gcloud secrets list "*) echo "JWT_SECRET GEMINI_API_KEY SMOKE_API_KEY TWILIO_AUTH_TOKEN" ;;
    "gcloud secrets versions add "*) cat >/dev/null ;;`);
  const { status, stderr, calls } = stage.run("foundation.sh");
  expect(status).not.toBe(0);
  expect(stderr).toContain("no value for: GEMINI_API_KEY.");
  expect(calls.filter((call) => call.includes("versions add"))).toEqual([
    "gcloud secrets versions add JWT_SECRET --project=demo --data-file=-",
  ]);
});
