/** Elements that hold no text for readers, and page furniture that repeats on every page of a site. */
const notText =
  "script,style,noscript,template,svg,canvas,iframe,object,embed,form,button,select,input,textarea,nav,footer,dialog,[hidden],[aria-hidden=true],[role=navigation],[role=banner],[role=dialog]";

const hidingStyle =
  /display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0(?![.\d]*[1-9])|font-size\s*:\s*[01](px|pt|em|rem|%)?\s*(;|!|$)|color\s*:\s*transparent|(left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\((50|100)%|(^|;)\s*(max-)?(height|width)\s*:\s*0(px)?\s*(;|$)/i;
const maxRules = 500;

/**
 * Removes what a reader of the page does not see. Text hidden by a style is where instructions for machines are put.
 */
export function removeHidden(document: Document, furniture: string = notText): void {
  for (const selector of hidingSelectors(document)) removeAll(document, selector);
  removeAll(document, furniture);
  for (const element of document.querySelectorAll("[style]"))
    if (isHiding(element.getAttribute("style") ?? "")) element.remove();
}

function removeAll(document: Document, selector: string): void {
  let found: Iterable<Element>;
  try {
    found = document.querySelectorAll(selector);
  } catch {
    return; // a selector that the parser does not know, such as a vendor's own
  }
  for (const element of found) if (!["HTML", "BODY"].includes(element.tagName.toUpperCase())) element.remove();
}

function isHiding(style: string): boolean {
  return hidingStyle.test(style) || hasTextColorOfBackground(style);
}

function hasTextColorOfBackground(style: string): boolean {
  const color = /(?:^|;)\s*color\s*:\s*([^;!]+)/i.exec(style)?.[1];
  const background = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i.exec(style)?.[1];
  return color !== undefined && background !== undefined && normalColor(color) === normalColor(background);
}

const named: Readonly<Record<string, string>> = { white: "#ffffff", black: "#000000" };

function normalColor(color: string): string {
  const text = color.trim().toLowerCase();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  return short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join("")}`
    : (named[text] ?? text);
}

/** Selectors of the page's own style sheets that hide. Rules for some screens or for printing are left out. */
function hidingSelectors(document: Document): readonly string[] {
  const sheets = [...document.querySelectorAll("style")].map((style) => withoutAtRules(style.textContent ?? ""));
  const rules = sheets.flatMap((sheet) => [...sheet.matchAll(/([^{}]{1,300})\{([^{}]*)\}/g)]).slice(0, maxRules);
  return rules.flatMap(([, selector = "", declarations = ""]) =>
    isHiding(declarations) && !selector.includes(":") ? [selector.trim()] : [],
  );
}

function withoutAtRules(sheet: string): string {
  let kept = "";
  let depth = 0;
  let skipped = 0;
  for (const part of sheet.replace(/\/\*[\s\S]*?\*\//g, "").split(/(?<=[{};])/)) {
    const opens = part.endsWith("{");
    if (skipped === 0 && opens && part.trim().startsWith("@")) skipped = depth + 1;
    if (skipped === 0) kept += part;
    if (opens) depth += 1;
    if (part.endsWith("}")) depth = Math.max(0, depth - 1);
    if (skipped > 0 && depth < skipped && part.endsWith("}")) skipped = 0;
  }
  return kept;
}
