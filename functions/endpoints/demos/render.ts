import { html, raw } from "hono/html";
import type { Demo } from "../../engines/demo/demo.ts";
import { directionOf } from "../theme/page-frame.ts";
import { type PageWords, pageWords } from "./page-words.ts";

/** Every value is escaped: names, colours and texts come from others' sites. */
type Markup = Awaited<ReturnType<typeof html>>;

async function frame(page: {
  readonly lang: string;
  readonly title: string;
  readonly head?: Markup;
  readonly body: Markup;
}): Promise<string> {
  const { lang, title, head = raw(""), body } = page;
  return String(
    await html`<!doctype html>
<html lang="${lang}" dir="${directionOf(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/demos/assets/look.css">
<link rel="stylesheet" href="/demos/assets/demo.css">
${head}
</head>
<body>
${body}
</body>
</html>
`,
  );
}

/** A page that says what is wrong and what to do. */
export async function messagePage(title: string, detail: string): Promise<string> {
  const body = await html`<main class="message"><section><h1>${title}</h1><p>${detail}</p></section></main>`;
  return frame({ lang: "en", title, body });
}

export async function passwordPage(token: string, wrong: string | null): Promise<string> {
  const words = pageWords.en;
  const told = wrong === null ? "" : await html`<p role="alert" class="error" id="problem">${wrong}</p>`;
  const body = await html`<main class="message"><section>
<h1>${words.passwordTitle}</h1>
<p>${words.passwordHint}</p>
${told}
<form method="post" action="/demos/${token}">
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" required maxlength="100" autocomplete="current-password" autofocus>
<button>${words.enter}</button>
</form>
</section></main>`;
  return frame({ lang: "en", title: words.passwordTitle, body });
}

export async function buildingPage({ progress, config, name }: Demo): Promise<string> {
  const words = pageWords[config.language];
  const body = await html`<main class="message" id="building" aria-live="polite"><section><h1>${words.building}</h1>
<p><bdi dir="ltr">${progress.done} / ${progress.total}</bdi>: <bdi>${progress.now}</bdi></p>
<progress max="${progress.total}" value="${progress.done}" aria-label="${words.building}"></progress>
<p>${words.buildingHint}</p></section></main>`;
  const head = await html`<script type="module" src="/demos/assets/building.js"></script>
<noscript><meta http-equiv="refresh" content="2"></noscript>`;
  return frame({ lang: config.language, title: name, head, body });
}

export async function demoPage(demo: Demo, token: string): Promise<string> {
  const { config, name, sandbox } = demo;
  const words = pageWords[config.language];
  const shows = (component: (typeof config.web_ui.components)[number]) => config.web_ui.components.includes(component);
  const logo = demo.hasLogo ? await html`<img src="/demos/${token}/logo.png" alt="" height="48">` : "";
  const chats = shows("chat_interface") || shows("voice_interface");
  const body = await html`<aside class="banner">${words.banner}</aside>
<header>${logo}<h1><bdi>${name}</bdi></h1></header>
<main class="${config.web_ui.styling.startsWith("classic") ? "classic" : "modern"}">
${chats ? await talkSection(words) : ""}
${shows("dashboard") ? await dashboard(demo, words) : ""}
</main>`;
  const chat = chats
    ? await html`<script src="/widget.js" data-client="${sandbox}" data-lang="${config.language}" data-activity="true" async></script>
<script type="module" src="/demos/assets/demo.js" data-token="${token}" data-client="${sandbox}"></script>`
    : raw("");
  const head = await html`<link rel="stylesheet" href="/demos/${token}/brand.css">${chat}`;
  return frame({ lang: config.language, title: `${name}: demo`, head, body });
}

/** Only colours that the palette made: `#rrggbb`. */
export function brandCss({ palette }: Demo): string {
  if (palette === null) return "";
  const { primary, onPrimary, accent, shape } = palette;
  return `:root{--primary:${primary};--on-primary:${onPrimary};--brand:${accent};--shape:${shape}}\n`;
}

function talkSection(words: PageWords) {
  return html`<section aria-labelledby="try"><h2 id="try">${words.tryIt}</h2><p>${words.tryHint}</p></section>
<section aria-labelledby="did"><h2 id="did">${words.did}</h2>
<p id="did-hint">${words.didHint}</p><ol id="turns" aria-live="polite"></ol></section>`;
}

async function dashboard({ month }: Demo, words: PageWords) {
  if (month === null) return raw("");
  const figures: readonly (readonly [string, string])[] = [
    [words.conversations, String(month.conversations)],
    [words.resolved, `${month.resolvedByAgent} %`],
    [words.minutes, String(month.medianMinutes)],
    [words.rating, month.rating === null ? "–" : String(month.rating)],
    [words.orders, String(month.orders)],
    [words.appointments, String(month.appointments)],
  ];
  const most = Math.max(1, ...month.byDay.map(({ count }) => count));
  const width = 12;
  const bars = month.byDay.map(({ date, count }, index) => {
    const height = Math.round((100 * count) / most);
    return html`<rect x="${index * width}" y="${100 - height}" width="${width - 3}" height="${height}"><title>${date}: ${count}</title></rect>`;
  });
  const rows = month.newest.map(
    ({ date, time, channel, summary, by }) =>
      html`<tr><td><bdi dir="ltr">${date} ${time}</bdi></td><td>${channel}</td><td dir="auto">${summary}</td><td>${by === "agent" ? words.agent : words.person}</td></tr>`,
  );
  return html`<section aria-labelledby="month"><h2 id="month">${words.month} <span class="mark">${words.invented}</span></h2>
<dl class="figures">${figures.map(([label, value]) => html`<div><dt>${label}</dt><dd><bdi dir="ltr">${value}</bdi></dd></div>`)}</dl>
<h3>${words.byDay}</h3>
<svg class="bars" viewBox="0 0 ${month.byDay.length * width} 100" role="img" aria-label="${words.byDay}: ${month.conversations}" preserveAspectRatio="none">${bars}</svg>
<h3>${words.newest} <span class="mark">${words.invented}</span></h3>
<div class="wide" tabindex="0" role="region" aria-label="${words.newest}"><table><thead><tr><th scope="col">${words.date}</th><th scope="col">${words.channel}</th><th scope="col">${words.about}</th><th scope="col">${words.by}</th></tr></thead><tbody>${rows}</tbody></table></div>
</section>`;
}
