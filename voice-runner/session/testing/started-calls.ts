import { openTestCall } from "./call-fixture.ts";

/** Opens and starts a call for a test, which is closed after it. */
export function startedCalls(): (
  ...options: Parameters<typeof openTestCall>
) => Promise<Awaited<ReturnType<typeof openTestCall>>> {
  let opened: Awaited<ReturnType<typeof openTestCall>> | undefined;
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  return async (...options) => {
    const test = await openTestCall(...options);
    opened = test;
    await test.start();
    return test;
  };
}
