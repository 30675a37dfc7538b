/** Everything that is put into a page goes through this. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A page without scripts, with its one style sheet in it. `head` and `body` are markup. */
export function pageFrame(
  page: { readonly language: string; readonly title: string; readonly style: string; readonly head?: string },
  body: string,
): string {
  const { language, title, style, head = "" } = page;
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}
<title>${escaped(title)}</title><style>${style}</style></head>
<body><main>
${body}
</main></body>
</html>
`;
}

/** Which way a language is written. @param language such as "ur" or "ur-PK" */
export function directionOf(language: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ks|sd|ur)(-|$)/.test(language) ? "rtl" : "ltr";
}

export const iconLink = '<link rel="icon" href="/console/icon.svg" type="image/svg+xml">';
