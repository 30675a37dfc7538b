import { type CallBrowser, openCallBrowser } from "./call-browser.ts";

export { missingBrowser } from "./call-browser.ts";

/** A visitor of a tenant's page. */
export interface CallPage extends CallBrowser {
  /** Presses the button with this name. */
  press(name: RegExp): Promise<void>;
  write(text: string): Promise<void>;
  /** The text of what matches a selector inside the widget. */
  textOf(selector: string): Promise<string>;
}

export async function openCallPage(
  url: string,
  { width = 1_000, height = 760 }: { readonly width?: number; readonly height?: number } = {},
): Promise<CallPage> {
  const browser = await openCallBrowser({ width, height });
  const { page } = browser;
  await page.goto(url);
  await page.waitForFunction(() => window.widget?.querySelector(".launcher"));
  return {
    ...browser,
    async press(name) {
      await page.waitForFunction((source) => {
        const named = (button: Element) => button.getAttribute("aria-label") ?? button.textContent ?? "";
        const found = [...(window.widget?.querySelectorAll("button") ?? [])].find(
          (button) => button.offsetParent !== null && new RegExp(source).test(named(button)),
        );
        found?.click();
        return found !== undefined;
      }, name.source);
    },
    async write(text) {
      await page.evaluate((written) => {
        const field = window.widget?.querySelector("textarea");
        if (!field?.form) throw new Error("There is no field to write in.");
        field.value = written;
        field.form.requestSubmit();
      }, text);
    },
    textOf: (selector) =>
      page.evaluate((selected) => window.widget?.querySelector(selected)?.textContent ?? "", selector),
  };
}
