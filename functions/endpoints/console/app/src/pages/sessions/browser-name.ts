/** The first that a browser's own text names is meant: Edge also says Chrome, and Chrome also says Safari. */
const browsers = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
] as const;

const systems = [
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
] as const;

/** What a person calls the browser, such as "Firefox · Windows"; for any other browser, the text itself. */
export function browserName(userAgent: string): string {
  const named = [browsers, systems].flatMap((all) => all.find(([form]) => form.test(userAgent))?.[1] ?? []);
  return named.length === 0 ? userAgent : named.join(" · ");
}
