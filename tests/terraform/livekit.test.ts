import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { liveKitVersion } from "../../emulators/livekit/find.ts";
import { projectRoot } from "../../shared/project-root.ts";

const moduleFolder = join(projectRoot, "terraform/modules/livekit");
const secret = "it's-a-secret-of-more-than-32-characters";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "livekit-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "settings.json"), '{"port":7880,"rtc":{"tcp_port":7881}}');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Plays a command of the machine; `$*` is what it was called with, which is also logged. */
function play(command: string, script: string): void {
  const file = join(folder, "bin", command);
  writeFileSync(file, `#!/bin/bash\necho "${command} $*" >>${folder}/calls\n${script}\n`);
  chmodSync(file, 0o755);
}

/** Google's metadata server and Secret Manager, as curl shows them. */
function playGoogle(secrets: Readonly<Record<string, string>>): void {
  const answers = Object.entries(secrets).map(([name, value]) => {
    const data = Buffer.from(value).toString("base64");
    return `*secrets/${name}/*) cat >/dev/null; printf '{\\n  "payload": {\\n    "data": "${data}"\\n  }\\n}\\n';;`;
  });
  play(
    "curl",
    ['case "$*" in', `*/token) echo '{"access_token":"token-of-the-machine","expires_in":3599}';;`]
      .concat(["*/external-ip) printf 203.0.113.9;;", ...answers, "*) exit 22;;", "esac"])
      .join("\n"),
  );
}

const run = (script: string, environment: Readonly<Record<string, string>>) =>
  spawnSync("bash", [join(moduleFolder, "node", script)], {
    encoding: "utf8",
    timeout: 60_000,
    env: { ...environment, PATH: `${join(folder, "bin")}:${process.env.PATH}` },
  });
const calls = () => readFileSync(join(folder, "calls"), "utf8");

function start(role: "livekit-server" | "livekit-sip") {
  play("docker", "");
  play("iptables", "");
  return run("start.sh", {
    SETTINGS: join(folder, "settings.json"),
    FOLDER: join(folder, "run"),
    ROLE: role,
    IMAGE: "livekit:v1",
    PROJECT_ID: "demo",
    KEY_SECRET: "LIVEKIT_API_KEY",
    SECRET_SECRET: "LIVEKIT_API_SECRET",
    WEBHOOK_URL: "https://agents.example.com/webhooks/livekit",
  });
}

it("runs the version of the server that the product is tested with", () => {
  const variables = readFileSync(join(moduleFolder, "variables.tf"), "utf8");
  expect(variables).toContain(`"docker.io/livekit/livekit-server:v${liveKitVersion}"`);
});

describe("a machine that starts", () => {
  const config = () => readFileSync(join(folder, "run/config.yaml"), "utf8");

  it("writes a server's keys and webhook into memory, for root only", () => {
    playGoogle({ LIVEKIT_API_KEY: "APIkey", LIVEKIT_API_SECRET: secret });
    expect(start("livekit-server")).toMatchObject({ status: 0, stderr: "" });
    expect(config()).toBe(
      `{"port":7880,"rtc":{"tcp_port":7881},keys: { 'APIkey': '${secret.replace("'", "''")}' }, ` +
        `webhook: { api_key: 'APIkey', urls: ["https://agents.example.com/webhooks/livekit"] } }\n`,
    );
    expect(statSync(join(folder, "run/config.yaml")).mode & 0o777).toBe(0o600);
    expect(calls()).toContain("--config");
    expect(calls()).toContain("--node-ip 203.0.113.9");
  });

  it("tells LiveKit SIP its keys and its address", () => {
    playGoogle({ LIVEKIT_API_KEY: "APIkey", LIVEKIT_API_SECRET: secret });
    expect(start("livekit-sip").status).toBe(0);
    expect(config()).toContain("api_key: 'APIkey', api_secret: 'it''s-a");
    expect(config()).toContain("nat_1_to_1_ip: 203.0.113.9 }");
    expect(calls()).not.toContain("--node-ip");
  });

  it("shows keys and its token to no list of processes", () => {
    playGoogle({ LIVEKIT_API_KEY: "APIkey", LIVEKIT_API_SECRET: secret });
    const { stdout, stderr } = start("livekit-server");
    expect(calls()).toContain("docker run");
    for (const value of ["APIkey", "a-secret-of", "token-of-the-machine"])
      expect(calls() + stdout + stderr).not.toContain(value);
  });

  it("names a secret without a value, and starts nothing", () => {
    playGoogle({ LIVEKIT_API_KEY: "APIkey", LIVEKIT_API_SECRET: "" });
    const { status, stderr } = start("livekit-server");
    expect(status).not.toBe(0);
    expect(stderr).toContain("LIVEKIT_API_SECRET has no value");
    expect(calls()).not.toContain("docker run");
    expect(existsSync(join(folder, "run/config.yaml"))).toBe(false);
  });
});

it("a machine lets its calls end once it is about to stop, and not before", () => {
  play("curl", `[ "$(wc -l <${folder}/calls)" -ge 3 ] && printf PENDING_STOP || exit 22`);
  play("systemctl", "");
  expect(run("drain.sh", { PAUSE_SECONDS: "0" }).status).toBe(0);
  const made = calls().trim().split("\n");
  expect(made.map((call) => call.split(" ")[0])).toEqual(["curl", "curl", "curl", "systemctl", "systemctl"]);
  expect(made.slice(3)).toEqual(["systemctl stop livekit", "systemctl poweroff"]);
});
