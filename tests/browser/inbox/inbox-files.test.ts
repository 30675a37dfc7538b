import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { until } from "../../contracts/open-platform.ts";
import { newCustomer, newWord } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { spokenOgg } from "../../spoken-audio.fixture.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible, takePictures } from "../console-pages.ts";

const client = "client_123";
/** A picture of one point. */
const point = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const picture = { name: "report.png", mimeType: "image/png", buffer: Buffer.from(point, "base64") };

interface Messages {
  readonly items: readonly { readonly text: string; readonly attachments: readonly object[] }[];
}

if (missingBrowser) skipped(`files in the inbox in a browser: ${missingBrowser}`);
else filesInABrowser(consoleWorld());

function filesInABrowser({ world, signedIn }: ReturnType<typeof consoleWorld>): void {
  let page: Page;
  let problems: readonly string[];
  let id = "";
  beforeAll(async () => {
    ({ page, problems } = await signedIn());
    const said = { client, session: `visitor-${newWord()}` };
    await world.product.chat({ ...said, message: "What does a thyroid test cost?" });
    id = (await world.product.chat({ ...said, message: "Please connect me to a real person" })).conversation_id;
    await page.goto(`${world.product.url}/console/inbox/${id}?client=${client}`);
    await page.getByRole("textbox", { name: "Write to the customer" }).waitFor();
  }, 60_000);
  afterAll(() => expect(problems).toEqual([]));

  const api = <T = Readonly<Record<string, unknown>>>(line: string, body?: object) =>
    world.product.api<T>(line, { client, role: "operator", ...(body === undefined ? {} : { body }) });

  it("uploads a picture, sends it with a reply, shows it, and tells what the API refuses", async () => {
    const chosen = page.locator(".composer input[type=file]");
    await chosen.setInputFiles({ name: "virus.exe", mimeType: "application/pdf", buffer: Buffer.from("MZ nothing") });
    await page.locator(".file-list [role=alert]").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Remove virus.exe" }).click();
    await chosen.setInputFiles(picture);
    await page.getByRole("textbox", { name: "Write to the customer" }).fill("Here is your report.");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await until("it is sent", async () => {
      const { items } = (await api<Messages>(`GET /v1/conversations/${id}/messages`)).body;
      return items.some(({ text, attachments }) => text.includes("Here is your report.") && attachments.length === 1);
    });
    const shown = page.locator(".message img");
    await shown.waitFor();
    await until("it is loaded", () => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth === 1));
    await expectAccessible(page);
  });

  it("saves a reply with a picture, and puts both into the next reply at the cursor", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("saved replies");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Saved replies" });
    await dialog.getByRole("button", { name: "New saved reply" }).click();
    await dialog.getByLabel("Name").fill("Map");
    await dialog.getByLabel("Text").fill("This is the way to us.");
    await dialog.locator("input[type=file]").setInputFiles({ ...picture, name: "map.png" });
    await dialog.getByRole("button", { name: "Remove map.png" }).waitFor();
    await expectAccessible(page, "[role=dialog]");
    await takePictures(page, "saved-reply");
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.getByRole("button", { name: "Map", exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    const field = page.getByRole("textbox", { name: "Write to the customer" });
    await field.fill("Hello. ");
    await field.press("End");
    await page.keyboard.type("/map");
    await page.getByRole("option", { name: /Map/ }).waitFor();
    await takePictures(page, "saved-replies");
    await page.keyboard.press("Enter");
    await page.locator(".composer .file-list").getByText("map.png").waitFor();
    await page.locator(".composer .file-list progress").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await until("both are sent", async () => {
      const { items } = (await api<Messages>(`GET /v1/conversations/${id}/messages`)).body;
      return items.some(
        ({ text, attachments }) => text === "Hello. This is the way to us." && attachments.length === 1,
      );
    });
  });

  it("plays a customer's voice note and shows what it says", async () => {
    const from = newCustomer();
    const note = { base64: spokenOgg("मेरी रिपोर्ट कब आएगी?").toString("base64"), contentType: "audio/ogg" };
    const { url: mediaUrl } = await world.outside.control<{ url: string }>("twilio/media", note);
    const fields = { MediaContentType0: note.contentType };
    await world.product.inbound({ to: "+14155238886", from, body: "", mediaUrl, fields });
    const words = encodeURIComponent(from);
    let own = "";
    await until("the voice note is there", async () => {
      const { body } = await api<{ items: { conversation_id: string }[] }>(`GET /v1/conversations?q=${words}`);
      own = body.items[0]?.conversation_id ?? "";
      return own !== "";
    });
    await page.goto(`${world.product.url}/console/inbox/${own}?client=${client}`);
    const message = page.locator('.message[data-role="customer"]', { hasText: "मेरी रिपोर्ट कब आएगी?" });
    await message.getByText("transcript of a voice note").waitFor();
    const played = await message.locator("audio").evaluate(async (audio) => {
      const answer = await fetch((audio as HTMLAudioElement).src);
      return { status: answer.status, type: answer.headers.get("content-type") };
    });
    expect(played).toEqual({ status: 200, type: "audio/ogg" });
    await page.goto(`${world.product.url}/console/inbox/${id}?client=${client}`);
  });

  it("plays an operator's voice notes with their transcripts, and says why when one has no transcript", async () => {
    const refused = spokenOgg("The second one");
    const script = {
      match: { audio_sha256: createHash("sha256").update(refused).digest("hex") },
      responses: [{ status: 400 }],
    };
    await fetch(`${world.outside.geminiUrl}/_standin/script`, { method: "POST", body: JSON.stringify(script) });
    const sound = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
    await page
      .locator(".composer input[type=file]")
      .setInputFiles([
        sound("hello.ogg", "audio/ogg", spokenOgg("Your report is on its way.")),
        sound("second.ogg", "audio/ogg", refused),
        sound("silent.wav", "audio/wav", secondOfSilence()),
      ]);
    const send = page.getByRole("button", { name: "Send", exact: true });
    await until("all are uploaded", () => send.isEnabled());
    await send.click();
    const message = page.locator('.message[data-role="operator"]', { has: page.locator("audio") });
    await message.getByText("Your report is on its way.").waitFor();
    await message.getByText("voice note not understood").waitFor();
    await message.getByText("voice note could not be listened to").waitFor();
    expect(await message.locator("audio").count()).toBe(3);
    // What nobody speaks in is sound all the same.
    const silent = message.locator("audio").nth(2);
    await until("it can be played", () =>
      silent.evaluate((audio) => Math.round((audio as HTMLAudioElement).duration) === 1),
    );
    await expectAccessible(page);
    await takePictures(page, "voice-notes");
    await message.getByRole("button", { name: "Try again" }).click();
    await message.getByText("The second one").waitFor();
  });

  it("shows who else looks at the conversation or writes in it, and keeps it in the list", async () => {
    await api(`POST /v1/conversations/${id}/attention`, { doing: "writing" });
    await page.getByText("flows-operator is writing").waitFor();
    expect(await page.locator(".queue-row").count()).toBe(1);
  });

  it("saves a list with its conditions, and shows it again", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("f");
    await page.getByLabel("Channel", { exact: true }).selectOption("whatsapp");
    await until("nothing is listed", async () => (await page.locator(".queue-row").count()) === 0);
    await page.getByRole("button", { name: "Save this list" }).click();
    await page.getByLabel("Name of the list").fill("By WhatsApp");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "By WhatsApp", exact: true }).waitFor();
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await until("all is listed", async () => (await page.locator(".queue-row").count()) === 1);
    await page.getByRole("button", { name: "By WhatsApp", exact: true }).click();
    await until("nothing is listed", async () => (await page.locator(".queue-row").count()) === 0);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Delete the list By WhatsApp" }).click();
    await until("it is gone", async () => (await api<Messages>("GET /v1/inbox-views")).body.items.length >= 0);
  });
}

/** A WAV file that every browser plays: 8,000 samples of one byte. */
function secondOfSilence(): Buffer {
  const head = Buffer.alloc(44);
  head.write("RIFF");
  head.writeUInt32LE(8_036, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(8_000, 40);
  return Buffer.concat([head, Buffer.alloc(8_000, 128)]);
}
