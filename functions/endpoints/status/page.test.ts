import { missingPage, statusPage } from "./page.ts";
import { status } from "./status.fixture.ts";

it("shows states, incidents, maintenance and corrections in the client's time, without scripts and without markup of others", () => {
  const page = statusPage(status, "en");
  for (const shown of [
    "There is trouble on some channels.",
    "A newer database",
    "16:30",
    "does not count. <bdi>Switched off</bdi>",
  ])
    expect(page).toContain(shown);
  expect(page).not.toMatch(/<script|<img|<b>/);
  expect(page).toContain('href="/status/asha?lang=hi"');
});

it("is in Hindi or Urdu when asked, and says in every language that there is no page", () => {
  expect(statusPage(status, "hi")).toContain('<html lang="hi" dir="ltr">');
  expect(statusPage(status, "hi")).toContain("सेवा की स्थिति");
  expect(statusPage(status, "ur")).toContain('<html lang="ur" dir="rtl">');
  expect(statusPage(status, "ur")).toContain('href="/status/asha?lang=en" lang="en"');
  expect(missingPage()).toContain("اس پتے پر کوئی اسٹیٹس صفحہ نہیں ہے۔");
  expect(missingPage()).toContain("इस पते पर कोई स्थिति पृष्ठ नहीं है।");
});

it("says that nothing is known when nothing is", () => {
  const channels = status.channels.map((each) => ({ ...each, state: "unknown" as const }));
  expect(statusPage({ ...status, channels }, "en")).toContain("The state is not known at the moment.");
});
