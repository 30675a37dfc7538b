import { sandboxTelegram } from "../../emulators/sandbox/telegram/account.ts";
import { startSandbox } from "../../emulators/sandbox.ts";
import { telegramFileAddress } from "../channels/providers/telegram-provider.ts";
import { secretReference } from "../security/secrets/secret-reference.ts";
import { dependencies, toolCall } from "./fixtures.ts";
import { fetchMedia } from "./media/media.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());

const accounts = {
  account_sid: secretReference("SID"),
  auth_token: secretReference("TOKEN"),
  bot_token: secretReference("SHOP_BOT"),
};
const asked: string[] = [];
const fetched = (fileId: string, baseUrl = `${sandbox.url}/telegram`) =>
  fetchMedia(
    telegramFileAddress(fileId),
    accounts,
    dependencies({
      providerBaseUrls: { telegram: baseUrl },
      secret: async (_, name) => {
        asked.push(name);
        return sandboxTelegram.botToken;
      },
    }),
    toolCall(),
  );

/** Sends a file as a customer and returns its id. A temporary server receives the webhook. */
async function sentFile(content: string): Promise<string> {
  const update = await new Promise<{ message: { document: { file_id: string } } }>((resolve, reject) => {
    import("node:http").then(({ createServer }) => {
      const server = createServer(async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        response.end("{}");
        server.close();
        resolve(JSON.parse(body));
      }).listen(0, "127.0.0.1", () => {
        const address = server.address();
        const port = typeof address === "object" ? address?.port : 0;
        const files = [
          { base64: Buffer.from(content).toString("base64"), contentType: "application/pdf", filename: "a.pdf" },
        ];
        fetch(`${sandbox.url}/_sandbox/telegram/customer`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ webhooks: `http://127.0.0.1:${port}`, account: "shop_bot", address: "700", files }),
        }).catch(reject);
      });
    }, reject);
  });
  return update.message.document.file_id;
}

test("fetches a file sent to the bot by its id, with the tenant's token", async () => {
  const id = await sentFile("what the report says");
  expect(await fetched(id)).toEqual({ status: "fetched", bytes: Buffer.from("what the report says") });
  expect(asked).toContain("SHOP_BOT");
});

test("refuses a file that Telegram no longer has, with a readable reason", async () => {
  expect(await fetched("AgACgone")).toMatchObject({
    status: "refused",
    reason: expect.stringContaining("no longer exists"),
  });
  expect(await fetched("../../etc")).toMatchObject({ status: "refused" });
});

test("an error names the host and not the token", async () => {
  const failure = await fetched("AgACgone", "http://127.0.0.1:9").catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "media-unavailable" });
  expect(String(failure)).not.toContain(sandboxTelegram.botToken);
});
