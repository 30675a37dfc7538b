/**
 * Who may import whom. Circles count with type-only imports, which swc sees and Node's type stripping does not.
 * `tests/structure/dependency-rules.test.ts` shows that each rule fires. ARCHITECTURE.md draws what is there
 * (`npm run architecture`).
 */

/** From the bottom up: a folder imports its own layer and those below. */
const sharedLayers = [
  ["platform", "runtime", "events", "telemetry", "schema", "statistics"],
  ["http", "security", "outbound", "backup"],
  [
    "channels",
    "tables",
    "operations",
    "tools",
    "integrations",
    "knowledge",
    "crawl",
    "documents",
    "notices",
    "models",
    "payments",
    "time",
    "customers",
    "contracts",
    "sla",
  ],
  ["config"],
  ["agent", "voice", "prices"],
];

const ours = "^(shared|functions|voice-runner|emulators|tests)/";
/** They may import whatever they test. */
const tests = "^tests/|\\.test\\.ts$|fixtures?\\.ts$|/testing/|/test-(api|server)\\.ts$|^emulators/jest-fetch\\.ts$";

const product = (path) => ({ path, pathNot: tests });

/** @returns the rule that keeps `folders` of shared/ from importing those above them. */
function layerOfShared(folders, index) {
  const above = sharedLayers.slice(index + 1).flat();
  return {
    name: `shared-layer-${index + 1}`,
    comment: `shared/{${folders.join(",")}} imports nothing of the layers above: ${above.join(", ")}.`,
    severity: "error",
    from: product(`^shared/(${folders.join("|")})/`),
    to: { path: `^shared/(${above.join("|")})/` },
  };
}

module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "No file depends on itself, through values or types: move what both need into a file of its own.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "Every import leads to a file, or to a package that package.json names.",
      severity: "error",
      // Pages import from addresses of the server that serves them, k6 brings its modules, and a test makes the client.
      from: { pathNot: "^(functions/endpoints/(console|widget)/web|tests/benchmarks/k6|tests/api-client)/" },
      to: { couldNotResolve: true, pathNot: "^#(messages|language)$" },
    },
    {
      name: "shared-stands-alone",
      comment: "shared/ is what the others use: it imports none of them.",
      severity: "error",
      from: product("^shared/"),
      to: { path: "^(functions|voice-runner|emulators)/" },
    },
    {
      name: "app-below-engines",
      comment: "app/ composes what engines work with. It knows no engine, no endpoint and no host.",
      severity: "error",
      from: product("^functions/app/"),
      to: { path: "^functions/(engines|endpoints|hosts)/|^functions/index\\.ts$" },
    },
    {
      name: "engines-below-endpoints",
      comment: "Engines are called by endpoints and run by hosts. They know neither, nor the register.",
      severity: "error",
      from: product("^functions/engines/"),
      to: { path: "^functions/(endpoints|hosts)/|^functions/index\\.ts$" },
    },
    {
      name: "voice-runner-beside-endpoints",
      comment: "voice-runner/ stands beside the endpoints: only hosts run it.",
      severity: "error",
      from: product("^(functions/(app|engines|endpoints)/|functions/index\\.ts$)"),
      to: { path: "^voice-runner/" },
    },
    {
      name: "endpoints-below-hosts",
      comment: "Endpoints and the voice runner are run by hosts and know none.",
      severity: "error",
      from: product("^(functions/(endpoints/|index\\.ts$)|voice-runner/)"),
      to: { path: "^functions/hosts/" },
    },
    {
      name: "engines-speak-by-events",
      comment: "Engines never import each other: they publish events, and read each other through shared/contracts.",
      severity: "error",
      from: product("^functions/engines/([^/]+)/"),
      to: { path: "^functions/engines/", pathNot: "^functions/engines/$1/" },
    },
    ...sharedLayers.slice(0, -1).map(layerOfShared),
    {
      name: "platform-and-events-import-nothing-of-ours",
      comment: "The ports and the event types stand on their own; ports also read the environment.",
      severity: "error",
      from: product("^shared/(platform|events)/"),
      to: { path: ours, pathNot: ["^shared/$1/", "^shared/environment\\.ts$"] },
    },
    {
      name: "contracts-read-little",
      comment: "Read models, and what is known of customers, need events, the ports, the runtime, channels and time.",
      severity: "error",
      from: product("^shared/(contracts|customers)/"),
      to: { path: ours, pathNot: "^shared/($1|events|platform|runtime|channels|time|schema)/" },
    },
    {
      name: "google-only-behind-the-ports",
      comment:
        "Google's clients are imported by shared/platform/gcp alone; warm.ts compiles them ahead, at installation. Speech is no platform: its vendors stand behind LiveKit's stt and tts.",
      severity: "error",
      from: {
        path: ours,
        pathNot: `^shared/platform/gcp/|^functions/hosts/deployed/warm\\.ts$|^voice-runner/providers/google/|^emulators/cloud-tasks/|${tests}`,
      },
      to: { path: "^(node_modules/)?@google-cloud/", pathNot: "functions-framework" },
    },
    {
      name: "functions-framework-only-in-hosts",
      comment: "Who runs the product is for hosts to know.",
      severity: "error",
      from: { path: ours, pathNot: `^functions/hosts/|${tests}` },
      to: { path: "^(node_modules/)?@google-cloud/functions-framework" },
    },
    {
      name: "stand-ins-only-outside-the-product",
      comment: "Stand-ins are started by local hosts, simulations and tests; what is deployed knows none.",
      severity: "error",
      from: { path: ours, pathNot: `^emulators/|^functions/hosts/(local|simulation)/|${tests}` },
      to: { path: "^emulators/" },
    },
    {
      name: "no-test-in-the-product",
      comment: "What is made for tests is imported by tests.",
      severity: "error",
      from: { path: ours, pathNot: tests },
      to: { path: tests },
    },
    {
      name: "pure-files",
      comment:
        "Event types, read models and section schemas are data: no client, no clock, no randomness, no environment.",
      severity: "error",
      from: product(
        "^shared/(events|schema|contracts)/|^shared/config/sections/|^functions/engines/.*/(state|words|phrases|views|decide|choice|answer|outcome|facts|conversation|turn-record|campaign|offer|payment|follow-up)\\.ts$",
      ),
      to: {
        path: "^shared/(environment\\.ts|platform/(embedded|gcp|open)|telemetry)|^(node:)?(crypto|fs|http|https|net|process|child_process|timers)(/|$)|^(node_modules/)?(@google|@sendgrid|twilio|razorpay)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no-development-package-in-the-product",
      comment: "What runs in production is under `dependencies`; only building needs more.",
      severity: "error",
      from: {
        path: "^(shared|functions|voice-runner)/",
        pathNot: `^functions/(hosts/build|endpoints/console/app)/|${tests}`,
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
