// The load test of the specification (9.2): chats of up to 200 users, one message per second each.
//
//   go install go.k6.io/k6@latest
//   npm start, with RATE_LIMIT_* above what it sends (see docs/api.md)
//   k6 run -e TOKEN=$(npm run -s cli -- token --client client_123 --role service) tests/benchmarks/k6/chat.js
//
// URL, TOKEN and CLIENT say whom to talk to. SCALE shortens the stages and lowers the users: SCALE=0.05 takes 48 s and
// reaches 10 users.
import { check, sleep } from "k6";
import http from "k6/http";

const url = __ENV.URL ?? "http://127.0.0.1:8080";
const client = __ENV.CLIENT ?? "client_123";
const scale = Number(__ENV.SCALE ?? 1);

const seconds = (minutes) => `${Math.max(1, Math.round(minutes * 60 * scale))}s`;
const users = (count) => Math.max(1, Math.round(count * scale));

export const options = {
  stages: [
    { duration: seconds(2), target: users(100) },
    { duration: seconds(5), target: users(100) },
    { duration: seconds(2), target: users(200) },
    { duration: seconds(5), target: users(200) },
    { duration: seconds(2), target: 0 },
  ],
  thresholds: {
    http_req_duration: ["p(95)<500"],
    http_req_failed: ["rate<0.1"],
  },
};

export function setup() {
  if (!__ENV.TOKEN) throw new Error("Set TOKEN: npm run -s cli -- token --client client_123 --role service");
  // Sessions of their own for every run, so that no conversation is continued.
  return { run: Date.now() };
}

// k6 runs the default export.
// biome-ignore lint/style/noDefaultExport: k6 requires it.
export default function chat({ run }) {
  const body = JSON.stringify({
    client_id: client,
    session_id: `load-${run}-${__VU}`,
    message: "Hello, I need help with my order",
  });
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${__ENV.TOKEN}` };
  const response = http.post(`${url}/v1/chat`, body, { headers });
  check(response, {
    "chat status is 200": ({ status }) => status === 200,
    "chat response time < 500ms": ({ timings }) => timings.duration < 500,
  });
  sleep(1);
}
